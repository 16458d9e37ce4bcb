"""Transcripts: cues become turns, with the time and the speaker of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.test_contract import check
from tui.sources.errors import Unreadable
from tui.sources.opening import open_source
from tui.text.article import Article
from tui.text.locators import locator

SRT = """1
00:00:01,000 --> 00:00:03,500
MIREL OSK: How long has the boat
been yours?

2
00:00:04,000 --> 00:00:06,000 X1:40 X2:600
<i>Since the spring.</i>

3
00:00:06,200 --> 00:00:09,000
{\\an8}ADA BELL: Since 1998 &amp; always
at six.

4
00:01:15,000 --> 00:01:18,000
Nobody asked me that
5
00:01:18,100 --> 00:01:19,000
before.
"""
TURNS = """[00:00:01] MIREL OSK: How long has the boat been yours? Since the spring.

[00:00:06] ADA BELL: Since 1998 & always at six.

[00:01:15] Nobody asked me that before."""

VTT = """WEBVTT - The lock keeper
Kind: captions
Language: en

NOTE a note about
these cues

STYLE
::cue { color: red }

intro
00:01.000 --> 00:03.500 align:start
<v.loud Mirel Osk>How long has <c.yellow>the boat</c> been yours?</v>

00:04.000 --> 01:02:06.000
<v Ada Bell>Since <00:04.500>1998.
"""


def opened(folder: Path, content: str | bytes, name: str = "talk.srt") -> Article:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    article = open_source(str(path))
    check(article, article.text)
    return article


@pytest.mark.parametrize("name", ["talk.srt", "talk.txt", "talk"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_subtitles(tmp_path: Path, name: str, line_end: str) -> None:
    article = opened(tmp_path, SRT.replace("\n", line_end), name)
    assert article.text == TURNS
    assert [block.role for block in article.blocks] == ["locator", "paragraph"] * 3
    assert article.language == "en"


def test_a_claim_cites_the_time_it_was_made(tmp_path: Path) -> None:
    article = opened(tmp_path, SRT)
    assert locator(article, article.text.index("1998")) == "00:00:06"
    assert locator(article, article.text.index("Nobody")) == "00:01:15"
    assert locator(article, 0) == "00:00:01"


def test_web_video_captions(tmp_path: Path) -> None:
    article = opened(tmp_path, VTT, "talk.vtt")
    assert article.text == (
        "[00:00:01] Mirel Osk: How long has the boat been yours?\n\n"
        "[00:00:04] Ada Bell: Since 1998."
    )
    assert article.title == "The lock keeper"


def test_rolling_captions_say_each_line_once(tmp_path: Path) -> None:
    rolling = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nThe boat\n\n00:02.000 --> 00:03.000\nThe boat\nleft\n\n"
        "00:03.000 --> 00:04.000\nleft\nat six\n"
    )
    assert opened(tmp_path, rolling, "a.vtt").text == "[00:00:01] The boat left at six"


def test_what_is_said_twice_is_kept_twice(tmp_path: Path) -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\nYes.\n\n2\n00:00:02,000 --> 00:00:03,000\nYes."
    assert opened(tmp_path, cues).text == "[00:00:01] Yes. Yes."


def test_a_change_of_speaker_without_a_name(tmp_path: Path) -> None:
    cues = (
        "1\n00:00:01,000 --> 00:00:02,000\n- You came?\n- I did.\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\n>> Good."
    )
    assert opened(tmp_path, cues).text.split("\n\n") == [
        "[00:00:01] You came?",
        "[00:00:01] I did.",
        "[00:00:02] Good.",
    ]


def test_a_long_turn_ends_with_its_sentence(tmp_path: Path) -> None:
    cues = "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\nand on {n}{'.' * (n == 40)}\n\n"
        for n in range(1, 50)
    )
    paragraphs = opened(tmp_path, cues).text.split("\n\n")
    assert len(paragraphs) == 2
    assert paragraphs[1].startswith("[00:00:41] and on")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (SRT[: SRT.index("{")], TURNS[: TURNS.index("\n")]),
        (
            "WEBVTT\n\nnonsense\n99:99 --> what\n\n00:01.000 --> 00:02.000\nwords",
            "[00:00:01] words",
        ),
        ("1\n00:00:05,000 --> 00:00:01,000\nbackwards", "[00:00:05] backwards"),
        ("No cue at all.", "No cue at all."),
    ],
    ids=["truncated", "bad times", "backwards", "plain"],
)
def test_broken_transcripts(tmp_path: Path, content: str, text: str) -> None:
    assert opened(tmp_path, content).text == text


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_transcript(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"is empty|is a PNG image"):
        opened(tmp_path, content)


def test_a_western_encoding(tmp_path: Path) -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\nLe café était fermé à cause de l’été, a dit le maire."
    assert "café était fermé à cause de l’été" in opened(tmp_path, cues.encode("cp1252")).text


def test_an_encoding_as_long_as_a_film(tmp_path: Path) -> None:
    cues = "".join(
        f"{n}\n{n // 1800:02}:{n // 30 % 60:02}:{n % 30 * 2:02},000 --> "
        f"{n // 1800:02}:{n // 30 % 60:02}:{n % 30 * 2 + 1:02},500\nLine {n} of it.\n\n"
        for n in range(1, 5_000)
    )
    article = opened(tmp_path, cues)
    assert article.text.count("Line") == 4_999
    assert locator(article, article.text.index("Line 4999")).startswith("02:46:")
