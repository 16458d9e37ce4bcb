"""A web archive (WARC, packed or not) as a container: a part for each page that was fetched whole.

It may be of any size: it is gone through once, and a page is read when it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.sources.content import MAX_BYTES, Container, Content, How, Part, too_large
from tui.sources.errors import Unreadable, needs

try:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
except ImportError:
    raise needs("a web archive", "web") from None

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_DAMAGED = (ArchiveLoadFailed, OSError, EOFError, ValueError, AttributeError)


def hold(content: Content, _how: How) -> Container:
    """The pages in a web archive.

    Raises:
        Unreadable: nothing in it can be read.
    """
    return Pages(content)


class Pages:
    """Pages by their addresses; one that was fetched again also has the number of its visit."""

    def __init__(self, content: Content) -> None:
        """Find out where the pages stand; what is cut off at the end is left out."""
        self._content = content
        self._pages: dict[str, int] = {}
        try:
            with content.file() as file:
                records = ArchiveIterator(file)
                for record in records:
                    if _is_page(record):
                        address = record.rec_headers.get_header("WARC-Target-URI") or "page"
                        self._pages[self._key(address)] = records.get_record_offset()
        except _DAMAGED:
            if not self._pages:
                raise Unreadable("is a damaged web archive: get it anew") from None

    def parts(self) -> Iterator[Part]:
        """The pages in the order in which they were fetched."""
        for key in self._pages:
            yield Part(key, key)

    def part(self, key: str) -> Content | None:
        """The page with an address."""
        offset = self._pages.get(key)
        if offset is None:
            return None
        try:
            with self._content.file() as file:
                file.seek(offset)
                record = next(iter(ArchiveIterator(file)))
                raw = record.content_stream().read(MAX_BYTES + 1)
        except (*_DAMAGED, StopIteration):
            raise Unreadable("is damaged in its archive: get the archive anew") from None
        if len(raw) > MAX_BYTES:
            raise Unreadable(too_large())
        media_type, _, rest = (record.http_headers.get_header("Content-Type") or "").partition(";")
        charset = rest.partition("charset=")[2].strip(" \"'")
        kind = media_type.strip().lower()
        return Content("", raw, media_type=kind, charset=charset, url=key)

    def _key(self, address: str) -> str:
        key, visit = address, 1
        while key in self._pages:
            visit += 1
            key = f"{address} ({visit})"
        return key


def _is_page(record: object) -> bool:
    headers = getattr(record, "http_headers", None)
    if getattr(record, "rec_type", "") != "response" or headers is None:
        return False
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return headers.get_statuscode() == "200" and kind in _PAGES
