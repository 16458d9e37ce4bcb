"""The right of reply: what criticises somebody, and whether they were heard about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tui.annotations.model import Annotation, Link
from tui.annotations.scheme import Attribute, Scheme, Tag

CRITICISM, REPLY = "criticism", "reply"
"""The types of the links from a criticism to whom it is about, and to what they say to it."""

WHEN = "replied"
"""The attribute that says when a party answered, or was asked last."""


def asked_of(annotation: Annotation, tag: Tag, links: Iterable[Link]) -> list[Attribute]:
    """The attributes of an annotation that there is a reason to ask about: those about a reply
    only of criticism, or where they say something already.
    """
    about_reply = {WHEN, *(one.name for one in [reply_of(tag)] if one is not None)}
    criticism = any(one.source == annotation.id and one.type in (CRITICISM, REPLY) for one in links)
    said = about_reply & annotation.attributes.keys()
    return [one for one in tag.attributes if criticism or said or one.name not in about_reply]


def reply_of(tag: Tag) -> Attribute | None:
    """The attribute that says whether a criticised party was heard: one of its values is so."""
    return next((one for one in tag.attributes if any(v.answered for v in one.values)), None)


class Replies:
    """What is known of criticism and replies, of one article."""

    def __init__(self, scheme: Scheme, links: Iterable[Link]) -> None:
        """Take the article's links."""
        self._attributes = {tag.name: reply_of(tag) for tag in scheme.tags}
        self._ends: dict[str, dict[str, list[str]]] = {
            CRITICISM: defaultdict(list),
            REPLY: defaultdict(list),
        }
        for link in links:
            if link.type in self._ends:
                self._ends[link.type][link.source].append(link.target)

    def parties(self, annotation: Annotation) -> list[str]:
        """The ids of whom a criticism is about."""
        return self._ends[CRITICISM].get(annotation.id, [])

    def replies(self, annotation: Annotation) -> list[str]:
        """The ids of what they say to it."""
        return self._ends[REPLY].get(annotation.id, [])

    def said(self, annotation: Annotation) -> str:
        """How the party was heard, by the value's name; empty where that was never said."""
        attribute = self._attributes.get(annotation.tag)
        return annotation.attributes.get(attribute.name, "") if attribute is not None else ""

    def is_criticism(self, annotation: Annotation) -> bool:
        """Whether an annotation is marked as criticism: by whom it is about, or by a reply."""
        return bool(self.said(annotation) or self.parties(annotation) or self.replies(annotation))

    def is_answered(self, annotation: Annotation) -> bool:
        """Whether the criticised party was heard, or has declined to be."""
        attribute, said = self._attributes.get(annotation.tag), self.said(annotation)
        values = attribute.values if attribute is not None else ()
        heard = any(value.answered and value.name == said for value in values)
        return heard or bool(self.replies(annotation))
