"""The fact sheet as Markdown (CommonMark with tables), whatever the texts hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tui.reports.saying import (
    WITHOUT_PLACE,
    about,
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
    Change,
    Claim,
    Criticism,
    Passage,
    Quotation,
    Sheet,
    Source,
    Unplaced,
    Verbatim,
)

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&$^@])")
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_BEGINNING = re.compile(r"^(?:([-+=])|(\d+)([.)]))")


def markdown(sheets: Iterable[Sheet]) -> str:
    """All sheets, one after the other."""
    return "\n---\n\n".join("".join(f"{each}\n" for each in _sheet(sheet)) for sheet in sheets)


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is, wherever in a line it begins."""
    made = _ADDRESS.sub(r"\\", _MARKS.sub(r"\\\1", text))
    return _BEGINNING.sub(lambda at: f"\\{at[1]}" if at[1] else f"{at[2]}\\{at[3]}", made)


def _link(words: str, address: str) -> str:
    """Words that lead to an address; alone where there is none."""
    if not address:
        return escaped(words)
    safe = address.translate({ord(char): f"%{ord(char):02X}" for char in '<>\\ `|"'})
    return f"[{escaped(words)}](<{safe}>)"


def _sheet(sheet: Sheet) -> Iterator[str]:
    head = sheet.about
    yield f"# Fact sheet: {escaped(head.title or 'untitled')}"
    yield ""
    if head.url:
        yield _link(head.url, head.url) + "  "
    yield " · ".join(map(escaped, about(head)))
    yield ""
    yield f"- {escaped(coverage(sheet.coverage))}"
    if sheet.claims:
        yield f"- {escaped(figures(sheet))}"
    yield from (f"- {escaped(signed(one))}" for one in sheet.signed)
    if sheet.claims:
        yield from ("", "## Claims", "", "| # | status | claim | said by | sources |")
        yield "|--:|---|---|---|--:|"
        yield from map(_row, sheet.claims)
        for claim in sheet.claims:
            yield from _claim(claim)
    if sheet.quotations:
        yield from ("", "## Quotations")
        if found := checked_verbatim(sheet.quotations):
            yield from ("", escaped(found))
        for quotation in sheet.quotations:
            yield from _quotation(quotation)
    if sheet.criticisms:
        yield from ("", "## Criticism and replies", "", escaped(heard(sheet.criticisms)))
        for one in sheet.criticisms:
            yield from _criticism(one)
    if sheet.unplaced:
        yield from ("", f"## {WITHOUT_PLACE}", "", *map(_unplaced, sheet.unplaced))
    if sheet.history:
        yield from ("", "## History", "", *map(_change, sheet.history))


def _criticism(one: Criticism) -> Iterator[str]:
    yield ""
    yield f"### {one.number}. {escaped(criticism(one))}: {escaped(status(one.heard))}"
    yield from _passage(one.passage)
    if one.when:
        yield f"- When: {escaped(one.when)}"
    for reply in one.replies:
        who = f"{escaped(names(reply.names))}, " if reply.names else ""
        where = f" ({escaped(reply.passage.where)})" if reply.passage.where else ""
        yield f"- Reply: {who}{_link(reply.passage.words, reply.passage.link)}{where}"


def _unplaced(one: Unplaced) -> str:
    return f"- {escaped(unplaced(one))}"


def _change(one: Change) -> str:
    who = ", ".join(filter(None, (moment(one.at), one.by)))
    return f"- {escaped(who)}: {one.kind} {one.number}, {escaped(change(one))}"


def _row(claim: Claim) -> str:
    cells = (
        str(claim.number),
        escaped(status(claim.status)),
        escaped(claim.passage.words),
        escaped(names(claim.names)),
        str(len(claim.sources)),
    )
    return f"| {' | '.join(cells)} |"


def _claim(claim: Claim) -> Iterator[str]:
    yield ""
    yield f"### {claim.number}. {escaped(status(claim.status))}"
    yield from _passage(claim.passage)
    if claim.names:
        yield f"- Said by: {escaped(names(claim.names))}"
    if claim.method:
        yield f"- Method: {escaped(claim.method)}"
    if checked(claim):
        yield f"- Checked: {escaped(checked(claim))}"
    yield from (
        f"- {escaped(name[:1].upper() + name[1:])}: {escaped(value)}"
        for name, value in claim.details
    )
    yield from (f"- Supported by: {_link(one.words, one.link)}" for one in claim.support)
    if claim.sources:
        yield "- Sources:"
        for number, source in enumerate(claim.sources, 1):
            yield f"  {number}. {_source(source)}"
    elif claim.unsourced:
        yield "- **No source is recorded.**"
    if claim.note:
        yield f"- Note: {escaped(claim.note)}"


def _quotation(quotation: Quotation) -> Iterator[str]:
    yield ""
    yield f"### {quotation.number}. {escaped(names(quotation.names) or 'speaker not named')}"
    yield from _passage(quotation.passage)
    if quotation.verbatim is not None:
        yield from _verbatim(quotation.verbatim)
    if quotation.note:
        yield f"- Note: {escaped(quotation.note)}"


def _verbatim(one: Verbatim) -> Iterator[str]:
    yield f"- Verbatim: {escaped(verbatim(one))}"
    if one.said is not None:
        where = _link(one.said.where, one.said.link)
        said = f"{escaped(one.said.words)} ({where})" if one.difference else where
        yield f"- In the transcript: {said}"


def _passage(passage: Passage) -> Iterator[str]:
    yield from ("", f"> {escaped(passage.words)}", "")
    if passage.before or passage.after:
        sentence = f"{passage.before}{passage.words}{passage.after}"
        yield f"- In the sentence: {escaped(sentence)}"
    yield f"- Where: {_link(passage.where or 'in the article', passage.link)}"


def _source(source: Source) -> str:
    parts = [_link(source.title or source.address or "untitled", source.url)]
    if source.title and source.address and not source.url:
        parts.append(escaped(source.address))
    parts += [escaped(source.place)] if source.place else []
    parts += [f"“{escaped(source.quotation)}”"] if source.quotation else []
    parts += [f"asked: {escaped(source.contact)}"] if source.contact else []
    parts += [f"seen {escaped(source.seen)}"] if source.seen else []
    return ", ".join(parts)
