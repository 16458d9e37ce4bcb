"""What a dataset says of people's machines and names: nothing, unless that is asked for."""

from __future__ import annotations

import re
from pathlib import PurePath, PureWindowsPath

import msgspec

from tui.annotations.model import Annotation, Evidence, Layer

_PEOPLE = frozenset(
    (
        *("completed_by", "created_by", "created_username", "last_created_by", "updated_by"),
        *("email", "permissions", "user", "user_info", "username"),
    )
)
"""Fields that name people in the files of Label Studio and Hypothesis."""

_LOCAL = re.compile(r"file:|[A-Za-z]:[\\/]|\.{0,2}[\\/]|~")
"""How a path of the machine begins, which words about a document do not."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


class Anonymiser:
    """Gives authors pseudonyms, `annotator-1` and so on as they come, and keeps only file names."""

    def __init__(self, *, keep_authors: bool = False, keep_paths: bool = False) -> None:
        """Leave alone what is to be kept."""
        self._keep_authors = keep_authors
        self._keep_paths = keep_paths
        self._names: dict[str, str] = {}

    def clean(self, layer: Layer) -> Layer:
        """The layer without local paths and without authors' names."""
        changed: dict[str, object] = {}
        article = layer.article
        if article is not None and not self._keep_paths:
            article = msgspec.structs.replace(article, source=file_name(article.source))
        if article is not None and article.carried.rest:
            rest = {key: self._scrubbed(one) for key, one in article.carried.rest.items()}
            carried = msgspec.structs.replace(article.carried, rest=rest)
            article = msgspec.structs.replace(article, carried=carried)
        changed["article"] = article
        changed["evidence"] = tuple(map(self._bare, layer.evidence))
        if not self._keep_authors:
            for name in ("links", "passes"):
                changed[name] = tuple(
                    msgspec.structs.replace(one, author=self.pseudonym(one.author))
                    for one in getattr(layer, name)
                )
            changed["annotations"] = tuple(map(self._unnamed, layer.annotations))
        return msgspec.structs.replace(layer, **changed)

    def _unnamed(self, one: Annotation) -> Annotation:
        author, checked_by = self.pseudonym(one.author), self.pseudonym(one.checked_by)
        return msgspec.structs.replace(one, author=author, checked_by=checked_by)

    def _bare(self, one: Evidence) -> Evidence:
        """Evidence without whom one asked, and without local paths."""
        local = not self._keep_paths and _LOCAL.match(one.address)
        address = file_name(one.address) if local else one.address
        contact = one.contact if self._keep_authors else ""
        author = self.pseudonym(one.author)
        return msgspec.structs.replace(one, address=address, contact=contact, author=author)

    def _scrubbed(self, value: object) -> object:
        """A JSON value that a dataset brought, without fields of people and local addresses."""
        if isinstance(value, dict):
            return {
                name: self._scrubbed(each)
                for name, each in value.items()
                if self._keep_authors or name not in _PEOPLE
            }
        if isinstance(value, list):
            return [self._scrubbed(each) for each in value]
        if isinstance(value, str) and value.startswith("file:") and not self._keep_paths:
            return file_name(value)
        return value

    def pseudonym(self, author: str) -> str:
        """What an author is called in the dataset; nobody stays nobody."""
        if not author or self._keep_authors:
            return author
        return self._names.setdefault(author, f"annotator-{len(self._names) + 1}")


def file_name(source: str) -> str:
    """A web address as it is, of a local path its last part."""
    if _ADDRESS.match(source) and not source.startswith("file:"):
        return source
    return PureWindowsPath(PurePath(source).name).name
