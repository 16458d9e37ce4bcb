"""Random bytes, texts and keys, with more of what does harm than chance would give."""

from __future__ import annotations

import re
from random import Random

from tests.session.notation import CONFIG

HARMFUL = [
    *("\x1b[31m", "\x1b]0;owned\x07", "\x1bPq\x1b\\", "\x9b31m", "\x9d2;x\x9c", "\x7f", "\x00"),
    *("\u202e", "\u2066", "\u200f", "\u061c", "\u200d", "\u200b", "\u00ad", "\ufeff", "\u2028"),
    *("\r", "\r\n", "\x85", "\t", "[bold]", "[/]", "\U000e0041", "\u0301" * 40, "\uffff", "🇩"),
    *("👩\u200d👩\u200d👧", "क्षि", "กำ", "각", "مرحبا ", "שלום ", "日本。", "“", "”", "「"),
    *("\n\n", "\n", " ", ". ", " said ", "Ada Bell ", "40 euros ", "x" * 90),
    *("---\ntitle: ", "<p>", "# "),
]
_MAGIC = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b", b"<html>", b"{"]
_NAMES = [".txt", ".md", ".html", ".jsonl", ".json", ".csv", ".srt", ".eml", ".mbox", ".xml", ""]
_KEYS = sorted({key for binding in CONFIG.keymap.bindings for key in binding.keys} - {"ctrl+c"})
_SENT = [
    *(b"\x1b[", b"\x1b[<", b"\x1b[?", b"\x1b]", b"\x1bO", b"\x1bP", b"\x1b", b"\x1b\x1b", b"\x9b"),
    *(
        b"\x1b[200~",
        b"\x1b[201~",
        b";",
        b":",
        b"M",
        b"m",
        b"u",
        b"~",
        b"R",
        b"$y",
        b"c",
        b"t",
        b"\0",
    ),
    *(
        b"99999999999999999999",
        b"0",
        b"-1",
        b"1.5",
        b"48;",
        b"8;",
        b"2026;",
        b"2048;",
        b"\xff",
        b"a",
    ),
]
"""Nothing of which makes a key that leaves, or stops the program."""
_OBEYED = re.compile(
    "[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_OWN = re.compile(r"\x1b\[\??[\d;]*[A-Za-z]")
"""What the reader itself tells a terminal: colours, positions, modes."""


def text(rng: Random) -> str:
    """Some hundred code points: any at all, and pieces that terminals and readers trip over."""
    pieces = [
        rng.choice(HARMFUL) if rng.random() < 0.6 else _any(rng) for _ in range(rng.randrange(60))
    ]
    return "".join(pieces)


def _any(rng: Random) -> str:
    code = rng.randrange(rng.choice([0x80, 0x300, 0x3000, 0x10000, 0x110000]))
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


def data(rng: Random) -> bytes:
    """The bytes of a file: noise, a text in some encoding, or a text with holes in it."""
    kind = rng.randrange(4)
    if kind == 0:
        return rng.choice(_MAGIC) + rng.randbytes(rng.randrange(400))
    encoding = rng.choice(["utf-8", "utf-16", "cp1252", "shift_jis", "utf-7"])
    made = bytearray(text(rng).encode(encoding if kind == 1 else "utf-8", "replace"))
    for _ in range(rng.randrange(6) if kind == 3 else 0):
        made.insert(rng.randrange(len(made) + 1), rng.randrange(256))
    return bytes(made)


def ending(rng: Random) -> str:
    """How the name of such a file ends."""
    return rng.choice(_NAMES)


def keys(rng: Random) -> list[str]:
    """Keys that mean something, and keys that type something."""
    return [
        rng.choice(_KEYS) if rng.random() < 0.8 else rng.choice("aé日q1 /")
        for _ in range(rng.randrange(5, 40))
    ]


def sent(rng: Random) -> bytes:
    """What a terminal might send: pieces of sequences, and bytes of some other encoding."""
    return b"".join(
        rng.choice(_SENT) if rng.random() < 0.8 else bytes([rng.randrange(0x80, 0x100)])
        for _ in range(rng.randrange(1, 14))
    )


def keymap(rng: Random) -> str:
    """A settings file: lines of the shipped one, changed, and noise."""
    names = ["reader", "keys", "tags.claim", "tags.x y", "presets.vim", "macros.a", "suggesters.a"]
    lines = []
    for _ in range(rng.randrange(1, 12)):
        if rng.random() < 0.3:
            lines.append(f"[{rng.choice(names)}]")
        quoted = '"' + "".join(f"\\U{ord(one):08x}" for one in text(rng)[:12]) + '"'
        known = ["measure", "theme", "keys", "object", '"char.next"', "glyph", "press", quoted]
        values = [quoted, f"[{quoted}]", "-1", "99999999999", "true", '["c"]', '"c c"', "{ a = 1 }"]
        lines.append(f"{rng.choice(known)} = {rng.choice(values)}")
    return "\n".join(lines) if rng.random() < 0.9 else text(rng)


def obeyed(sent: str) -> str:
    """What of something that was sent a terminal would obey beyond the reader's own sequences; a
    line break, as it stands between rows, is none.
    """
    found = _OBEYED.search(_OWN.sub("", sent))
    return repr(found.group()) if found else ""
