"""What a piece of text looks like in a terminal, and how many cells it takes.

Text from outside is never passed to a terminal as it is: control characters, invisible ones and
bidirectional overrides are drawn as placeholders, a mark on nothing on a dotted circle. Offsets in
the text are untouched by that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from rich.cells import cell_len, get_character_cell_size

from tui.text.graphemes import clusters, next_boundary

TAB_CELLS = 4

_C1 = "▯"
_HIDDEN = "·"
_BIDI = "¤"
_NOTHING = "◌"
_MARKS = ("“", "”", "„", "‟", "‘", "’", "‚", "«", "»", "‹", "›", "「", "『", "｢", '"', "'")
"""With these a quotation begins, in one language or another."""

_PILED = 256
"""Code points from which a cluster is drawn cut short, as a pile of marks."""

_WORD = 32
"""Code points of a text that is likely to come again."""

# Where it joins nothing, `cell_len` would take the cluster after it for a part of the one before.
_JOINER = "\u200d"

_PLACEHOLDERS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), _C1),
    # Alone and zero cells wide they would hide the cursor, and a word could be forged with them.
    **dict.fromkeys((0xAD, 0x180E, 0x200B, *range(0x2060, 0x2066), 0xFEFF), _HIDDEN),
    **dict.fromkeys((0x115F, 0x1160, 0x3164, *range(0xD7FC, 0xD800), 0xFFA0), _HIDDEN),
    **dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070)), _BIDI),
    **dict.fromkeys((*range(0xFFF0, 0xFFFC), *range(0x13430, 0x13440)), _HIDDEN),
    **dict.fromkeys((*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)), _HIDDEN),
    **dict.fromkeys(range(0xD800, 0xE000), "�"),
    **dict.fromkeys((*range(0xE0000, 0xE0100), *range(0xE01F0, 0xE1000)), _HIDDEN),
    # A line break that is drawn at all stands inside a re-wrapped paragraph, as a space.
    **dict.fromkeys((0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " "),
    0x09: " " * TAB_CELLS,
}

_CONTROL = (
    "\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\ufffb"
)
_JAMO = "\u1160-\u11ff\ud7b0-\ud7fb"
_ODD = re.compile(f"{_JOINER}|[{_JAMO}\U000e0000-\U000e0fff]|[{_CONTROL}][^\0-\u02ff]")
"""Where there may be a cluster that has to be looked at by itself."""
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f")
"""The flag of a part of a country: the only rightful use of tag characters."""
_SPREADING = re.compile("[\u0900-\u1cff\ua800-\uabff\U00011000-\U00011fff\U0001f3fb-\U0001f3ff]")
"""Among these are the characters to which some terminals give cells of their own."""


def display(text: str) -> str:
    """The text as it may be sent to a terminal; of the same clusters, but not the same length."""
    if text.isascii() and text.isprintable():
        return text
    if _ODD.search(text) or len(text) > _PILED or get_character_cell_size(text[0]) == 0:
        return "".join(_shown(text[start:end]) for start, end in clusters(text, 0, len(text)))
    return text.replace("\r\n", "\n").translate(_PLACEHOLDERS)


def width(text: str) -> int:
    """How many cells `display(text)` takes, as textual paints it."""
    if text.isascii() and text.isprintable():
        return len(text)
    return cell_len(display(text))


def most(text: str) -> int:
    """How many cells the text takes in the terminal that is most lavish with them."""
    if text.isascii() and text.isprintable():
        return len(text)
    return _most(text) if len(text) <= _WORD else _count_most(text)


def in_marks(words: str) -> str:
    """Words in quotation marks; those that begin with such a mark as they are."""
    return words if words.startswith(_MARKS) else f"“{words}”"


def clip(text: str, cells: int) -> str:
    """`display(text)` on one line, cut with an ellipsis where it is wider than `cells`."""
    # What is far beyond the room is not even looked at: the text may be a whole article.
    head = text[: 16 * max(cells, 0) + 64]
    line = " ".join(display(head).split())
    if most(line) <= cells and head == text:
        return line
    if line.isascii():
        return line[: max(cells - 1, 0)].rstrip() + "…" if cells > 0 else ""
    kept, used = [], 1
    for start, end in clusters(line, 0, len(line)):
        used += most(line[start:end])
        if used > cells:
            break
        kept.append(line[start:end])
    return "".join(kept).rstrip() + "…" if cells > 0 else ""


def _count_most(text: str) -> int:
    cells = cell_len(display(text))
    if _SPREADING.search(text):
        cells += sum(category(char) == "Mc" or 2 * ("🏻" <= char <= "🏿") for char in text)
    return cells


_most = lru_cache(maxsize=8192)(_count_most)


@lru_cache(maxsize=4096)
def _shown(cluster: str) -> str:
    """A cluster as it may be sent to a terminal."""
    if _FLAG.fullmatch(cluster):
        return cluster
    if len(cluster) > _PILED:
        cluster = cluster[: _PILED // 8] + "…"
    bare = cluster.rstrip(_JOINER)
    drawn = bare.replace("\r\n", "\n").translate(_PLACEHOLDERS)
    if not drawn:
        return _HIDDEN
    return _NOTHING + drawn if cell_len(drawn) == 0 and _on_nothing(bare) else drawn


def _on_nothing(cluster: str) -> bool:
    """Whether the first character would belong to what stands before it, if anything did."""
    first = cluster[0]
    return re.match(f"[{_JAMO}]", first) is not None or next_boundary("a" + first, 0) == 2
