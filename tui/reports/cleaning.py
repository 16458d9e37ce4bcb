"""What a report may say of a text from outside: nothing that steers a reader's screen, and, unless
that is asked for, nothing of anybody's folders.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_BREAK = re.compile(r"[\s\x1c-\x1f\x85]+")
_CONTROL = re.compile(
    "[\0-\x08\x0b\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")

_NO_PART = r"""\s/\\"'“”«»<>|()\[\]{},;"""
_PART = rf"(?:[^{_NO_PART}]+(?:[ ][^{_NO_PART}.:]+){{0,3}}(?=[/\\])|[^{_NO_PART}]+)"
"""A part of a path; blanks only where the path surely goes on."""
_PATH = re.compile(
    rf"""(?<![\w/\\.:~])  # not within a word or an address of the web
        (?: file:[/\\]*(?:[A-Z]:[/\\]+)? | ~[\w.-]*[/\\]+ | [A-Z]:[/\\]+ | [/\\]+(?={_PART}[/\\]) )
        {_PART}(?:[/\\]+{_PART})*[/\\]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HOME = re.compile(
    r"(?:file:)?[/\\]*(?:[A-Z]:)?[/\\]*(?:home|Users|Documents and Settings)[/\\]+[^/\\]+[/\\]*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[/\\]+")
_WEB = re.compile(r"https?://[^\s]", re.IGNORECASE)


def shown(text: str) -> str:
    """The text without control characters and without what turns the direction of others."""
    return _DIRECTION.sub("", _CONTROL.sub("�", text))


def line(text: str) -> str:
    """`shown(text)` on one line, every white space a single blank, none around it."""
    return blanks(text).strip()


def blanks(text: str) -> str:
    """`shown(text)` on one line, every white space a single blank."""
    return shown(_BREAK.sub(" ", text))


def pathless(text: str) -> str:
    """The text with only the last part of each local path in it."""
    return _PATH.sub(lambda match: last_part(match.group()), text)


def last_part(path: str) -> str:
    """What a local path leads to, without where that is; a person's own folder is not named."""
    if _HOME.fullmatch(path):
        return ""
    parts = [part for part in _SEPARATOR.split(path) if part]
    return parts[-1] if parts else ""


def web(address: str) -> str:
    """The address if it is one of the web, without a user's name and password; else nothing."""
    address = address.strip()
    if not _WEB.match(address):
        return ""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    return urlunsplit(parts._replace(netloc=host)) if host else ""
