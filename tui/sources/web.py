"""A page or a feed from the web: one request for what a person asked for, within limits.

There are no cookies, no proxies and no other requests than this one and its redirects. A server is
asked whether a page that is kept has changed, and is not asked again for a page just fetched.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NoReturn

from tui.sources.content import Content
from tui.sources.errors import Unreadable, needs, shown
from tui.sources.webcache import Kept, WebCache

try:
    import httpcore2
    import httpx2
except ImportError:
    raise needs("an address on the web", "web") from None

from tui.sources.guard import Guard

STEP = 10.0
"""Seconds that a single wait may take."""
WHOLE = 30.0
"""Seconds that all of it may take."""
MOST = 16 * 1024 * 1024
"""Bytes, unpacked, of a page."""
REDIRECTS = 5

_HEADERS = {
    "User-Agent": "Glossator (a reader for one person; fetches what that person opens)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml,"
    " application/feed+json, */*;q=0.5",
    "Accept-Encoding": "gzip",
}
_REASONS = {
    401: "may not be read without an account",
    402: "may not be read without paying for it",
    403: "may not be read: its server forbids it",
    404: "is not there: check the address",
    410: "is no longer there",
    429: "cannot be had just now: its server asks for a pause",
    451: "may not be shown for legal reasons",
    503: "cannot be had just now: its server is busy",
}
_FAILURES = (
    httpx2.RequestError,
    httpx2.InvalidURL,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
    ssl.SSLError,
    ValueError,
)


class _Transport(httpx2.BaseTransport):
    """httpx2's way to the network, through the guard."""

    def __init__(self, guard: Guard) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False), network_backend=guard
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and wait for the beginning of its response."""
        url = request.url
        response = self._pool.handle_request(
            httpcore2.Request(
                request.method,
                httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            response.status,
            headers=response.headers,
            stream=_Stream(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Hang up."""
        self._pool.close()


class _Stream(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


def fetch(address: str, cache: WebCache, *, allow_local: bool = False) -> tuple[Content, str]:
    """What stands at a web address; where its server cannot be reached, the copy that is kept.

    The second value says in a sentence that it is only the copy.

    Raises:
        Unreadable: it cannot be had; the text says why.
    """
    kept = cache.get(address)
    try:
        return _fetched(address, cache, kept, allow_local=allow_local), ""
    except (httpcore2.NetworkError, httpcore2.TimeoutException) as error:
        if kept is None:
            _refuse(error)
        return _content(*kept), f"cannot be reached: this is the copy of {kept[0].fetched}"
    except _FAILURES as error:
        _refuse(error)


def _fetched(
    address: str, cache: WebCache, kept: tuple[Kept, bytes] | None, *, allow_local: bool
) -> Content:
    guard = Guard(time.monotonic() + WHOLE, allow_local=allow_local)
    conditions = dict(kept[0].conditions()) if kept else {}
    with (
        httpx2.Client(
            transport=_Transport(guard),
            headers=_HEADERS,
            timeout=STEP,
            follow_redirects=True,
            max_redirects=REDIRECTS,
            trust_env=False,
        ) as client,
        client.stream("GET", address, headers=conditions) as response,
    ):
        if response.status_code == 304 and kept:
            return _content(*kept)
        if response.status_code != 200:
            _answered(response)
        body = _body(response)
        fields = response.headers
        found = Kept(
            url=str(response.url),
            media_type=fields.get("content-type", "").partition(";")[0].strip().lower(),
            charset=response.charset_encoding or "",
            tag=fields.get("etag", ""),
            modified=fields.get("last-modified", ""),
            fetched=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        )
        cache.put(address, found, body, fields)
        return _content(found, body)


def _content(kept: Kept, body: bytes) -> Content:
    path = httpx2.URL(kept.url).path
    return Content(
        path.rsplit("/", 1)[-1],
        body,
        media_type=kept.media_type,
        charset=kept.charset,
        url=kept.url,
    )


def _body(response: httpx2.Response) -> bytes:
    """The page, unpacked as it comes, so that a small answer cannot become a huge one."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise Unreadable(f"comes packed as “{shown(packing)}”, which nobody asked for")
    unpacker = None if packing in ("identity", "") else zlib.decompressobj(wbits=47)
    body = bytearray()
    for chunk in response.iter_raw():
        try:
            body += unpacker.decompress(chunk, MOST + 1 - len(body)) if unpacker else chunk
        except zlib.error:
            raise Unreadable("comes damaged: its packing cannot be undone") from None
        if len(body) > MOST:
            raise Unreadable(
                f"is larger than {MOST // 1024 // 1024} MB: save it and split it first"
            )
    if unpacker and not unpacker.eof:
        raise Unreadable("broke off while it came: try again")
    return bytes(body)


def _answered(response: httpx2.Response) -> NoReturn:
    status = response.status_code
    reason = _REASONS.get(status, "cannot be had")
    wait = response.headers.get("retry-after", "")
    if status == 429 and wait.isdecimal() and len(wait) < 7:
        reason += f" of {wait} seconds"
    raise Unreadable(f"{reason} ({status})")


def _refuse(error: Exception) -> NoReturn:
    """Say why a request failed."""
    match error:
        case httpx2.TooManyRedirects():
            reason = f"is redirected more than {REDIRECTS} times: it leads nowhere"
        case httpx2.UnsupportedProtocol() | httpcore2.UnsupportedProtocol():
            reason = "leads to an address that is none of the web"
        case httpx2.InvalidURL() | httpx2.RemoteProtocolError() | ValueError():
            reason = "is no sound address, or leads to one: check it"
        case httpcore2.TimeoutException():
            reason = f"takes longer than {WHOLE:.0f} seconds to come: try again later"
        case httpcore2.ProtocolError():
            reason = "broke off while it came, or is no web page: try again"
        case _:
            reason = f"cannot be reached: {shown(str(error)) or 'no answer'}"
    raise Unreadable(reason) from None
