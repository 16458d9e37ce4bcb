"""The whole article as one HTML file, its annotations marked and told in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tui.reports.elements import E, document, some, spoken, style
from tui.reports.page import Block, Margin, Piece
from tui.reports.saying import counted
from tui.reports.sheet import Sheet, TagLook
from tui.reports.webpage import foot, head


def annotated(sheets: Iterable[Sheet]) -> str:
    """All articles on one page."""
    made = list(sheets)
    looks = list(dict.fromkeys(look for sheet in made for look in sheet.looks))
    title = made[0].about.title if len(made) == 1 else f"{len(made)} articles"
    content = [_Page(at, sheet, looks).element() for at, sheet in enumerate(made, 1)]
    rules = style("common", "annotated") + "".join(_colours(looks))
    return document(f"Annotated: {title or 'untitled'}", rules, content)


def _colours(looks: list[TagLook]) -> Iterator[str]:
    """Each tag's colour by day and by night; on paper all is black."""
    for media, name in (("", "light"), ("(prefers-color-scheme: dark)", "dark")):
        rules = "".join(
            f".t{at} {{ --c: {getattr(look, name)}; }}\n" for at, look in enumerate(looks)
        )
        yield f"@media {media} {{\n{rules}}}\n" if media else rules
    yield "@media screen { .a { color: var(--c); } aside b a, .key b { color: var(--c); } }\n"
    yield (
        "@media screen { .ground { color: inherit; text-decoration-color: var(--c);"
        " background: color-mix(in srgb, var(--c) 14%, transparent); } }\n"
    )


class _Page:
    """One article; `at` is its number among those of the file."""

    def __init__(self, at: int, sheet: Sheet, looks: list[TagLook]) -> None:
        self._before = "" if at == 1 else f"article-{at}-"
        self._sheet = sheet
        self._class = {look.name: f"t{looks.index(look)}" for look in sheet.looks}
        self._form = {look.name: look.form for look in sheet.looks}

    def element(self) -> Any:
        """The article."""
        about = self._sheet.about
        titled = any(block.role == "title" for block in self._sheet.page)
        rows = [self._row(block) for block in self._sheet.page]
        return E.article(
            {"class": "sheet"},
            head(about, "Annotated", title=not titled),
            *self._key(),
            *rows,
            foot(about),
        )

    def _key(self) -> list[Any]:
        """What the letters and forms stand for."""
        return some(
            "ul",
            {"class": "key"},
            *(
                E.li(
                    E.b({"class": self._class[look.name]}, look.glyph),
                    " ",
                    E.span({"class": f"a {look.form} {self._class[look.name]}"}, look.name),
                )
                for look in self._sheet.looks
            ),
        )

    def _row(self, block: Block) -> Any:
        said = spoken(self._sheet.about.language)
        name = "h1" if block.role == "title" else "p"
        text = E(name, {"class": block.role, **said}, *map(self._piece, block.pieces))
        begun = (note for piece in block.pieces for note in piece.begins)
        notes = some("aside", {}, *(self._note(note) for note in begun if note.said))
        if block.role != "boilerplate":
            return E.div({"class": "row"}, text, *notes)
        words = " ".join(piece.text for piece in block.pieces).split()
        summary = E.summary(f"{counted(len(words), 'word')} of the page around the article")
        return E.div({"class": "row"}, E.details(summary, text), *notes)

    def _piece(self, piece: Piece) -> Any:
        if not piece.under:
            return piece.text
        tags = dict.fromkeys(note.tag for note in piece.under)
        classes = [word for tag in tags for word in (self._form[tag], self._class[tag])]
        attributes = {"class": " ".join(dict.fromkeys(["a", *classes]))}
        return E.span(attributes, *map(self._letter, piece.begins), piece.text)

    def _letter(self, note: Margin) -> Any:
        where = {"class": self._class[note.tag]}
        if not note.said:
            return E.sup(where, note.glyph)
        link = E.a({"href": f"#{self._before}n{note.number}"}, f"{note.glyph}{note.number}")
        return E.sup({"id": f"{self._before}a{note.number}", **where}, link)

    def _note(self, note: Margin) -> Any:
        back = E.a({"href": f"#{self._before}a{note.number}"}, f"{note.glyph}{note.number}")
        label = E.b({"class": self._class[note.tag]}, back)
        said = "; ".join([note.tag, *note.said])
        return E.p({"id": f"{self._before}n{note.number}"}, label, f" {said}")
