"""Bytes to text, without losing one silently."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.decode import decode
from tui.sources.errors import Unreadable

LATIN = (
    "Le maire de Saint-Brae a déclaré que la forêt était fermée à cause de l’été très sec. "
    "Les élèves ont été évacués près du château, où ils ont passé la soirée.\r\n"
)
MANGLED = "caf\ufffd"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (codecs.BOM_UTF8 + "a\u0301 né".encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + "né 😀".encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + "né 😀".encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + "né 😀".encode("utf-32-le"), "utf-32-le"),
        (codecs.BOM_UTF32_BE + "né 😀".encode("utf-32-be"), "utf-32-be"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_byte_order_mark_decides_and_is_no_text(raw: bytes, encoding: str) -> None:
    decoded = decode(raw, "shift_jis")
    assert decoded.encoding == encoding
    assert not decoded.text.startswith("\ufeff")
    assert "n" in decoded.text
    assert decoded.warning == ""


@pytest.mark.parametrize(
    "text", ["one\r\ntwo\rthree\n", "\x07bell\x1b[31mred\x00nul", "e\u0301 \u200f \u2028", "😀"]
)
def test_nothing_is_normalised(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", "")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])).filter(str.strip))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", LATIN * 4),
        ("shift_jis", "港の灯台は二百三十年のあいだ一度も消えたことがないと町の人は言う。" * 8),
        ("cp1251", "Паром отходит в шесть часов, и никто на пристани не спешит домой. " * 8),
        ("utf-16-le", "The ferry sailed without a byte order mark."),
        ("utf-16-be", "The ferry sailed without a byte order mark."),
    ],
    ids=lambda value: value[:9],
)
def test_other_encodings_are_detected(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "text",
    [
        "La mañana del jueves el barco no salió, y los niños se quedaron en la escuela del pueblo.",
        "« Le bateau est déjà là », a dit la maire, et les élèves sont partis pour la forêt.",
        "Rådet röstade på tisdagen för att fråga öborna om vägen, och båten går ännu varje morgon.",
        "Der Rat hat über die Straße und für die Fähre gestimmt, das ist nicht für die Insel.",
    ],
)
def test_western_europe_is_not_taken_for_another_code_page(text: str) -> None:
    found = decode(text.encode("cp1252"))
    assert found.text == text
    assert "guess" in found.warning


def test_a_declared_encoding_is_used() -> None:
    assert decode("né".encode("cp437"), "cp437") == ("né", "cp437", "")


@pytest.mark.parametrize(
    ("raw", "encoding", "text", "told"),
    [
        (
            b"caf\xe9",
            "utf-8",
            MANGLED,
            "one place is not utf-8 and shown as \ufffd, the first at byte 3",
        ),
        (b"\xff \xff", "ascii", "\ufffd \ufffd", "2 places are not ascii"),
        (codecs.BOM_UTF8 + b"caf\xe9", "", MANGLED, "the first at byte 6"),
        ("né ".encode() * 40 + b"\xe9 ", "", "né " * 40 + "\ufffd ", "the first at byte 160"),
    ],
)
def test_lost_bytes_are_told(raw: bytes, encoding: str, text: str, told: str) -> None:
    decoded = decode(raw, encoding)
    assert decoded.text == text
    assert told in decoded.warning


def test_a_replacement_character_of_the_text_itself_is_no_loss() -> None:
    assert decode("\ufffd".encode()).warning == ""


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"PK\x03\x04rest", "a ZIP archive or an office document"),
        (b"\x1f\x8b\x08rest", "a gzip archive"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"SQLite format 3\x00", "a SQLite database"),
        (bytes(range(256)) * 8, "a binary file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_binary_file_is_refused(raw: bytes, kind: str) -> None:
    with pytest.raises(Unreadable, match=f"is {kind}"):
        decode(raw)


@pytest.mark.parametrize("encoding", ["klingon", "hex", "base64", "a\x1bb", "undefined"])
def test_an_unknown_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(Unreadable, match="is not known") as caught:
        decode(b"text", encoding)
    assert str(caught.value).isprintable()
