"""What a piece of text looks like in a terminal, and how many cells it takes.

Text from outside is never passed to a terminal as it is: control characters, invisible ones and
bidirectional overrides are drawn as placeholders. Offsets in the text are untouched by that.
"""

from __future__ import annotations

from rich.cells import cell_len

from tui.text.graphemes import clusters

TAB_CELLS = 4

_C1 = "▯"
_HIDDEN = "·"
_BIDI = "¤"

# Where it joins nothing, `cell_len` would take the cluster after it for a part of the one before.
_JOINER = "\u200d"

_PLACEHOLDERS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), _C1),
    # Alone and zero cells wide they would hide the cursor, and a word could be forged with them.
    **dict.fromkeys((0xAD, 0x200B, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF), _HIDDEN),
    **dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), _BIDI),
    **dict.fromkeys(range(0xFFF9, 0xFFFC), _HIDDEN),
    **dict.fromkeys(range(0xD800, 0xE000), "�"),
    **dict.fromkeys(range(0xE0000, 0xE0080), _HIDDEN),
    # A line break that is drawn at all stands inside a re-wrapped paragraph, as a space.
    **dict.fromkeys((0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " "),
    0x09: " " * TAB_CELLS,
}


def display(text: str) -> str:
    """The text as it may be sent to a terminal; of the same clusters, but not the same length."""
    if text.isascii() and text.isprintable():
        return text
    if _JOINER in text:
        parts = (text[start:end] for start, end in clusters(text, 0, len(text)))
        text = "".join(part.rstrip(_JOINER) or _HIDDEN for part in parts)
    return text.replace("\r\n", "\n").translate(_PLACEHOLDERS)


def width(text: str) -> int:
    """How many cells `display(text)` takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return cell_len(display(text))


def clip(text: str, cells: int) -> str:
    """`display(text)` on one line, cut with an ellipsis where it is wider than `cells`."""
    # What is far beyond the room is not even looked at: the text may be a whole article.
    head = text[: 16 * max(cells, 0) + 64]
    line = " ".join(display(head).split())
    if cell_len(line) <= cells and head == text:
        return line
    from rich.cells import set_cell_size

    return set_cell_size(line, max(cells - 1, 0)).rstrip() + "…" if cells > 0 else ""
