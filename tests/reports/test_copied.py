"""What is copied with its citation: quotation, speaker, title, publisher, date, link."""

from __future__ import annotations

import pytest

from tests.reports.checked import PRIVATE, SCHEME, URL, layer, story
from tests.session.notation import Desk, desk
from tui.annotations.records import Records
from tui.reports.citation import citation
from tui.reports.sheet import Named
from tui.reports.speakers import Speakers
from tui.session.effects import Copy
from tui.text.segments import Segments


def cited(words: str, source: str = URL, *names: str) -> str:
    article = story(source)
    start = article.text.index(words)
    speakers = tuple(Named(name, "person") for name in names)
    return citation(Segments(article), ((start, start + len(words)),), speakers)


ABOUT = "Aud Lien, Harbour wall will cost €4 million, council says, The Courier, 2031-05-15"


def test_all_that_is_known_and_a_link_to_the_words() -> None:
    assert cited("“Nobody asked us,”", URL, "Odd Farre") == (
        "“Nobody asked us,”\n"
        f"— Odd Farre, quoted in: {ABOUT}, {URL}#:~:text=%E2%80%9CNobody%20asked%20us%2C%E2%80%9D"
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (PRIVATE["paths"][0], "wall.txt"),
        (PRIVATE["paths"][1], "leak.pdf"),
        ("https://ana:pw@x.example/feed!/7", "https://x.example/feed!/7"),
        ("", ""),
    ],
)
def test_of_a_local_file_only_the_name(source: str, said: str) -> None:
    assert cited("at Nes", source) == f"at Nes\n— {ABOUT}{', ' if said else ''}{said}"


def test_who_said_it_is_told_of_a_quotation_and_of_any_words_in_it() -> None:
    records = Records()
    records.load(layer())
    speakers = Speakers(records, SCHEME)
    said = {
        one.text: [name.name for name in speakers.of(one)] for one in records.annotations.values()
    }
    assert said["“Nobody asked us,”"] == said["Nobody asked us"] == ["Odd Farre"]
    assert said["The wall at Nes will cost €4 million."] == []


HELMERING = '┃"Nobody in Velmar ever answered our letter in 2024," said Joost Helmering.'
BOTH = "┃“We never did,” said Ada Bell, and “I do not know why,” said Joost Helmering of it."
WORD = "┃The board that calls it “late” has spent 3 million, said Ada Bell, on a boat in a shed."
AGAIN = "┃“We wrote,” said Joost Helmering; “Never a word came back,” Joost Helmering said."


@pytest.mark.parametrize(
    ("text", "keys", "names"),
    [
        (HELMERING, "'<enter>c", ["Joost Helmering"]),
        (HELMERING, "'c", []),
        (BOTH, "'<enter>/do<space>not<enter>'2ggc", []),
        (BOTH, "'<enter>/do<space>not<enter>'ggc", []),
        (BOTH, "'<enter>/do<space>not<enter>'2ggvwwwwwwwwc", []),
        (WORD, "'<enter>ggc", []),
        (AGAIN, "'<enter>/Never<enter>'<enter>ggc", ["Joost Helmering"]),
    ],
)
def test_a_claim_is_said_by_whom_the_quotations_in_it_are(
    text: str, keys: str, names: list[str]
) -> None:
    made = desk(text)
    made.press(keys)
    records = made.reader.records
    (claim,) = [one for one in records.annotations.values() if one.tag == "claim"]
    assert [one.name for one in Speakers(records, SCHEME).of(claim)] == names


def test_the_key_copies_a_quotation_with_its_speaker() -> None:
    made = Desk(story())
    made.press("}'<enter>y")
    (copied,) = [one for one in made.press("y") if isinstance(one, Copy)]
    assert copied.text.startswith("“We shall build it, & soon,”\n— Mara Tolk, quoted in: Aud Lien,")
