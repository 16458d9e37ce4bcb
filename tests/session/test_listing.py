"""The annotation list of an article that changes: what it shows is what a filter of all would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.session.notation import CONFIG
from tui.annotations.edits import Op, plain
from tui.annotations.model import Annotation, Layer, Quote
from tui.annotations.records import Records
from tui.session.listing import Listing

WORDS = ("Harbour Board", "Varn", "the pier", "Ilsa Brandt")
made = st.builds(
    lambda number, tag, start, words: Annotation(
        id=f"n{number}",
        article="a",
        tag=tag,
        spans=((start, start + len(words)),),
        quotes=(Quote(words),),
    ),
    st.integers(0, 9),
    st.sampled_from(["person", "place", "claim"]),
    st.integers(0, 40),
    st.sampled_from(WORDS),
)


@given(
    st.lists(made, max_size=8, unique_by=lambda one: one.id),
    st.lists(st.tuples(made, st.booleans(), st.integers(0, 3)), max_size=12),
    st.sampled_from(["", "b", "bo", "boa", "p", "place v", "-b", "p -v", "x"]),
    st.booleans(),
)
def test_groups_are_what_all_annotations_say(
    stored: list[Annotation],
    changes: list[tuple[Annotation, bool, int]],
    typed: str,
    asked: bool,
) -> None:
    records, listing = Records(), Listing()
    records.load(Layer(None, tuple(stored)))
    for length in range(len(typed) + 1):
        listing.filter = typed[:length]
        if asked:
            listing.groups(records, CONFIG.scheme)
    for number, (one, removed, prepared) in enumerate(changes, 1):
        records.catalogue.prepare(prepared)
        old = records.annotations.get(one.id)
        after = None if removed else plain(one)
        records.apply([Op("annotations", one.id, plain(old) if old else None, after)])
        if asked or number == len(changes):
            assert _shown(listing, records) == _wanted(records, typed)


def _shown(listing: Listing, records: Records) -> list[tuple[str, list[Annotation]]]:
    groups = listing.groups(records, CONFIG.scheme)
    return [(group.tag.name, list(group.annotations)) for group in groups]


def _wanted(records: Records, typed: str) -> list[tuple[str, list[Annotation]]]:
    wanted: dict[str, list[Annotation]] = {}
    for each in records.ordered():
        said = f"{each.tag} {each.text}".casefold()
        if all((word.lstrip("-") in said) != (word[0] == "-") for word in typed.split()):
            wanted.setdefault(each.tag, []).append(each)
    return sorted(wanted.items(), key=lambda one: CONFIG.scheme.order(one[0]))
