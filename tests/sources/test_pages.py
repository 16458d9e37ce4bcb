"""Messy pages: what is the story on them, and who wrote it where and when."""

from pathlib import Path

import pytest

from tests.sources.gold import marked, paragraph_f1, story
from tui.sources.plain import plain_article

SAMPLES = Path(__file__).parents[2] / "sample_articles"

# page, title, byline, agency, place, published
ROWS = [
    (
        "list-heavy",
        "Seven things the new harbour budget changes",
        "Orla Fenn",
        "",
        "",
        "2024-06-12",
    ),
    (
        "comments",
        "Baker of Kettle Street wins back her oven",
        "Jon Ammerley",
        "",
        "KETTLE STREET",
        "2024-03-03",
    ),
    (
        "two-stories",
        "Bell of St. Osric to ring again after eleven years",
        "Petra Lunde",
        "",
        "",
        "",
    ),
    ("no-boilerplate", "The man who counts the trains", "", "", "", ""),
    ("all-boilerplate", "", "", "", "", ""),
    (
        "no-blank-lines",
        "Drought ends with a hailstorm nobody wanted",
        "Greta Holm",
        "RNA",
        "HIGH VALE",
        "2024-05-30",
    ),
    (
        "hard-wrapped",
        "Bridge of rope reopens after a winter of knots",
        "Sefa Morrow",
        "HWS",
        "UPPER HOLLOW",
        "",
    ),
    (
        "table",
        "Eel count falls for a fourth year, ministry says",
        "Tilda Marsh",
        "",
        "",
        "2024-04-09",
    ),
    (
        "spanish",
        "El pueblo que afinó su campana con una lima",
        "Nuria Castaño del Olmo",
        "AGN",
        "SOTO DEL RÍO",
        "2024-02-14",
    ),
    (
        "wire-style",
        "Lighthouse keeper’s strike enters second week as ships take the long way round",
        "AMALIA REYNARD",
        "NP",
        "PORT ELLERY",
        "2024-05-14",
    ),
    ("german", "Der Bäcker, der rückwärts bäckt", "Ulrike Sanders", "", "", "2024-05-15"),
    ("opinion", "On being asked to move one’s chair", "", "", "", "2024-05-02"),
    (
        "french",
        "À Haute-Serre, le facteur prend le téléphérique",
        "Lucien Abadie",
        "",
        "",
        "2024-03-03",
    ),
    ("feature", "How a village taught its gulls to queue", "Wren Castell", "", "", "2024-05-18"),
    ("headline-only", "Council of Nether Poole resigns over a duck", "", "", "", ""),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_page(row: tuple[str, ...]) -> None:
    name, *known = row
    text, expected = marked(name)
    article = plain_article(text)
    assert [
        article.title,
        article.byline,
        article.agency,
        article.place,
        article.published,
    ] == known
    # A deck, a caption or a note on the author may be taken for story or not.
    assert paragraph_f1(story(article), expected) >= 0.85


def test_the_wire_page() -> None:
    text = (SAMPLES / "wire-island-vote.txt").read_bytes().decode()
    article = plain_article(text)
    assert article.title == (
        "An island votes on whether to stay an island: council split on causeway"
    )
    assert (article.byline, article.agency, article.place) == ("Mirel Osk", "OWS", "TOLMARCH")
    assert (article.published, article.language) == ("2024-05-15", "en")
    words = {
        role: [text[b.start : b.end] for b in article.blocks if b.role == role]
        for role in ("dateline", "paragraph", "boilerplate")
    }
    assert words["dateline"] == ["TOLMARCH, May 15 (OWS) —"]
    assert words["paragraph"][0].startswith("The island of Tolmarch loses about 40 centimetres")
    assert words["paragraph"][-1].endswith("“I hope somebody has thought about that.”")
    assert {"Log in", "ADVERTISEMENT", "More from Regions", "Contact us"} <= set(
        words["boilerplate"]
    )
    assert all(len(line) < 100 for line in words["boilerplate"])


def test_raw_finds_and_folds_nothing() -> None:
    text = (SAMPLES / "wire-island-vote.txt").read_bytes().decode()
    article = plain_article(text, raw=True)
    assert {block.role for block in article.blocks} == {"paragraph"}
    assert article.title == article.byline == article.agency == article.published == ""


CLEAN = sorted(path for path in SAMPLES.glob("*.txt") if not path.name.startswith("wire-"))


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_a_text_without_furniture_loses_nothing(path: Path) -> None:
    article = plain_article(path.read_bytes().decode())
    assert article.title
    assert article.published
    assert all(block.role != "boilerplate" for block in article.blocks)


MENU = "Strona główna\nKraj\nŚwiat\nSport\nZaloguj\nPogoda\n\n"
HEADLINE = "Prom czeka na chłopca z wiolonczelą\n\n"
STORY_TEXT = "The ferry sailed at noon, and nobody aboard asked why it had waited for the boy. " * 3
CONTACT = "\n\nPernille Dask\nCustoms Quay 4\nTelephone 555 0142"
VERSE = "\n".join(f"Slow is the boat and blue the paint {word}" for word in "abcdefghij")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (MENU + HEADLINE + STORY_TEXT, MENU.split("\n")[:6]),
        ("Share\n\n" + HEADLINE + STORY_TEXT + CONTACT, ["Share"]),
        ("The paint\n\n" + VERSE + "\n\n© 2024 Mirel Osk", ["© 2024 Mirel Osk"]),
        (VERSE, []),
        ("", []),
    ],
    ids=["menu of unknown words", "contact at the end", "verse and copyright", "verse", "empty"],
)
def test_only_furniture_is_folded(text: str, folded: list[str]) -> None:
    article = plain_article(text)
    assert [text[b.start : b.end] for b in article.blocks if b.role == "boilerplate"] == folded


def test_a_long_text_is_not_folded() -> None:
    text = "By Mirel Osk\n\n" + "The ferry sailed at noon.\nAdvertisement\n" * 2_000
    article = plain_article(text)
    assert article.byline == "Mirel Osk"
    assert all(block.role != "boilerplate" for block in article.blocks)
