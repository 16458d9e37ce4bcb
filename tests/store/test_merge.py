"""Databases joined record by record, with a common ancestor and without."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import TABLE, annotation, article, link, said

from tui.annotations.model import Annotation, Record
from tui.store.checkpoint import Contents, contents, render
from tui.store.merge import merge
from tui.store.records import Aside, Records


def holding(*records: Record, aside: Aside | None = None) -> Contents:
    held = Records()
    for record in records:
        held.put(TABLE[type(record)], msgspec.json.encode(record))
    return Contents(held, aside or {})


def file(state: Contents) -> bytes:
    return b"".join(render(state.records, state.aside))


def notes(state: Contents) -> dict[str, str]:
    return {one.id: one.note for one in state.records.each(Annotation)}


OLD = annotation("a-1", note="old")
ANA = msgspec.structs.replace(annotation("a-1", note="ana"), updated="2031-05-01T10:00:00Z")
BEN = msgspec.structs.replace(annotation("a-1", note="ben"), updated="2031-05-01T11:00:00Z")

ROWS: list[tuple[str, Iterable[Record], Iterable[Record], Iterable[Record], set[str], bool]] = [
    ("added here", [], [OLD], [], {"old"}, False),
    ("added on both sides alike", [], [OLD], [OLD], {"old"}, False),
    ("changed here", [OLD], [ANA], [OLD], {"ana"}, False),
    ("changed on both sides alike", [OLD], [ANA], [ANA], {"ana"}, False),
    ("changed on both sides", [OLD], [ANA], [BEN], {"ana", "ben"}, True),
    ("added on both sides differently", [], [ANA], [BEN], {"ana", "ben"}, True),
    ("removed here", [OLD], [], [OLD], set(), False),
    ("removed on both sides", [OLD], [], [], set(), False),
    ("removed here, changed there", [OLD], [], [BEN], {"ben"}, True),
]


@pytest.mark.parametrize(("base", "ours", "theirs", "left", "conflict"), [row[1:] for row in ROWS])
def test_a_record_is_taken_from_the_side_that_changed_it(
    base: list[Record],
    ours: list[Record],
    theirs: list[Record],
    left: set[str],
    conflict: bool,
) -> None:
    merged = merge(holding(*base), holding(*ours), holding(*theirs))
    mirrored = merge(holding(*base), holding(*theirs), holding(*ours))
    assert set(notes(merged.contents).values()) == left
    assert bool(merged.conflicts) is conflict
    assert file(merged.contents) == file(mirrored.contents)


def test_the_side_written_last_keeps_the_id_and_the_other_says_whose_conflict_it_is() -> None:
    merged = merge(holding(OLD), holding(BEN), holding(ANA))
    winner, loser = sorted(merged.contents.records.each(Annotation), key=lambda one: one.id)
    assert winner == BEN
    assert (loser.note, loser.origin) == ("ana", "conflict:a-1")
    assert loser.id.startswith("a-1~")
    assert merged.conflicts == (
        f"annotations a-1 (claim “ferry”): changed on both sides; the other one is {loser.id}",
    )


def test_a_conflict_is_called_by_tag_words_and_article() -> None:
    place = article(title="Two ferries")
    ana, ben = (msgspec.structs.replace(one, article=place.id) for one in (ANA, BEN))
    links = [msgspec.structs.replace(link("l-1", "a-1", to), article=place.id) for to in "xy"]
    merged = merge(holding(), holding(place, ana, links[0]), holding(place, ben, links[1]))
    called = f"({ana.tag} “{ana.text}” in “Two ferries”): changed on both sides"
    assert len(merged.conflicts) == 2
    assert all(called in conflict for conflict in merged.conflicts)


def test_a_conflict_is_met_only_once() -> None:
    first = merge(holding(OLD), holding(ANA), holding(BEN)).contents
    again = merge(holding(), first, holding(ANA))
    assert again.conflicts == ()
    assert file(again.contents) == file(first)


def test_links_keep_both_sides_and_articles_and_passes_one() -> None:
    links = [link("l-1", "a-1", "a-2"), link("l-1", "a-1", "a-3")]
    articles = [article(added="2031-01", title="early"), article(added="2031-02", title="late")]
    passes = [said("p-1"), msgspec.structs.replace(said("p-1"), author="ben")]
    merged = merge(
        holding(), *(holding(*records) for records in zip(links, articles, passes, strict=True))
    )
    tables = merged.contents.records.tables()
    counts = {table: len(held) for table, held in tables.items() if held}
    assert counts == {"articles": 1, "links": 2, "passes": 1}
    assert b"late" in tables["articles"][0].text
    assert len(merged.conflicts) == 2, "two passes that say the same are no conflict"


def test_what_is_not_ours_to_read_is_merged_too() -> None:
    mine, yours, gone = b'{"mine":1}', b'{"yours":1}', b'{"gone":1}'
    merged = merge(
        holding(aside={"t": {"1": gone}}),
        holding(aside={"t": {"1": gone, "2": mine}}),
        holding(aside={"t": {"2": yours}}),
    )
    assert sorted(merged.contents.aside["t"].values()) == [mine, yours]


states = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xyz"), max_size=4)


@given(states, states, states)
def test_nothing_said_on_one_side_only_is_lost(
    base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]
) -> None:
    sides = [
        holding(*(annotation(id, note=note) for id, note in side.items()))
        for side in (base, ours, theirs)
    ]
    merged = merge(*sides)
    held = contents(file(merged.contents))
    assert file(held) == file(merge(sides[0], sides[2], sides[1]).contents)
    values = {(one.id.split("~")[0], one.note) for one in held.records.each(Annotation)}
    for side in (ours, theirs):
        assert {item for item in side.items() if item not in base.items()} <= values
