"""The gazetteer: names whose tag a person has decided, learned from the annotations accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
import regex

_SPACES = regex.compile(r"\s+")


class Gazetteer(msgspec.Struct, frozen=True):
    """How often each name carries each tag: `counts[folded name][tag]`.

    A name is folded: possessive and article cut off, white space made one, case ignored.
    """

    counts: Mapping[str, Mapping[str, int]] = {}

    @classmethod
    def of(cls, tagged: Iterable[tuple[str, str]]) -> Gazetteer:
        """Learn from pairs of tag and words, as annotations have them."""
        counts: dict[str, Counter[str]] = {}
        for tag, words in tagged:
            counts.setdefault(folded(words), Counter())[tag] += 1
        return cls(counts)

    def tag(self, words: str) -> str | None:
        """The tag that this name carries most often; None if it was never tagged."""
        counts = self.tags(words)
        tag = max(counts, key=lambda tag: counts[tag], default=None)
        return tag if tag is not None and counts[tag] > 0 else None

    def tags(self, words: str) -> Mapping[str, int]:
        """How often these words carry each tag."""
        return self.counts.get(folded(words), {})

    def differing(self) -> Mapping[str, Mapping[str, int]]:
        """The words that carry several tags, as they are folded."""
        return {name: counts for name, counts in sorted(self.counts.items()) if len(counts) > 1}


def folded(words: str) -> str:
    """The form under which a name is known."""
    bare = _SPACES.sub(" ", words.strip()).replace("’", "'").casefold()
    return bare.removeprefix("the ").removesuffix("'s")
