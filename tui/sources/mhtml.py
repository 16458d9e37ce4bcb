"""A saved web page (MHTML) as an article: the first HTML part of the archive."""

from __future__ import annotations

from email import message_from_bytes, policy

from tui.sources import webpage
from tui.sources.content import Content, How
from tui.sources.errors import Unreadable
from tui.text.article import Article


def read(content: Content, how: How) -> Article:
    """The article on a saved page.

    Raises:
        Unreadable: there is no page in the file.
    """
    message = message_from_bytes(content.raw, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and raw.strip():
                address = part["Content-Location"] or message["Snapshot-Content-Location"] or ""
                charset = part.get_content_charset("")
                return webpage.read(Content("", raw, charset=charset, url=str(address)), how)
    raise Unreadable("is a saved page without a page in it: save it anew, as HTML")
