"""What a report may say of what people have written, by what it discloses."""

from __future__ import annotations

from tui.reports.cleaning import last_part, line, pathless, web
from tui.reports.sheet import Disclosure
from tui.sources.opening import STDIN
from tui.text.article import Metadata


class Discreet:
    """Says things on one line; of local paths only the last part, unless whole ones are asked."""

    def __init__(self, disclosure: Disclosure) -> None:
        """Take what was asked for."""
        self._paths = disclosure.paths

    def text(self, text: str) -> str:
        """What a person has written."""
        return line(text if self._paths else pathless(text))

    def address(self, address: str) -> str:
        """Where something is."""
        return self.text(address if self._paths else _name(address))

    def title(self, article: Metadata) -> str:
        """What an article is called."""
        return line(article.title) or self.address(article.source)


def _name(address: str) -> str:
    """What is called by an address without saying where that is."""
    return web(address) or ("" if address == STDIN else last_part(address.strip()))
