"""A transcript (SRT, WebVTT) as an article: cues joined into turns, each with its time and speaker.

A turn's paragraph begins with the time, a block of its own by which what follows is cited. It ends
where the speaker changes, after a pause, and at a sentence's end once it has become long. Times are
seconds from the beginning.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import regex

from tui.sources.content import Content, How
from tui.sources.decode import text_of
from tui.sources.language import guess_language
from tui.sources.plain import plain_article
from tui.sources.shapes import cut
from tui.text.article import Article, Block

EXTRACTOR = "transcript 1"

_PAUSE = 4.0
"""Seconds of silence after which another paragraph begins."""
_LONG = 30.0
"""Seconds after which a paragraph ends with its sentence."""

_AT_ONCE = 0.1
"""Seconds that do not count."""

_Timed: TypeAlias = tuple[float, float, list[str]]
"""The beginning and the end of a cue, and its lines, of which there is at least one."""

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_TITLE = re.compile(r"WEBVTT[ \t]+(?:[-–—][ \t]*)?(\S[^\n]*)")
_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
_NAMED = regex.compile(
    r"(?:>>+\s*|-\s*)?(\p{Lu}[\p{L}\p{M}.'’\-]*(?: [\p{Lu}\d][\p{L}\p{M}\d.'’\-]*){0,4}):\s+"
)
_TURN = re.compile(r"(?:>>+|[-–—])\s*(?=\S)")
_STOPPED = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]*$")


class _Cue(NamedTuple):
    """Words between two times; `turns` if they begin with a sign that somebody else speaks."""

    start: float
    end: float
    speaker: str
    turns: bool
    words: str


def read(content: Content, how: How) -> Article:
    """The article that a transcript is; a text without any cue is read as plain.

    Raises:
        Unreadable: it is no text.
    """
    source = text_of(content, how)
    cues = list(_cues(source))
    if not cues:
        return plain_article(source)
    text, blocks = _written(cues)
    title, language = _TITLE.match(source), _LANGUAGE.search(source[: source.find("-->")])
    return Article(
        text=text,
        blocks=tuple(blocks),
        title=title[1].strip() if title else "",
        language=guess_language(text) or (language[1] if language else ""),
        format="plain",
        extractor=EXTRACTOR,
    )


def _written(cues: Sequence[_Cue]) -> tuple[str, list[Block]]:
    """The cues as paragraphs, and their blocks."""
    text, speaker = "", ""
    blocks: list[Block] = []
    for turn in _turns(cues):
        first = turn[0]
        text += "\n\n" if text else ""
        moment = f"[{_clock(first.start)}]"
        blocks.append(Block("locator", len(text), len(text) + len(moment)))
        text += f"{moment} "
        said = " ".join(cue.words for cue in turn)
        if first.speaker and (first.turns or first.speaker != speaker):
            said = f"{first.speaker}: {said}"
        speaker = first.speaker
        blocks += cut(text + said, "paragraph", len(text), len(text) + len(said))
        text += said
    return text, blocks


def _turns(cues: Sequence[_Cue]) -> Iterator[list[_Cue]]:
    """The cues that make up a paragraph each."""
    turn: list[_Cue] = []
    for cue in cues:
        if turn:
            last = turn[-1]
            changed = cue.turns or cue.speaker != last.speaker
            paused = cue.start - last.end > _PAUSE
            long = cue.start - turn[0].start > _LONG and _STOPPED.search(last.words)
            if changed or paused or long:
                yield turn
                turn = []
        turn.append(cue)
    yield turn


def _cues(source: str) -> Iterator[_Cue]:
    """The cues in order, without markup."""
    speaker = ""
    for start, end, lines in _once(_timed(source)):
        for line in lines:
            voice = _VOICE.search(line)
            words = _bare(line)
            named, turn = _NAMED.match(words), _TURN.match(words)
            turns = bool(named or turn)
            if named:
                speaker, words = named[1], words[named.end() :]
            elif turn:
                speaker, words = "", words[turn.end() :]
            if voice:
                name = " ".join(html.unescape(voice[1]).split())
                turns, speaker = turns or name != speaker, name
            if words:
                yield _Cue(start, end, speaker, turns, words)


def _once(cues: Iterator[_Timed]) -> Iterator[_Timed]:
    """The cues without the line that rolls on from the one before, as captions of broadcasts do."""
    last, done = "", -1.0
    for start, end, lines in cues:
        rolls = bool(last) and _bare(lines[0]) == last and abs(start - done) < _AT_ONCE
        last, done = _bare(lines[-1]), end
        if rolls and (len(lines) > 1 or end - start < _AT_ONCE):
            lines = lines[1:]
        yield start, end, lines


def _bare(line: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", line)).split())


def _timed(source: str) -> Iterator[_Timed]:
    """The times of each cue and its lines; notes, styles and numbers are left out."""
    start = end = 0.0
    lines: list[str] = []
    open_ = False
    for line in source.splitlines():
        timing = _TIMING.match(line)
        if timing:
            if lines and lines[-1].strip().isdecimal():
                lines.pop()  # the next cue's number, where no blank line stands before it
            if lines:
                yield start, end, lines
            start, end, lines, open_ = _seconds(timing, 1), _seconds(timing, 5), [], True
        elif not line.strip():
            open_ = open_ and not lines
        elif open_:
            lines.append(line)
    if lines:
        yield start, end, lines


def _seconds(timing: re.Match[str], first: int) -> float:
    hours, minutes, seconds, part = timing.group(*range(first, first + 4))
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{part}")


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
