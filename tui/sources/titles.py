"""A page's title without the name of its site."""

from __future__ import annotations

import re

_SEPARATOR = re.compile(r"\s+(?:[|»«›‹·•~]|-|–|—|::|//)\s+|\s*\|\s*")
_WORDS = re.compile(r"[^\W_]+")
_HOST_PARTS = {"www", "m", "news", "com", "org", "net", "co", "example", "test", "info"}


def without_site(title: str, *, site: str = "", host: str = "", heading: str = "") -> str:
    """`title` without what names the site at its end or its beginning.

    `site` is the site's name, `host` the page's, `heading` the words of the page's own headline.
    Where the headline is one end of the title, what is left names the site whatever it says.
    """
    title = " ".join(title.split())
    pieces = list(_SEPARATOR.finditer(title))
    for mark in pieces:
        for kept in (title[: mark.start()], title[mark.end() :]):
            if heading and _plain(kept) == _plain(heading):
                return kept
    while pieces:
        first, last = pieces[0], pieces[-1]
        if _names(title[last.end() :], site, host):
            title = title[: last.start()].rstrip()
        elif _names(title[: first.start()], site, host):
            title = title[first.end() :].lstrip()
        else:
            break
        pieces = list(_SEPARATOR.finditer(title))
    return title


def _names(words: str, site: str, host: str) -> bool:
    """Whether some words are the name of a site, or of a part of it and then its name."""
    if site and _plain(words) == _plain(site):
        return True
    letters = _plain(words).removeprefix("the")
    known = _plain(site).removeprefix("the")
    if len(letters) >= 4 and known and (letters in known or known in letters):
        return True
    hosts = [part for part in re.split(r"[.-]", host.lower()) if part not in _HOST_PARTS]
    squeezed = "".join(hosts)
    return len(letters) >= 3 and bool(squeezed) and (letters in squeezed or squeezed in letters)


def _plain(words: str) -> str:
    return "".join(_WORDS.findall(words)).casefold()
