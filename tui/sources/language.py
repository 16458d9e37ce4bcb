"""A small guess at a text's language: by script first, then by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

SAMPLE = 6_000
"""Code points that are looked at."""

_SCRIPTS = {
    "ja": r"[\u3040-\u30ff]",
    "ko": r"[\uac00-\ud7af]",
    "zh": r"[\u4e00-\u9fff]",
    "ar": r"[\u0600-\u06ff]",
    "hi": r"[\u0900-\u097f]",
    "th": r"[\u0e00-\u0e7f]",
    "ru": r"[\u0400-\u04ff]",
    "el": r"[\u0370-\u03ff]",
    "he": r"[\u0590-\u05ff]",
}
_LETTERS = {language: re.compile(pattern) for language, pattern in _SCRIPTS.items()}

_COMMON = {
    "en": "the of and to in that is was for it with said on as at by from he she not be are has",
    "es": "el la los las de que y en un una por con para del se no su al es lo como más pero",
    "fr": "le la les des du et en un une dans que qui pour par sur au aux est pas ce il elle plus",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch",
    "it": "il la di che e un una in per con del della i le non si da sono è al dei nel più gli",
    "pt": "o a os as de que e em um uma para com do da no na por não se mais dos foi ao é à",
    "pl": "i w na z się że do nie to jest o jak po przez od za ale dla przy jego był oraz",
    "sv": "och i att det som en på är av för med den till har de inte om ett men var jag från",
    "nl": "de het een van en in te dat op is voor met zijn niet aan er om ook als maar bij door",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def guess_language(text: str) -> str:
    """A BCP 47 tag for the language `text` is most likely in; empty when that is not plain."""
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return ""
    for language, pattern in _LETTERS.items():
        # A little kana is enough for Japanese, whose other letters are shared with Chinese.
        share = 0.1 if language == "ja" else 0.4
        if len(pattern.findall(sample)) > share * letters:
            return language
    words = re.findall(r"[^\W\d_]+", sample.lower())
    scores = Counter(
        {language: sum(word in common for word in words) for language, common in _WORDS.items()}
    )
    (best, score), (_, second) = scores.most_common(2)
    return best if score >= 0.12 * len(words) and score > 1.2 * second else ""
