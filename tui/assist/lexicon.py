"""What a language's data file says, in the form the rules use: each word becomes one letter.

A text's words are turned into a string of such letters, one for each word or mark, and the rules
of attribution are regular expressions over that string. So a rule reads like a grammar, and the
search runs in C.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, Final

from tui.assist.inflection import Form, forms
from tui.text.alternatives import alternatives, any_case, cases
from tui.text.article import Span

FRAMES: Final = ("speech", "thought", "intent", "stance")
"""What verbs go with: a quotation or a clause, a clause, "to" and a verb, a noun."""

_FORMS: Final[tuple[Form, ...]] = ("base", "present", "past", "participle", "gerund")
_PRIVATE: Final = 0xE000
_WORD_LETTERS: Final = {
    "determiners": "d",
    "possessives": "s",
    "subjects": "p",
    "objects": "m",
    "relatives": "h",
    "that": "t",
    "of": "o",
    "to": "T",
    "prepositions": "i",
    "joining": "&",
    "clausal": "b",
    "asking": "W",
    "according": "A",
    "being": "B",
    "auxiliaries": "a",
    "negations": "z",
    "adverbs": "r",
    "clitic": "'",
    "time": "D",
}
_MARK_LETTERS: Final = {
    ",": ",",
    "،": ",",
    "؛": ";",
    "؟": ".",
    "…": ".",
    ";": ";",
    ":": ":",
    "—": "-",
    "–": "-",
    "-": "-",
    "--": "-",
    "(": "(",
    "[": "(",
    ")": ")",
    "]": ")",
    ".": ".",
    "!": ".",
    "?": ".",
    "&": "&",
    "$": "#",
    "€": "#",
    "£": "#",
    "%": "#",
}
NAME, WORD, NUMBER, QUOTATION, MARK, NOUN = "N", "w", "#", "Q", "x", "n"

_TOKEN = re.compile(
    r"""(?x) \s* (?:
      [A-Za-z] [a-z]*+ (?= [\ ,] )
    | \d [\d.,]* \d
    | [^\W_] [a-z]*+ [^\W_]*+ (?: [-‐‑] [^\W_]++ )*+
      (?: \. (?: (?<= \b [^\W\d_]\. ) [^\W\d_] (?: \. [^\W\d_] )* \.
        | (?: (?<= \b [A-Z]\. ) | (?<= \b [A-Z][a-z]\. ) | (?<= \b Prof\. )
          | (?<= \b (?: Mrs | Sen | Gov | Rep | Gen | Col | Rev | Sgt | Inc | Ltd )\. ) )
          (?= \s+ [\w“"(] ) )
      )?
    | (?<= \w ) ['’] [^\W_]+
    | \.{2,} | -- | \S
    )"""
)
"""White space and a token. Letters from a to z are told before others, and plain words before all
else, which is faster."""


def letter_of(frames: int, form: Form) -> str:
    """The letter of a verb form whose verb goes with these frames (a set of bits)."""
    return chr(_PRIVATE + frames * len(_FORMS) + _FORMS.index(form))


def letters_of(frames: Iterable[str], *among: Form) -> str:
    """The letters of all verb forms `among` these that go with one of these frames."""
    wanted = sum(1 << FRAMES.index(frame) for frame in frames)
    return "".join(
        letter_of(bits, form)
        for bits in range(1, 1 << len(FRAMES))
        if bits & wanted
        for form in among
    )


class Letters(dict[str, str]):
    """The letter of each token, worked out when a word is first met.

    A token's key may have white space before it, so that a text is cut up by one `findall`.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the letters of the words in lower case."""
        super().__init__()
        self._words = words

    def __missing__(self, token: str) -> str:
        """Look at a new word. Very many are met only in very long texts: then begin again."""
        if len(self) > 200_000:
            self.clear()
        self[token] = letter = self._letter(token.strip())
        return letter

    def _letter(self, word: str) -> str:
        small = word.lower()
        known: str = self._words.get(small) or _MARK_LETTERS.get(word, "")
        capital = word[0].isupper()
        if known and not (capital and known >= chr(_PRIVATE)):
            return known
        if capital:
            return NAME
        if word[0].isdigit():
            return NUMBER
        if not word[0].isalpha() and word[0] not in "'’":
            return MARK
        if small.endswith("ly"):
            return "r"
        return "e" if small.endswith("ed") else WORD


class Language:
    """One language's words and habits; `code` is its BCP 47 primary subtag."""

    def __init__(self, code: str, table: Mapping[str, Any]) -> None:
        """Take the data file's table."""
        self.code = code
        self.table = table
        self.ideographs = bool(table.get("ideographs"))
        self.dialogue = bool(table.get("dialogue"))
        self.letters = Letters(dict(self._words()))
        self.particles = {
            verb: frozenset(rest.split(","))
            for verb, _, rest in (
                one.partition(":") for one in table["verbs"].get("particles", "").split()
            )
        }
        self.verb_of = {form: base for base, form, _ in self._verb_forms()}
        self.listeners = frozenset(table["verbs"].get("listeners", "").split())
        self.relatives = frozenset(table["words"].get("relatives", "").split())
        self.claims = {
            form: kind
            for kind, listed in reversed(table.get("claims", {}).items())
            for form in cases(listed.split())
        }
        self.claim_words = _any_of(self.claims)
        self.speakers = defaultdict(
            frozenset[str],
            {name: frozenset(words.split()) for name, words in table["speakers"].items()},
        )
        self.articles = self.speakers["definite"] | self.speakers["indefinite"]
        self.titled = _after(self.speakers["definite"], self.speakers["titles"])
        self.gender_by_title = {
            title: gender
            for gender in ("male", "female")
            for title in self.speakers.get(f"{gender}_titles", ())
        }

    def _words(self) -> Iterator[tuple[str, str]]:
        frames: dict[str, int] = {}
        for bit, frame in enumerate(FRAMES):
            for base in self.table["verbs"].get(frame, "").split():
                frames[base] = frames.get(base, 0) | 1 << bit
        for noun in self.table.get("nouns", {}).get("speech", "").split():
            yield noun, NOUN
        for base, form, kind in self._verb_forms():
            yield form, letter_of(frames[base], kind)
        for name, letter in _WORD_LETTERS.items():
            for word in self.table["words"].get(name, "").split():
                yield word, letter

    def _verb_forms(self) -> Iterator[tuple[str, str, Form]]:
        verbs = self.table["verbs"]
        irregular = verbs.get("irregular", {})
        for base in sorted({one for frame in FRAMES for one in verbs.get(frame, "").split()}):
            if self.table.get("inflected"):
                yield from (
                    (base, form, kind) for form, kind in forms(base, irregular.get(base, ""))
                )
            else:
                yield base, base, "past"


class Line:
    """A range of text as letters: `letters[i]` is the letter of the token `span(i)`."""

    def __init__(self, text: str, start: int, end: int, language: Language) -> None:
        """Cut `text[start:end]` into tokens; where words are not parted, into characters."""
        self.text = text
        self.tokens: list[str]
        if language.ideographs:
            self.tokens = list(text[start:end])
            self.ends = list(range(start + 1, end + 1))
            self.letters = text[start:end]
            return
        self.tokens = _TOKEN.findall(text, start, end)
        self.ends = list(accumulate(map(len, self.tokens), initial=start))[1:]
        self.letters = "".join(map(language.letters.__getitem__, self.tokens))

    def collapse(self, span: Span, letter: str) -> None:
        """Make the tokens of a span one."""
        start, end = span
        first = bisect_right(self.ends, start)
        last = bisect_left(self.ends, end) + 1
        self.tokens[first:last] = [self.text[start:end]]
        self.ends[first:last] = [end]
        self.letters = self.letters[:first] + letter + self.letters[last:]

    def start(self, index: int) -> int:
        """Where a token begins."""
        return self.ends[index] - len(self.tokens[index].lstrip())

    def span(self, first: int, last: int) -> Span:
        """The span of the tokens `[first, last)`, of which there is at least one."""
        return self.start(first), self.ends[last - 1]

    def word(self, index: int) -> str:
        """A token in lower case."""
        return self.tokens[index].strip().lower()


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for words, in which `_` is white space."""
    written = alternatives(words).replace("_", r"\s")
    return re.compile(rf"(?<!\w){written}(?!\w)" if written else "(?!)")


def _after(articles: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for a group of words after an article; the word is group 1.

    That the article is not the end of a word is asked after it is found, which is faster.
    """
    first = "|".join(rf"{one}(?<!\w{'.' * len(one)})" for one in sorted(cases(articles)))
    return re.compile(rf"(?:{first})\s({any_case(words)})(?!\w)" if first else "(?!)")


@cache
def language(tag: str) -> Language:
    """The language of a BCP 47 tag; English where there is no data file for it."""
    code = tag.split("-")[0].lower()
    path = files("tui.assist") / "languages" / f"{code}.toml"
    if not code.isalpha() or not path.is_file():
        return language("en")
    return Language(code, tomllib.loads(path.read_text("utf-8")))
