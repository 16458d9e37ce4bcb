"""A piece of HTML that is article throughout: a chapter of a book, an entry of a feed."""

from __future__ import annotations

import re

from tui.sources.content import Content, How
from tui.sources.decode import text_of
from tui.sources.elements import tree_of, without_forbidden
from tui.sources.structured import structured
from tui.text.article import Article

_SEAM = re.compile(
    r"</body>\s*</html>\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<html\b.*?<body[^>]*>",
    re.DOTALL | re.IGNORECASE,
)


def read(content: Content, how: How) -> Article:
    """The article that a fragment is; it may be several pages one after the other.

    Raises:
        Unreadable: there are no words in it.
    """
    page = _SEAM.sub("", without_forbidden(text_of(content, how)))
    return structured(tree_of(page), {"title": content.about.get("title", "")})
