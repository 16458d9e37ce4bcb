from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.annotations.edits import Edit, Op
from tui.annotations.history import History

ADDED = Op("annotations", "a", None, {"id": "a"})


def edit(seq: int, undoes: int = 0, *ops: Op) -> Edit:
    return Edit(seq=seq, at="", by="ana", ops=ops or (ADDED,), undoes=undoes)


class Model:
    """Two stacks of what was done: the plainest undo there is."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.undone: list[int] = []


@given(st.lists(st.sampled_from(["do", "do", "undo", "redo"]), max_size=40))
def test_undo_and_redo_are_two_stacks_also_when_replayed(steps: list[str]) -> None:
    history, edits, model = History(), list[Edit](), Model()
    origin: dict[int, int] = {}
    for step in steps:
        seq = len(edits) + 1
        if step == "do":
            made, origin[seq] = edit(seq), seq
            model.done.append(seq)
            model.undone.clear()
        else:
            last = history.last_done if step == "undo" else history.last_undone
            stack, other = model.done, model.undone
            if step == "redo":
                stack, other = other, stack
            assert (last is not None) == bool(stack)
            if last is None:
                continue
            assert origin[last.seq] == stack[-1]
            made, origin[seq] = edit(seq, last.seq), stack[-1]
            other.append(stack.pop())
        edits.append(made)
        history.record(made)
        again = History(tuple(edits))
        assert (again.last_done, again.last_undone) == (history.last_done, history.last_undone)


def test_an_article_that_was_added_is_no_edit_to_undo() -> None:
    added = Op("articles", "text", None, {"id": "text"})
    changed = Op("articles", "text", {"id": "text"}, {"id": "text", "title": "x"})
    assert History((edit(1, 0, added),)).last_done is None
    assert History((edit(1, 0, changed),)).last_done is not None
    assert History((edit(1, 0, added, ADDED),)).last_done is not None


def test_an_edit_undone_out_of_turn_is_not_undone_twice() -> None:
    history = History((edit(1), edit(2), edit(3, undoes=1)))
    assert history.last_done == edit(2)
    assert history.last_undone == edit(3, undoes=1)
    history.record(edit(4, undoes=2))
    assert history.last_done is None
    history.record(edit(5, undoes=3))
    assert history.last_done == edit(5, undoes=3)
    history.record(edit(6, undoes=99))
    assert history.last_done == edit(5, undoes=3)


def test_a_record_changed_twice_in_a_group_is_taken_back_at_once() -> None:
    def of(seq: int, before: str, after: str) -> Edit:
        op = Op("annotations", "one", {"tag": before} if before else None, {"tag": after})
        return replace(edit(seq, 0, op), group="editing")

    history = History((of(1, "", "a"), of(2, "a", "b"), of(3, "b", "c")))
    assert history.last_done is not None
    assert history.last_done.ops == (Op("annotations", "one", None, {"tag": "c"}),)
