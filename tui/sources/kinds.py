"""The kinds of source: how each is known by its first bytes, its media type and its name.

Content decides, then the declared media type, then the suffix; what is left is plain text. How a
kind is read stands in a module of its own, which is imported when the first of its kind is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tui.sources.content import Content
from tui.sources.markdown import has_front_matter


class Kind(NamedTuple):
    """One kind of source.

    `module` (in this package) reads it: `read(content, how)` gives an article, or `hold(content,
    how)` a container if it `holds` many. A kind of which `named` is true is also known by its
    suffix or media type alone; of a text with `source` true the source can be read as it stands.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Content], bool]
    media_types: tuple[str, ...] = ()
    holds: bool = False
    named: bool = False
    source: bool = False


_MARK = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*")
_XML = rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*|<\?.*?\?>\s*)*"
_HTML = re.compile(
    _XML + rb"<(?:html|head|body|title|meta|article|main|section|div|p|h1|table)[\s>/]"
    rb"|(?:<!--.*?-->\s*)*<!doctype\s+html",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(_XML + rb"<(?:rss|feed|rdf:RDF|atom:feed)[\s>]", re.IGNORECASE | re.DOTALL)
_JSON_FEED = re.compile(rb"\{.{0,2000}?\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org", re.DOTALL)
_CUES = re.compile(rb"WEBVTT\b|\d+\s*\n\s*\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}\s*-->")
_JSON = re.compile(rb"(?:\[\s*)?\{\s*\"(?:[^\"\\]|\\.){0,200}\"\s*:")
_MAILBOX = re.compile(rb"From \S[^\n]*\n[A-Za-z][A-Za-z0-9-]*:")
_ZIP = b"PK\x03\x04"
_PACKED = (_ZIP, b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_LETTER = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To):",
    re.IGNORECASE | re.MULTILINE,
)
_SNAPSHOT = re.compile(
    rb"^(?:Snapshot-Content-Location:|Content-Type:\s*multipart/related\b)",
    re.IGNORECASE | re.MULTILINE,
)


def _begins(pattern: re.Pattern[bytes]) -> Callable[[Content], bool]:
    """Whether a text begins so, past a byte order mark and white space."""
    return lambda content: bool(pattern.match(_opening(content.head)))


def _opening(head: bytes) -> bytes:
    mark = _MARK.match(head)
    text = head[mark.end() :] if mark else head
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or text[1:8:2] == b"\0\0\0\0"
    return text.replace(b"\0", b"") if wide else text


def _letter(content: Content) -> bytes:
    """The header lines at the top if they are those of a letter, else nothing."""
    header = _HEADER.match(content.head)
    found = header[0] if header else b""
    return found if len(_LETTER.findall(found)) > 1 else b""


def _packed(content: Content, name: str) -> bool:
    """Whether a file of this name is in a ZIP archive."""
    if not content.head.startswith(_ZIP):
        return False
    from zipfile import BadZipFile, ZipFile

    try:
        with content.file() as file, ZipFile(file) as archive:
            return name in archive.NameToInfo
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _nothing(_content: Content) -> bool:
    return False


KINDS: tuple[Kind, ...] = (
    Kind(
        "mhtml",
        "mhtml",
        (".mhtml", ".mht"),
        lambda content: bool(_SNAPSHOT.search(_letter(content))),
        ("multipart/related", "application/x-mimearchive"),
    ),
    Kind(
        "letter", "letter", (".eml",), lambda content: bool(_letter(content)), ("message/rfc822",)
    ),
    Kind("mailbox", "mailbox", (".mbox",), _begins(_MAILBOX), ("application/mbox",), holds=True),
    Kind("fragment", "fragment", (), _nothing),
    Kind(
        "epub",
        "epub",
        (".epub",),
        lambda content: (
            content.head[30:58] == b"mimetypeapplication/epub+zip"
            or _packed(content, "META-INF/container.xml")
        ),
        ("application/epub+zip",),
        holds=True,
    ),
    Kind(
        "docx",
        "docx",
        (".docx",),
        lambda content: _packed(content, "word/document.xml"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ),
    Kind(
        "pdf",
        "pdf",
        (".pdf",),
        lambda content: b"%PDF-" in content.head[:1024],
        ("application/pdf",),
    ),
    Kind(
        "archive",
        "archive",
        (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz"),
        lambda content: content.head.startswith(_PACKED) or content.head[257:262] == b"ustar",
        ("application/zip", "application/x-tar", "application/gzip"),
        holds=True,
    ),
    Kind(
        "html",
        "webpage",
        (".html", ".htm", ".xhtml"),
        _begins(_HTML),
        ("text/html", "application/xhtml+xml"),
        named=True,
        source=True,
    ),
    Kind(
        "transcript",
        "transcript",
        (".srt", ".vtt"),
        _begins(_CUES),
        ("text/vtt", "application/x-subrip"),
        named=True,
        source=True,
    ),
    Kind(
        "feed",
        "feed",
        (".rss", ".atom"),
        lambda content: _begins(_FEED)(content) or _begins(_JSON_FEED)(content),
        ("application/rss+xml", "application/atom+xml", "application/feed+json"),
        holds=True,
    ),
    Kind(
        "warc",
        "warc",
        (".warc",),
        lambda content: content.head.startswith(b"WARC/"),
        ("application/warc",),
        holds=True,
    ),
    Kind(
        "rows",
        "dataset",
        (".jsonl", ".ndjson"),
        _begins(_JSON),
        ("application/json", "application/jsonl", "application/x-ndjson"),
        holds=True,
        named=True,
        source=True,
    ),
    Kind(
        "table",
        "delimited",
        (".csv", ".tsv"),
        _nothing,
        ("text/csv", "text/tab-separated-values"),
        holds=True,
        named=True,
        source=True,
    ),
    Kind(
        "parquet",
        "parquet",
        (".parquet",),
        lambda content: content.head.startswith(b"PAR1"),
        ("application/vnd.apache.parquet",),
        holds=True,
    ),
    Kind(
        "markdown",
        "markdown",
        (".md", ".markdown"),
        lambda content: has_front_matter(_opening(content.head).decode("utf-8", "replace")),
        ("text/markdown",),
        named=True,
        source=True,
    ),
    Kind("plain", "plain", (".txt", ".text"), _nothing, named=True, source=True),
)
"""Every kind, the more particular first; the last takes what no other does."""

PLAIN = KINDS[-1]

LISTED = tuple(suffix for kind in KINDS for suffix in kind.suffixes)
"""The endings of the files that a folder is taken to hold for reading."""


def kind_of(content: Content) -> Kind:
    """What kind of source a content is."""
    if content.kind:
        return next(kind for kind in KINDS if kind.name == content.kind)
    for kind in KINDS:
        if kind.recognises(content):
            return kind
    named = [kind for kind in KINDS if kind.named]
    for kind in named:
        if content.media_type in kind.media_types:
            return kind
    name = content.name.lower()
    return next((kind for kind in named if name.endswith(kind.suffixes)), PLAIN)
