"""The fact sheet as one HTML file: nothing is loaded, nothing runs, any theme, any paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tui.reports.elements import E, document, linked, some, spoken, style
from tui.reports.saying import (
    WITHOUT_PLACE,
    about,
    anchor,
    change,
    checked,
    checked_verbatim,
    coverage,
    criticism,
    figures,
    heard,
    moment,
    names,
    signed,
    status,
    unplaced,
    verbatim,
)
from tui.reports.sheet import (
    About,
    Change,
    Claim,
    Coverage,
    Criticism,
    Passage,
    Quotation,
    Reply,
    Sheet,
    Source,
    Verbatim,
)


def web_page(sheets: Iterable[Sheet]) -> str:
    """All sheets on one page."""
    made = list(sheets)
    title = made[0].about.title if len(made) == 1 else f"{len(made)} articles"
    content = [_sheet(at, sheet) for at, sheet in enumerate(made, 1)]
    return document(f"Fact sheet: {title or 'untitled'}", style("common", "sheet"), content)


def head(article: About, kind: str, *, title: bool = True) -> Any:
    """The article's headline, who wrote it, where and when, and where it stands."""
    headline = E.h1(spoken(article.language), article.title or "untitled")
    return E.header(
        E.p({"class": "kind"}, kind),
        *([headline] if title else []),
        *some("p", {"class": "about"}, " · ".join(about(article))),
        *some("p", {"class": "about"}, linked(article.url, article.url)),
    )


def foot(article: About) -> Any:
    """By what the text is known."""
    return E.footer(E.p(f"Text: SHA-256 {article.id}"))


def _sheet(at: int, sheet: Sheet) -> Any:
    claims = [_claim(at, sheet, claim) for claim in sheet.claims]
    quotations = [_quotation(at, sheet, one) for one in sheet.quotations]
    criticisms = [_criticism(at, sheet, one) for one in sheet.criticisms]
    return E.article(
        {"class": "sheet"},
        head(sheet.about, "Fact sheet"),
        _bar(sheet.coverage),
        E.p({"class": "figures"}, coverage(sheet.coverage)),
        *some("p", {"class": "figures"}, figures(sheet) if claims else ""),
        *(E.p({"class": "figures"}, signed(one)) for one in sheet.signed),
        *_section("Claims", "", claims),
        *_section("Quotations", checked_verbatim(sheet.quotations), quotations),
        *_section("Criticism and replies", heard(sheet.criticisms), criticisms),
        *_section(WITHOUT_PLACE, "", [E.p(unplaced(one)) for one in sheet.unplaced]),
        *_section("History", "", _history(at, sheet.history)),
        foot(sheet.about),
    )


def _section(title: str, said: str, content: list[Any]) -> list[Any]:
    """A part of the sheet; none without content."""
    figures = some("p", {"class": "figures"}, said)
    return [E.section(E.h2(title), *figures, *content)] if content else []


def _bar(figures: Coverage) -> Any:
    """How far the story was dealt with, as a bar; the words below it say the same."""
    parts = [
        E.i({"class": name, "style": f"flex-grow: {number}"})
        for name in ("annotated", "opinion", "nothing", "begun", "unseen")
        if (number := getattr(figures, name))
    ]
    return E.div({"class": "bar", "aria-hidden": "true"}, *parts)


def _claim(at: int, sheet: Sheet, claim: Claim) -> Any:
    details = [
        *_detail("said by", names(claim.names)),
        *_detail("where", _place(claim.passage)),
        *_detail("method", claim.method),
        *_detail("checked", checked(claim)),
        *(each for name, value in claim.details for each in _detail(name, value)),
        *(
            each
            for one in claim.support
            for each in _detail("supported by", linked(one.words, one.link))
        ),
        *_detail("sources", _sources(claim)),
        *_detail("note", claim.note),
    ]
    return E.article(
        {"class": "one", "id": anchor(at, claim)},
        E.div({"class": "number"}, str(claim.number)),
        E.div(
            E.h3({"class": _colour(sheet, claim)}, status(claim.status)),
            _passage(sheet.about, claim.passage),
            E.dl(*details),
        ),
    )


def _quotation(at: int, sheet: Sheet, one: Quotation) -> Any:
    return E.article(
        {"class": "one", "id": anchor(at, one)},
        E.div({"class": "number"}, str(one.number)),
        E.div(
            E.h3(names(one.names) or "speaker not named"),
            _passage(sheet.about, one.passage),
            E.dl(
                *_detail("where", _place(one.passage)),
                *(_verbatim(one.verbatim) if one.verbatim is not None else []),
                *_detail("note", one.note),
            ),
        ),
    )


def _verbatim(one: Verbatim) -> list[Any]:
    colour = "good" if one.kind == "exact" else "bad"
    found = _detail("verbatim", E.span({"class": colour}, verbatim(one)))
    if one.said is None:
        return found
    words = [f"{one.said.words} (", _place(one.said), ")"] if one.difference else [_place(one.said)]
    return [*found, *_detail("transcript", E.span(*words))]


def _criticism(at: int, sheet: Sheet, one: Criticism) -> Any:
    replies = (each for reply in one.replies for each in _detail("reply", E.span(*_reply(reply))))
    colour = "good" if one.answered else "between"
    return E.article(
        {"class": "one", "id": anchor(at, one)},
        E.div({"class": "number"}, str(one.number)),
        E.div(
            E.h3(E.span(criticism(one)), " ", E.span({"class": colour}, status(one.heard))),
            _passage(sheet.about, one.passage),
            E.dl(*_detail("where", _place(one.passage)), *_detail("when", one.when), *replies),
        ),
    )


def _reply(one: Reply) -> list[Any]:
    """Who says what where."""
    words = linked(one.passage.words, one.passage.link)
    who = [f"{names(one.names)}: "] if one.names else []
    return [*who, words, f" ({one.passage.where})" if one.passage.where else ""]


def _history(at: int, changes: Sequence[Change]) -> list[Any]:
    """A row for each change; when and by whom it was made only where that differs from above."""
    rows, before = [], None
    for one in changes:
        made = moment(one.at), one.by
        when, who = made if made != before else ("", "")
        about = E.a({"href": f"#{anchor(at, one)}"}, f"{one.kind} {one.number}")
        cells = (E.td({"class": "date"}, when), E.td(who), E.td(about), E.td(change(one)))
        rows.append(E.tr(*cells))
        before = made
    heads = E.tr(*map(E.th, ("when", "who", "of", "what")))
    return [E.table(E.thead(heads), E.tbody(*rows))] if rows else []


def _place(passage: Passage) -> Any:
    return linked(passage.where or "in the article", passage.link)


def _passage(article: About, passage: Passage) -> Any:
    before = some("span", {"class": "around"}, passage.before)
    after = some("span", {"class": "around"}, passage.after)
    return E.blockquote(spoken(article.language), E.p(*before, passage.words, *after))


def _sources(claim: Claim) -> Any:
    if claim.sources:
        return E.ol(*(E.li(*_source(one)) for one in claim.sources))
    return E.span({"class": "missing"}, "none is recorded") if claim.unsourced else None


def _source(source: Source) -> list[Any]:
    parts: list[Any] = [linked(source.title or source.address or "untitled", source.url)]
    if source.title and source.address and not source.url:
        parts.append(source.address)
    parts += [source.place] if source.place else []
    parts += [f"“{source.quotation}”"] if source.quotation else []
    parts += [f"asked: {source.contact}"] if source.contact else []
    parts += [E.span({"class": "date"}, f"seen {source.seen}")] if source.seen else []
    return [each for part in parts for each in (", ", part)][1:]


def _detail(name: str, value: Any) -> list[Any]:
    return [E.dt(name), E.dd(value)] if value is not None and value != "" else []


def _colour(sheet: Sheet, claim: Claim) -> str:
    """How a rating is coloured; its word and glyph say it, too."""
    rating = claim.status.rating
    if rating is None:
        return "open"
    if rating == sheet.ratings[-1]:
        return "good"
    return "bad" if rating == sheet.ratings[0] else "between"
