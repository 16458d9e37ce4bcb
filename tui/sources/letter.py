"""A letter (.eml), such as a newsletter, as an article: its body, with what its header says."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from tui.sources.content import Content, How
from tui.sources.decode import text_of
from tui.sources.elements import tree_of, walked, without_forbidden
from tui.sources.errors import Unreadable
from tui.sources.language import guess_language
from tui.sources.pasted import read_page
from tui.sources.shapes import shapes
from tui.text.article import Article

EXTRACTOR = "letter 1"

_ODD = (AttributeError, IndexError, KeyError, LookupError, TypeError, UnicodeError, ValueError)
"""What the standard library stumbles with over headers that no standard knows."""


def read(content: Content, how: How) -> Article:
    """The article that a letter is.

    Raises:
        Unreadable: there is no text in it.
    """
    try:
        message = message_from_bytes(content.raw, policy=policy.default)
        parts = [part for part in message.walk() if not part.is_attachment()]
    except RecursionError:
        raise Unreadable("is nested too deeply: it is no letter for people") from None
    marked, plain = (_body(parts, kind, how) for kind in ("text/html", "text/plain"))
    text, blocks = walked(tree_of(without_forbidden(marked))) if marked.strip() else ("", [])
    if len(text) < len(plain) / 2:
        text, blocks = plain, shapes(plain)
    if not text.strip():
        raise Unreadable("holds no text: what is attached to it has to be saved first")
    page = read_page(text, blocks)
    return Article(
        text=text,
        blocks=page.blocks,
        title=header(message, "Subject") or page.title,
        byline=_sender(message) or page.byline,
        agency=page.agency,
        place=page.place,
        published=_date(message) or page.published,
        language=guess_language(text),
        site=header(message, "List-Id").partition("<")[0].strip(' "'),
        format="plain",
        extractor=EXTRACTOR,
    )


def header(message: EmailMessage, name: str) -> str:
    """A header's words on one line; empty if it is missing or beyond reading."""
    try:
        return " ".join(str(message[name] or "").split())
    except _ODD:
        return ""


def _body(parts: list[EmailMessage], kind: str, how: How) -> str:
    """The first part of a kind that holds words."""
    for part in parts:
        # What is said to have parts and has none is what it says.
        whole = part.get_content_maintype() == "multipart" and not part.is_multipart()
        if ("text/plain" if whole else part.get_content_type()) == kind:
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and raw.strip():
                return text_of(Content("", raw, charset=part.get_content_charset("")), how)
    return ""


def _sender(message: EmailMessage) -> str:
    try:
        sender = message["From"].addresses[0]
        return str(sender.display_name or sender.addr_spec)
    except _ODD:
        return ""


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["Date"])).isoformat()
    except _ODD:
        return ""
