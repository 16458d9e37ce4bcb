"""Bytes to text: byte order mark, UTF-8, the declared encoding, else a detected one.

Nothing is normalised: CRLF, control characters and NULs stay as they are. Offsets are bytes.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from tui.sources.content import Content, How
from tui.sources.errors import Unreadable, shown
from tui.sources.language import guess_language

SNIFF = 8_192
"""Bytes looked at to tell a binary file from a text."""

SAMPLE = 65_536
"""Bytes from which an encoding is detected."""

FALLBACK = "cp1252"

_OLD = ("mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman", "mac_turkish")
# These differ from the Windows encodings in a few letters and are hardly met: declare them.

_MARKUP = re.compile(rb"<[^<>]{0,1000}>")

REPLACEMENT = "\ufffd"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
)

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and what was lost in a sentence (or nothing)."""

    text: str
    encoding: str
    warning: str = ""


_EUROPEAN = ("cp125", "iso8859", "latin", "mac_", "cp437", "cp85", "cp86", "hp_roman8", "ptcp154")
"""How the names of code pages with one byte a letter begin."""
_WESTERN = {"en", "es", "fr", "de", "it", "pt", "sv", "nl"}


def decode(raw: bytes, encoding: str = "") -> Decoded:
    """The text that `raw` holds.

    A byte order mark decides and is not part of the text; then `encoding`, if one is declared;
    then UTF-8; then what can be detected. Bytes that cannot be decoded become U+FFFD, and the
    warning says how many and where the first stands (a byte offset).

    Raises:
        Unreadable: `raw` is not text, or `encoding` is not known.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _decoded(raw, name, skip=len(mark))
    if encoding:
        return _decoded(raw, _known(encoding))
    wide = _wide(raw[:SNIFF])
    if wide:
        return _decoded(raw, wide)
    kind = binary_kind(raw)
    if kind:
        raise Unreadable(f"is {kind}, not text: convert it to plain text first")
    try:
        return Decoded(raw.decode(), "utf-8")
    except UnicodeDecodeError as error:
        return _guessed(raw, error.start)


def text_of(content: Content, how: How, declared: str = "") -> str:
    """The text that a content holds; `how.warn` is told what was lost or guessed.

    What is not UTF-8 is read in the encoding that came with it, or that it has `declared` itself,
    if that fits.

    Raises:
        Unreadable: it is no text, or there is nothing in it but white space.
    """
    encoding = how.encoding or _fitting(content.raw, content.charset or declared)
    text, _, warning = decode(content.raw, encoding)
    if not text.strip():
        raise Unreadable("is empty: it holds nothing but white space")
    if warning:
        how.warn(warning)
    return text


def _fitting(raw: bytes, declared: str) -> str:
    """The declared encoding where nothing in `raw` speaks against it; else the empty string.

    Many texts are declared as what they are not; bytes that are UTF-8 hardly ever are anything
    else, unless letters are written with escapes.
    """
    try:
        codec = codecs.lookup(declared).name if declared else ""
        escaped = codec.startswith(("iso2022", "hz", "utf-16", "utf-32"))
        if not codec or (not escaped and _utf8(raw)):
            return ""
        raw.decode(codec)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return codec


def _utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def binary_kind(raw: bytes) -> str:
    """What a binary file is, in words; the empty string for what may be text."""
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            return kind
    head = raw[:SNIFF]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "a binary file" if controls > max(4, len(head) // 10) else ""


def _known(encoding: str) -> str:
    """The codec's own name for a declared text encoding."""
    try:
        "".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, UnicodeError, ValueError):
        advice = "try utf-8, windows-1252, shift_jis or another name known to Python"
        raise Unreadable(f"the encoding “{shown(encoding)}” is not known: {advice}") from None


def _decoded(raw: bytes, encoding: str, *, skip: int = 0) -> Decoded:
    """`raw` after its first `skip` bytes, with a count of what could not be decoded."""
    body = raw[skip:]
    try:
        return Decoded(body.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        text = body.decode(encoding, "replace")
        lost = text.count(REPLACEMENT) - body.decode(encoding, "ignore").count(REPLACEMENT)
        return Decoded(text, encoding, _warning(lost, encoding, skip + error.start))


def _warning(lost: int, encoding: str, first: int) -> str:
    places = "one place is" if lost == 1 else f"{lost} places are"
    return (
        f"{places} not {encoding} and shown as {REPLACEMENT}, the first at byte {first}:"
        " --encoding NAME reads it in another encoding"
    )


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: one byte of each pair is nearly always zero, the other never."""
    pairs = len(head) // 2
    if pairs < 4:
        return ""
    zeros = head[: pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if zeros[0] == 0 and zeros[1] > pairs * 0.7:
        return "utf-16-le"
    if zeros[1] == 0 and zeros[0] > pairs * 0.7:
        return "utf-16-be"
    return ""


def _guessed(raw: bytes, first: int) -> Decoded:
    """`raw`, which is not UTF-8 from byte `first` on, in the likeliest encoding."""
    damaged = _decoded(raw, "utf-8")
    sound = len(re.findall(rf"[^\x00-\x7f{REPLACEMENT}]", damaged.text))
    if sound > 10 * damaged.text.count(REPLACEMENT):
        return damaged
    text, encoding, warning = _decoded(raw, _detected(raw[: SAMPLE // 2] + _around(raw, first)))
    guess = f"was read as {encoding}, which is a guess: --encoding NAME reads it in another"
    return Decoded(text, encoding, warning or guess)


def _around(raw: bytes, first: int) -> bytes:
    return raw[max(first - SAMPLE // 4, SAMPLE // 2) :][: SAMPLE // 2]


def _detected(sample: bytes) -> str:
    """The likeliest encoding; windows-1252 where it fits as well or where nothing was found.

    The code pages of Europe differ in so few letters that the detector often takes one for
    another. The commonest words have none of these letters: they tell the language, and a language
    of Western Europe tells the code page.
    """
    from charset_normalizer import from_bytes

    sample = _MARKUP.sub(b" ", sample)
    matches = from_bytes(sample, cp_exclusion=list(_OLD))
    best = matches.best()
    if best is None:
        return FALLBACK
    as_good = {
        encoding
        for match in matches
        if (match.chaos, match.coherence) == (best.chaos, best.coherence)
        for encoding in match.could_be_from_charset
    }
    european = best.encoding.startswith(_EUROPEAN)
    if european and guess_language(sample.decode(FALLBACK, "replace")) in _WESTERN:
        return FALLBACK
    return FALLBACK if FALLBACK in as_good else best.encoding
