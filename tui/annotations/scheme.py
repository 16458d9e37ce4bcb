"""The scheme: which tags there are, what they take, and which attributes they carry."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from tui.annotations.model import Annotation
from tui.text.cells import width

Form: TypeAlias = Literal["ground", "italic", "bold", "plain"]
"""How a tag differs without colour: a tinted underlined ground, italic, bold, or only a letter."""

Hex: TypeAlias = Annotated[str, msgspec.Meta(pattern="^#[0-9a-fA-F]{6}$")]


class Colour(msgspec.Struct, frozen=True):
    """A tag's colour on a dark and on a light ground, as `#rrggbb`."""

    dark: Hex = "#d9d5cc"
    light: Hex = "#24221e"


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A value that an attribute can take; `key` follows the attribute's own key.

    An `open` one says that there is still something to check, as an annotation without a value
    does; `sourced` is one that says nothing without evidence, `opinion` one that says that there
    is nothing to check. An `answered` one says that who is criticised was heard. `rating` is its
    place on the scale of published reviews, the higher the truer; without one it is not published.
    """

    name: str
    key: str
    glyph: str = ""
    open: bool = False
    sourced: bool = False
    opinion: bool = False
    answered: bool = False
    rating: int | None = None


class Attribute(msgspec.Struct, frozen=True, kw_only=True):
    """Something recorded about an annotation; without `values` it is free text.

    An article is not done while an annotation lacks one that is `required`.
    """

    name: str
    key: str
    values: tuple[Value, ...] = ()
    required: bool = False


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A tag. `object` is the text object it takes without a selection; a tag that `covers` says
    that its sentence has been dealt with, as a claim does and a name does not.

    Of a tag with a `speaker`, who said the words is asked; they are given that tag where nothing
    tells what else they are.

    `ansi` is its colour where the terminal's own sixteen are used.
    """

    name: str
    summary: str
    glyph: str
    object: str
    keys: tuple[str, ...] = ()
    plural: str = ""
    covers: bool = False
    speaker: str = ""
    form: Form = "plain"
    colour: Colour = Colour()
    ansi: str = "default"
    attributes: tuple[Attribute, ...] = ()


class LinkType(
    msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}
):
    """A way in which annotations with one of the tags `source` are linked to those with one of
    the tags `target`; `summary` is how that reads from the source, `back` from the target.

    `key` chooses it where several fit. Of a `single` type an annotation has one link at most.
    """

    name: str
    key: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    summary: str = ""
    back: str = ""
    single: bool = False


LabelKind: TypeAlias = Literal["single", "multiple", "scale", "text"]
"""One value of several, any number of them, one of an order, or free text."""


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """Something said of an article as a whole, by its `key` and then a value's.

    An article is not done while one that is `required` has not been said.
    """

    name: str
    key: str
    kind: LabelKind = "single"
    summary: str = ""
    values: tuple[Value, ...] = ()
    required: bool = False


def is_opinion(annotation: Annotation, scheme: Scheme) -> bool:
    """Whether a value of one of an annotation's attributes says that it is an opinion."""
    said = annotation.attributes
    return bool(said) and any(
        value.opinion and said.get(attribute.name) == value.name
        for attribute in scheme.tag(annotation.tag).attributes
        for value in attribute.values
    )


def is_glyph(letter: str) -> bool:
    """Whether a tag can be marked with this: one character that takes one cell."""
    return len(letter) == 1 and letter.isprintable() and width(letter) == 1


def glyph_of(name: str) -> str:
    """A tag's letter where the scheme gives it none: its first, if that can be drawn."""
    return name[:1] if is_glyph(name[:1]) else "?"


class Scheme(msgspec.Struct, frozen=True):
    """The tags in the order in which they are shown, how annotations may be linked, and the labels
    of an article as a whole.
    """

    tags: tuple[Tag, ...] = ()
    links: tuple[LinkType, ...] = ()
    labels: tuple[Label, ...] = ()

    def tag(self, name: str) -> Tag:
        """The tag of this name; one that the scheme lacks is shown plainly, never dropped."""
        for tag in self.tags:
            if tag.name == name:
                return tag
        return Tag(name=name, summary=name, glyph=glyph_of(name), object="word")

    def order(self, name: str) -> int:
        """The tag's place in the scheme; unknown tags come last."""
        names = [tag.name for tag in self.tags]
        return names.index(name) if name in names else len(names)

    def link(self, name: str) -> LinkType:
        """The link type of this name; one that the scheme lacks is called by its name."""
        found = next((one for one in self.links if one.name == name), None)
        return found or LinkType(name=name, key="", source=(), target=(), summary=name)
