"""Mentions: the people and things a text names or means, and whom a pronoun stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from math import ceil
from operator import itemgetter

import msgspec
from msgspec.structs import replace

from tui.assist.candidate import Speaker, SpeakerKind
from tui.assist.lexicon import Language
from tui.text.article import Span

_NEAR = 0.06
"""How much less likely an antecedent is for each mention that lies between."""

_OTHERS = 3
"""Speakers that are offered beside the one the text points at."""


_AFTER_NAME = 2
"""Code points that may follow a name in its phrase: a full stop, a possessive ’s."""

_DOUBTS = [1 + _NEAR * distance for distance in range(12)]
"""What the weights of the last mentions are divided by, the nearest first; other speakers are
looked for among these only."""

REMEMBERED = max(len(_DOUBTS), ceil(1 / _NEAR))
"""Mentions back to which anything is looked for: those before are too far to be meant."""


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A name that may say something: where it stands, and how much it looks like a speaker.

    `weight` goes from 0 to 1. `gender` is "male", "female", "plural", "neuter", or empty where
    nothing tells. `title` is the word before the name that is no part of it ("judge"). A title
    alone ("the judge") is a mention without `text` until it is known who bears it; then `span` and
    `text` are the name, and the title is `standing` elsewhere. `key` is the text in lower case,
    `surname` the part of it by which a person is called later on. `tag` is what it names by itself.
    """

    span: Span
    text: str
    key: str
    surname: str
    weight: float
    gender: str = ""
    title: str = ""
    standing: int | None = None
    tag: str = "person"

    @property
    def place(self) -> int:
        """Where the mention stands, by name or by title."""
        return self.span[0] if self.standing is None else self.standing


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """A noun phrase that stands as a speaker: its span, and the mention inside it."""

    span: Span
    kind: SpeakerKind
    mention: Span


def surname(name: str) -> str:
    """The part of a name by which a person is called later on."""
    words = name.split()
    return words[-1] if words else name


def gender_of(pronoun: str, language: Language) -> str:
    """What a pronoun says of whom it stands for; empty if it is none, or says nothing."""
    for gender in ("male", "female", "plural", "neuter"):
        if pronoun in language.speakers[gender]:
            return gender
    return ""


class Before:
    """The mentions so far, the nearest last, as one looks back on them to tell who is meant."""

    def __init__(
        self, mentions: Callable[[], Sequence[Mention]], tag: Callable[[str, str], str]
    ) -> None:
        """Take what gives them when they are first needed; and what tells the tag of a name in
        lower case, else what is given with it.
        """
        self._all = mentions
        self._tag = tag
        self._ranked: dict[float, list[tuple[float, str, Mention]]] = {}

    @cached_property
    def _mentions(self) -> Sequence[Mention]:
        return self._all()

    @cached_property
    def _near(self) -> dict[str, tuple[Mention, float]]:
        """By surname those who may speak, each with what its weight is divided by."""
        near: dict[str, tuple[Mention, float]] = {}
        for one, doubt in zip(reversed(self._mentions), _DOUBTS, strict=False):
            if one.surname not in near and self._gender(one) != "neuter":
                near[one.surname] = one, doubt
        return near

    def _gender(self, one: Mention) -> str:
        return one.gender or ("" if self._tag(one.key, one.tag) == "person" else "neuter")

    def meant(self, pronoun: str, place: int, language: Language) -> Mention | None:
        """The likeliest of the mentions that stand before `place` and agree with the pronoun."""
        before = (one for one in reversed(self._mentions) if one.place < place)
        if pronoun in language.relatives:
            return next(before, None)
        gender = gender_of(pronoun, language)
        if not gender:
            return None
        best, best_weight = None, 0.0
        for distance, one in enumerate(before):
            if best_weight >= 1 - _NEAR * distance:
                break
            weight = one.weight * _agreement(self._gender(one), gender) - _NEAR * distance
            if weight > best_weight:
                best, best_weight = one, weight
        return best

    def others(self, taken: Iterable[str], score: float) -> list[Speaker]:
        """Further speakers to offer, who are not `taken`: each once, the likeliest first."""
        names = {surname(one) for one in taken}
        ranked = self._ranked.get(score) or self._by_likelihood(score)
        likely = [one for one in ranked if one[1] not in names]
        return [
            Speaker(spans=(one.span,), kind="name", text=one.text, score=score)
            for score, _, one in likely[:_OTHERS]
        ]

    def _by_likelihood(self, score: float) -> list[tuple[float, str, Mention]]:
        ranked = [
            (round(score * one.weight / doubt, 3), name, one)
            for name, (one, doubt) in self._near.items()
        ]
        ranked.sort(key=itemgetter(0), reverse=True)
        self._ranked[score] = ranked
        return ranked


def speaker_of(
    text: str, phrase: Phrase, before: Before, language: Language, score: float
) -> Speaker:
    """The phrase as a speaker; a pronoun with the mention `before` it that it stands for."""
    words = text[slice(*phrase.mention)]
    antecedent = None
    if phrase.kind == "pronoun":
        antecedent = before.meant(words.lower(), phrase.mention[0], language)
    return Speaker(
        spans=(phrase.mention,),
        kind=phrase.kind,
        text=words,
        score=score if phrase.kind != "pronoun" or antecedent else score / 2,
        phrase=phrase.span,
        antecedent=(antecedent.span,) if antecedent else (),
        named=antecedent.text if antecedent else "",
    )


def is_somebody(speaker: Speaker, language: Language) -> bool:
    """Whether a speaker can be pointed at: not a mere "that", "which" or "it"."""
    if speaker.kind != "pronoun" or speaker.antecedent:
        return True
    word = speaker.text.lower()
    return word not in language.speakers["neuter"] and language.letters[word] not in "ht"


def _agreement(known: str, wanted: str) -> float:
    """How well a mention of which `known` is known goes with a pronoun."""
    if known == wanted:
        return 1.0
    if not known:
        return 0.9 if wanted in ("male", "female") else 0.5
    return 0.0


def borne(mentions: Iterable[Mention], earlier: Iterable[Mention]) -> list[Mention]:
    """The mentions with the name of whoever last bore a title that stands alone.

    `earlier` are the mentions before them. A title that nobody bore stands for nobody.
    """
    bearers = {one.title: one for one in earlier if one.text}
    found = []
    for one in mentions:
        if one.text:
            bearers[one.title] = one
            found.append(one)
        elif bearer := bearers.get(one.title):
            found.append(replace(bearer, weight=one.weight, standing=one.span[0]))
    return found


def head(
    names: Sequence[Span], phrase: Span, body: Span, next_part: Span | None, *, uncased: bool
) -> Phrase:
    """The mention inside a noun phrase whose `body` ends where its apposition begins.

    It is the name that ends the body, or is all of the apposition's first part ("the manager,
    Constant de Wael,"); the body itself where there is none: "Wael’s lawyer" is not Wael. A script
    that is `uncased` does not tell names, so there the body counts as one.
    """
    first = bisect_left(names, (body[0], body[0]))
    inside = [one for one in names[first : first + 8] if one[1] <= body[1]]
    for one in reversed(inside):
        if one[1] >= body[1] - _AFTER_NAME:
            return Phrase(phrase, "name", one)
    if next_part is not None and next_part in names[first : first + 8]:
        return Phrase(phrase, "name", next_part)
    return Phrase(phrase, "name" if uncased else "description", body)
