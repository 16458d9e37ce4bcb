"""Word documents."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import tui.sources.docx
from tests.sources.test_contract import check
from tui.sources.errors import Unreadable
from tui.sources.opening import open_source
from tui.text.article import Article

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
STYLES = (
    f"<w:styles {W}>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{says}"/></w:style>'
        for name, says in (("T", "Title"), ("H1", "heading 1"), ("Q", "Quote"))
    )
    + "</w:styles>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>The night boat stays</dc:title><dc:creator>Mirel Osk</dc:creator>"
    "</cp:coreProperties>"
)


def paragraph(words: str, style: str = "") -> str:
    how = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{how}<w:r><w:t>{words}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


BODY = (
    paragraph("The night boat stays", "T")
    + paragraph("TOLMARCH, May 15 (OWS) — The council voted to keep the boat.")
    + paragraph("What it costs", "H1")
    + paragraph("Slow is the boat", "Q")
    + table(("Year", "Riders"), ("2019", "84,200"))
    + paragraph("So it goes.")
)


def docx(body: str = BODY, *, before: str = "", core: str = CORE, **more: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("docProps/core.xml", core)
        archive.writestr(
            "word/document.xml", f"{before}<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, text in more.items():
            archive.writestr(name, text)
    return made.getvalue()


def opened(folder: Path, raw: bytes, name: str = "report.docx") -> Article:
    path = folder / name
    path.write_bytes(raw)
    article = open_source(str(path))
    check(article, article.text)
    return article


def given(folder: Path, raw: bytes) -> Article | None:
    """The article, or None where the document is said to be damaged."""
    try:
        return opened(folder, raw)
    except Unreadable as error:
        if "is a damaged" in str(error):
            return None
        raise


@pytest.mark.parametrize("name", ["report.docx", "report.zip", "report.txt"])
def test_a_document(tmp_path: Path, name: str) -> None:
    article = opened(tmp_path, docx(), name)
    assert [(b.role, article.text[b.start : b.end]) for b in article.blocks] == [
        ("title", "The night boat stays"),
        ("dateline", "TOLMARCH, May 15 (OWS) —"),
        ("paragraph", "The council voted to keep the boat."),
        ("heading", "What it costs"),
        ("quote", "Slow is the boat"),
        ("preformatted", "Year\tRiders"),
        ("preformatted", "2019\t84,200"),
        ("paragraph", "So it goes."),
    ]
    assert (article.title, article.byline, article.place) == (
        "The night boat stays",
        "Mirel Osk",
        "TOLMARCH",
    )
    assert article.extractor.startswith("mammoth ")


BOMB = (
    "<!DOCTYPE x [<!ENTITY a 'hahahaha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 40}'>" for a, b in zip("abcde", "bcdef", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "raw",
    [
        docx()[:700],
        docx(before=BOMB, body=paragraph("&f;")),
        docx(body="<w:p>"),
        docx(core=BOMB + "<x>&f;</x>"),
    ],
    ids=["truncated", "bomb", "unclosed", "bomb in the properties"],
)
def test_what_is_damaged_or_hostile(tmp_path: Path, raw: bytes) -> None:
    article = given(tmp_path, raw)
    if article is not None:
        assert len(article.text) < 1_000
        assert "haha" not in article.title + article.text


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    before = f'<!DOCTYPE x [<!ENTITY i SYSTEM "{secret.as_uri()}">]>'
    raw = docx(before=before, body=paragraph("Seen &i; by all."))
    article = given(tmp_path, raw)
    assert article is None or "hidden" not in article.text


def test_a_document_without_words(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="holds no words"):
        opened(tmp_path, docx(body=paragraph("")))


def test_a_document_that_would_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tui.sources.docx, "MAX_BYTES", 1 << 20)
    with pytest.raises(Unreadable, match="is larger than 4 MB"):
        opened(tmp_path, docx(**{"word/media.xml": " " * (5 << 20)}))
