"""Markdown: the source is the text, its structure the blocks."""

import pytest

from tui.sources.markdown import LONGEST, has_front_matter, markdown_article

PAGE = """---
title: "A quay in blue"
author: Mirel Osk
date: 2024-04-27T06:40:00Z
place: 'Tolmarch'
lang: en-GB
---

# A quay, painted *blue*

By Somebody Else

Nobody remembers who
painted it.

## Paint

- blue
- 1. green
  rope

> Wet paint.
> Keep off.

```text
# no heading
```

| a | b |
|---|---|
| 1 | 2 |

***

[boat]: http://boat.example.org
"""


def found(text: str) -> list[tuple[str, str]]:
    article = markdown_article(text)
    return [(block.role, article.text[block.start : block.end]) for block in article.blocks]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_structure(newline: str) -> None:
    text = PAGE.replace("\n", newline)
    assert [(role, words.replace("\r\n", "\n")) for role, words in found(text)] == [
        ("boilerplate", PAGE[: PAGE.index("\n\n# A")]),
        ("title", "# A quay, painted *blue*"),
        ("byline", "By Somebody Else"),
        ("paragraph", "Nobody remembers who\npainted it."),
        ("heading", "## Paint"),
        ("list", "- blue"),
        ("list", "- 1. green\n  rope"),
        ("quote", "> Wet paint.\n> Keep off."),
        ("preformatted", "```text\n# no heading\n```"),
        ("preformatted", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("preformatted", "***"),
        ("paragraph", "[boat]: http://boat.example.org"),
    ]
    assert markdown_article(text).text == text


def test_front_matter_gives_the_metadata() -> None:
    article = markdown_article(PAGE)
    assert (article.title, article.byline, article.place) == (
        "A quay in blue",
        "Mirel Osk",
        "Tolmarch",
    )
    assert (article.published, article.language) == ("2024-04-27T06:40:00Z", "en-GB")
    assert article.format == "markdown"


def test_without_front_matter_the_head_gives_it() -> None:
    article = markdown_article(
        "A quay in *blue*\n================\n\n*By Mirel Osk*\n\n27 April 2024\n\n"
        "TOLMARCH (OWS) — Nobody remembers who painted the quay on the island.\n"
    )
    assert [block.role for block in article.blocks] == [
        "title", "byline", "byline", "dateline", "paragraph",
    ]  # fmt: skip
    assert (article.title, article.byline, article.agency, article.place, article.published) == (
        "A quay in blue",
        "Mirel Osk",
        "OWS",
        "TOLMARCH",
        "2024-04-27",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: x\n---\n", True),
        ("---\r\ntitle: x\r\n---\r\n", True),
        ("---\n\nA rule, then words.\n\n---\n", False),
        ("--- title: x ---", False),
        ("title: x\n---\n", False),
    ],
)
def test_front_matter_is_recognised(text: str, expected: bool) -> None:
    assert has_front_matter(text) == expected


def test_a_long_text_is_read_by_its_lines() -> None:
    text = "- a\n" * (LONGEST // 4 + 1)
    article = markdown_article(text)
    assert {block.role for block in article.blocks} == {"list"}
    assert article.format == "markdown"
