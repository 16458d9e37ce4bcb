"""What a dataset says of people's machines and names: nothing, unless that is asked for."""

from __future__ import annotations

import re
from pathlib import PurePath, PureWindowsPath

import msgspec

from tui.annotations.model import (
    Annotation,
    Evidence,
    Kept,
    Layer,
    Recheck,
    Ruling,
    Task,
)
from tui.annotations.said import said
from tui.annotations.signatures import latest, of_layer
from tui.exchange.drafts import made_id
from tui.exchange.features import RECORDS

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
            sources = tuple(map(file_name, article.sources))
            source = file_name(article.source)
            article = msgspec.structs.replace(article, source=source, sources=sources)
        if article is not None and article.carried.rest:
            rest = {key: self._scrubbed(one) for key, one in article.carried.rest.items()}
            carried = msgspec.structs.replace(article.carried, rest=rest)
            article = msgspec.structs.replace(article, carried=carried)
        changed["article"] = article
        changed["evidence"] = tuple(map(self._bare, layer.evidence))
        if not self._keep_authors:
            for name in ("links", "passes", *RECORDS):
                changed[name] = tuple(map(self._renamed, getattr(layer, name)))
            changed["annotations"] = tuple(map(self._unnamed, layer.annotations))
        clean = msgspec.structs.replace(layer, **changed)
        return signed_anew(clean) if of_layer(layer) == "signed" else clean

    def _renamed(self, one: Kept) -> Kept:
        """A record without the names of people."""
        changed: dict[str, object] = {"author": self.pseudonym(one.author)}
        if isinstance(one, Task):
            # Every dataset's first person has the same pseudonym, and these are not one's tasks.
            known_by = one.created or (one.state, one.labels, one.reason)
            changed["id"] = made_id(one.article, self.pseudonym(one.author), known_by)
        elif isinstance(one, Recheck):
            changed["was"] = self._unnamed(one.was)
            changed["links"] = tuple(map(self._renamed, one.links))
        elif isinstance(one, Ruling):
            changed["taken"] = tuple(map(self.pseudonym, one.taken))
            changed["links"] = {self.pseudonym(who): said for who, said in one.links.items()}
            changed["about"] = {
                self.pseudonym(who): tuple(map(self._unnamed, versions))
                for who, versions in one.about.items()
            }
        return msgspec.structs.replace(one, **changed)

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


def signed_anew(layer: Layer) -> Layer:
    """The layer whose last signature stands for what is said with other names."""
    last = latest(layer.signings)
    signings = (
        msgspec.structs.replace(one, said=said(layer)) if one is last else one
        for one in layer.signings
    )
    return msgspec.structs.replace(layer, signings=tuple(signings))


def file_name(source: str) -> str:
    """A web address as it is, of a local path its last part."""
    if _ADDRESS.match(source) and not source.startswith("file:"):
        return source
    return PureWindowsPath(PurePath(source).name).name
