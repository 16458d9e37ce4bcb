"""Every source makes articles that keep the promises of `Article`."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.sources.markdown import markdown_article
from tui.sources.opening import open_source
from tui.sources.plain import plain_article
from tui.text.article import MAX_BLOCK, Article

SAMPLES = sorted((Path(__file__).parents[2] / "sample_articles").iterdir())

PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u2028",
        "\x0b",
        "\x1c",
        " ",
        "  ",
        "\t",
        "---\n",
        "title: A road\n",
        "# Heading\n",
        "- item\n",
        "> quoted\n",
        "```\n",
        "| a | b |\n",
        "2019   84,200\n",
        "By Mirel Osk\n",
        "May 15, 2024\n",
        "TOLMARCH, May 15 (OWS) — ",
        "ADVERTISEMENT\n",
        "More from Regions\n",
        "Comments\n",
        "© 2024 The Courier. All rights reserved.\n",
        "The ferry sailed at noon, she said, and nobody was late. " * 3,
        "The ferry that waits",
        "“I do not know,” he said.\n",
        "x" * 41,
        "x" * 21_000,
        "\x00",
        "👩‍👩‍👧‍👦" * 9,
        "e\u0301",
        "[^1]: note\n",
        "[ref]: http://example.org\n",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=24).map("".join)


def check(article: Article, text: str) -> None:
    assert article.text == text
    done = 0
    for block in article.blocks:
        assert done <= block.start < block.end <= len(text)
        assert not text[done : block.start].strip()
        assert block.end - block.start <= MAX_BLOCK
        assert text[block.end - 1].strip()
        done = block.end
    assert not text[done:].strip()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_plain_text_keeps_every_promise(text: str) -> None:
    check(plain_article(text), text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_raw_text_is_paragraphs_and_tables(text: str) -> None:
    article = plain_article(text, raw=True)
    check(article, text)
    assert {block.role for block in article.blocks} <= {"paragraph", "preformatted"}
    assert article.title == article.byline == article.published == ""


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_markdown_keeps_every_promise(text: str) -> None:
    check(markdown_article(text), text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("raw", [False, True], ids=["read", "raw"])
def test_samples_keep_every_promise(path: Path, raw: bool) -> None:
    article = open_source(str(path), raw=raw)
    is_page = path.suffix == ".html" and not raw
    check(article, article.text if is_page else path.read_bytes().decode())


def test_the_sample_page_is_the_article_without_the_site_around_it() -> None:
    article = open_source(str(next(path for path in SAMPLES if path.suffix == ".html")))
    assert article.title == "Lighthouse at Skarrow Head finds an unlikely buyer"
    assert (article.byline, article.place, article.published) == (
        *("Jonna Reave", "SKARROW", "2024-03-12"),
    )
    assert article.text.startswith("SKARROW, Tolmarch — The lighthouse")
    assert article.text.endswith("“She has four shares.”")
    assert not any(word in article.text for word in ("cookies", "boots", "Related", "Sign up"))


def test_a_long_line_is_cut_at_a_sentence() -> None:
    text = "The ferry sailed at noon. " * 3_000
    article = plain_article(text, raw=True)
    check(article, text)
    assert all(text[: block.end].endswith(".") for block in article.blocks)


def test_a_long_line_without_spaces_is_cut_between_clusters() -> None:
    text = "e\u0301" * 15_001
    article = plain_article(text, raw=True)
    check(article, text)
    assert all(block.start % 2 == 0 for block in article.blocks)
