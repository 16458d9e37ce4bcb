"""A feed (RSS, Atom, JSON Feed) as a container: the newest entry first.

An entry stands at its own address, where its full text is fetched when somebody opens it; what the
feed itself says of it is its part.
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any, NamedTuple
from urllib.parse import urljoin

import msgspec

from tui.sources.content import Container, Content, How, Part, too_large
from tui.sources.errors import Unreadable, needs

MOST = 16 * 1024 * 1024
"""Bytes of a feed: larger ones take minutes to take apart."""

_ADDRESSED = re.compile(r"\S+@\S+ \((.+)\)")
"""How RSS writes an author."""


class _Entry(NamedTuple):
    """An entry: `moment` in ISO 8601, or empty; `page` is HTML."""

    address: str
    title: str
    byline: str
    moment: str
    page: str


class _Author(msgspec.Struct):
    name: str = ""


class _Item(msgspec.Struct):
    id: str | int | float = ""
    url: str = ""
    title: str = ""
    content_html: str = ""
    content_text: str = ""
    summary: str = ""
    date_published: str = ""
    date_modified: str = ""
    authors: list[_Author] = []
    author: _Author | None = None


class _JsonFeed(msgspec.Struct):
    title: str = ""
    items: list[_Item] = []


def hold(content: Content, _how: How) -> Container:
    """The entries of a feed.

    Raises:
        Unreadable: it is too large, or no feed.
    """
    if len(content.raw) > MOST:
        raise Unreadable(too_large(MOST))
    opening = content.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    site, entries = (_json if opening.startswith(b"{") else _xml)(content)
    return Feed(site, sorted(entries, key=lambda one: one.moment, reverse=True))


class Feed:
    """Entries by their numbers, from 1."""

    def __init__(self, site: str, entries: Sequence[_Entry]) -> None:
        """Keep the entries in their order, and the feed's name."""
        self._site, self._entries = site, entries

    def parts(self) -> Iterator[Part]:
        """A part for each entry, called by its title."""
        for number, entry in enumerate(self._entries, start=1):
            name = entry.title or entry.address or f"entry {number}"
            yield Part(str(number), name, address=entry.address)

    def part(self, key: str) -> Content | None:
        """What the feed itself says in the entry with a number."""
        number = int(key) if key.isascii() and key.isdecimal() and len(key) < 9 else 0
        if not 0 < number <= len(self._entries):
            return None
        entry = self._entries[number - 1]
        about = {
            "title": entry.title,
            "byline": entry.byline,
            "published": entry.moment,
            "site": self._site,
        }
        page = f"<div>{entry.page or escape(entry.title)}</div>"
        return Content("", page.encode("utf-8", "replace"), kind="fragment", about=about)


def _json(content: Content) -> tuple[str, list[_Entry]]:
    try:
        feed = msgspec.json.decode(content.raw.removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"is no sound JSON Feed: {error}") from None
    entries = []
    for item in feed.items:
        authors = [one.name for one in (*item.authors, *([item.author] if item.author else []))]
        text = item.content_text or item.summary
        paragraphs = "".join(f"<p>{escape(one)}</p>" for one in text.split("\n\n"))
        entries.append(
            _Entry(
                _address(item.url, content.url),
                _line(item.title),
                ", ".join(filter(None, authors)),
                _iso(item.date_published or item.date_modified),
                item.content_html or paragraphs,
            )
        )
    return _line(feed.title), entries


def _xml(content: Content) -> tuple[str, list[_Entry]]:
    try:
        import feedparser
    except ImportError:
        raise needs("a feed", "web") from None
    try:
        feed = feedparser.parse(io.BytesIO(content.raw), sanitize_html=False)
    except (RecursionError, ValueError, LookupError):
        raise Unreadable("is no sound feed") from None
    if not feed.entries and not feed.version:
        raise Unreadable("is no sound feed: nothing in it can be read as one")
    entries = [
        _Entry(
            _address(each.get("link", ""), content.url),
            _line(each.get("title", "")),
            _ADDRESSED.sub(r"\1", _line(each.get("author", ""))),
            _moment(dict.get(each, "published_parsed") or dict.get(each, "updated_parsed")),
            _page(each),
        )
        for each in feed.entries
    ]
    return _line(feed.feed.get("title", "")), entries


def _page(entry: Mapping[str, Any]) -> str:
    """The longest that an entry says of itself, as HTML."""
    said = [(each.get("value", ""), each.get("type", "")) for each in entry.get("content", ())]
    detail = entry.get("summary_detail") or {}
    said.append((entry.get("summary", ""), detail.get("type", "")))
    words, kind = max(said, key=lambda one: len(one[0]))
    return f"<p>{escape(words)}</p>" if kind == "text/plain" else words


def _address(link: str, base: str) -> str:
    """An entry's address on the web; empty if it has none."""
    try:
        whole = urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""
    return whole if whole.lower().startswith(("http://", "https://")) else ""


def _moment(parsed: Any) -> str:
    if not parsed:
        return ""
    try:
        return _utc(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    except (OverflowError, ValueError, OSError, TypeError):
        return ""


def _iso(written: str) -> str:
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return ""
    return _utc(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(words: str) -> str:
    return " ".join(words.split())
