"""The store compared with a dictionary, whatever is done to both."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from store_samples import ARTICLE, add, annotation, change, in_file, remove

from tui.annotations.edits import inverse
from tui.annotations.model import Annotation
from tui.store.inplace import contents_in_place
from tui.store.tinydb_store import TinyDBStore


class StoreAgainstADictionary(RuleBasedStateMachine):
    """Whatever is done, and however often it is reopened, the store holds what a dict would."""

    names = st.sampled_from("abcdefgh")

    @initialize(large=st.booleans())
    def begin(self, large: bool) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "annotations.json"
        self.store = TinyDBStore(self.path, large=large)
        self.model: dict[str, Annotation] = {}
        self.edits = 0

    @rule(name=names, note=st.text(st.characters(codec="utf-8"), max_size=6))
    def put(self, name: str, note: str) -> None:
        made = annotation(name, note=note)
        held = self.model.get(name)
        self.store.commit([change(held, made) if held else add(made)], by="ana")
        self.model[name] = made
        self.edits += 1

    @rule(name=names)
    def take(self, name: str) -> None:
        if held := self.model.pop(name, None):
            self.store.commit([remove(held)], by="ana")
            self.edits += 1

    @rule()
    def undo(self) -> None:
        if not self.edits:
            return
        last = self.store.changes(self.edits - 1)[-1]
        self.store.commit(inverse(last.ops), by="ana", undoes=last.seq)
        self.edits += 1
        for op in inverse(last.ops):
            self.model.pop(op.id, None)
            if op.after is not None:
                self.model[op.id] = annotation(op.id, note=str(op.after["note"]))

    @rule(large=st.booleans())
    def reopen(self, large: bool) -> None:
        self.store.close()
        self.store = TinyDBStore(self.path, large=large)
        assert self.store.warnings == ()

    @rule(large=st.booleans())
    def reopen_as_after_a_crash(self, large: bool) -> None:
        self.store = TinyDBStore(self.path, large=large)
        assert self.store.warnings == ()

    @rule(large=st.booleans())
    def lose_the_file(self, large: bool) -> None:
        self.path.unlink()
        self.store = TinyDBStore(self.path, large=large)
        assert len(self.store.warnings) == 1

    @invariant()
    def holds_the_same(self) -> None:
        held = {record.id: record for record in self.store.load(ARTICLE).annotations}
        assert held == self.model
        assert self.store.seq == self.edits

    @invariant()
    def who_reads_in_place_finds_the_same(self) -> None:
        found = contents_in_place(self.path).records
        held = {record.id: record for record in found.layer(ARTICLE).annotations}
        found.held.close()
        assert held == self.model

    def teardown(self) -> None:
        self.store.close()
        assert set(in_file(self.path)) == set(self.model)
        self.folder.cleanup()


StoreAgainstADictionary.TestCase.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None
)
TestStoreAgainstADictionary = StoreAgainstADictionary.TestCase
