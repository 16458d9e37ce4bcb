"""Whatever is pressed on whatever text: nothing fails, and what is on the desk stays sound."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.session.notation import CONFIG, Desk
from tests.text.shapes import articles
from tui.annotations.edits import Plain, plain
from tui.session import keyline, status
from tui.session.keys import script
from tui.session.reader import Reader
from tui.text.article import Article, Block
from tui.text.graphemes import floor_boundary

KEYS = sorted({key for binding in CONFIG.keymap.bindings for key in binding.keys} - {"ctrl+c"})
PHRASES = [
    *("c", "s", "svp", "ce", "e", "e]<enter>", "ev", "ec", "v)", "vw'", "w", "}", "b", "0", "."),
    *("u", "uu", "U", "s&", "w&", "=v", "x", "ex", "gz", "z", "/a<enter>n", "/<esc>", "gaj", "ga"),
    *("Eone<enter>", "cE1<enter>", "cc=v", "==", "Mp", "L", "cLas", "'La", "%", "|L", "i", "ij"),
    *("ijj<enter>p", "ijjj<enter>two<enter>", "iGkx", "ijjjx", "i>E1 p. 4<enter>", "i=v", "ix"),
    *("<enter>", "<esc>", "|<c-w>w", "<s-down>", "+", "-", ";", "<c-w>s<c-d>", "enq<enter>"),
]
SIZES = st.tuples(st.integers(1, 90), st.integers(1, 24))

keys = st.lists(
    st.one_of(
        st.sampled_from(PHRASES).map(script),
        st.sampled_from(KEYS).map(lambda key: (key,)),
        SIZES.map(lambda size: (size,)),
    ),
    min_size=5,
    max_size=25,
).map(lambda phrases: [key for phrase in phrases for key in phrase])


def play(desk: Desk, pressed: list[str | tuple[int, int]]) -> None:
    """Press keys and, for a pair of numbers, give every pane that size."""
    for key in pressed:
        if isinstance(key, tuple):
            desk.size = key
            for reader in desk.workspace.panes:
                reader.resize(*key)
        else:
            desk.press_each([key])
        for reader in desk.workspace.panes:
            check_reader(reader)
        status.where(desk.workspace)
        status.offers(desk.workspace)
        keyline.hints(desk.workspace)


def check_reader(reader: Reader) -> None:
    """The cursor, the selection, the page and the quotes are what they promise to be."""
    text = reader.article.text
    for offset in (reader.cursor, reader.mark or 0):
        assert 0 <= offset < max(len(text), 1)
        assert floor_boundary(text, offset) == offset
    if reader.selection is not None:
        start, end = reader.selection
        assert start < end or not text
        assert floor_boundary(text, end) == end
    assert not reader.editing or reader.selection is not None
    rows = reader.rows()
    assert 1 <= len(rows) <= reader.page.height
    if reader.selection is None:  # which stays where it is under the wheel
        assert reader.layout.place(reader.cursor) in [shown.place for shown in rows]
    for one in reader.records.annotations.values():
        assert [text[start:end] for start, end in one.spans] == [q.exact for q in one.quotes]


def held(reader: Reader) -> dict[str, Plain]:
    """All that is recorded about the article but the article itself."""
    records = reader.records
    tables = (records.annotations, records.links, records.passes, records.evidence)
    return {id: plain(record) for table in tables for id, record in table.items()}


@settings(max_examples=200, deadline=None)
@given(articles(), keys)
@example(Article(text=""), [key for key in KEYS if key not in ("enter", "q", "ctrl+q")])
def test_nothing_fails(article: Article, pressed: list[str | tuple[int, int]]) -> None:
    desk = Desk(article)
    play(desk, pressed)
    desk.press("<esc><esc><esc>")
    for reader in desk.workspace.panes:
        check_reader(reader)


@settings(max_examples=100, deadline=None)
@given(articles(), keys)
@example(
    Article(text="a\u200da", blocks=(Block("title", 0, 1), Block("boilerplate", 1, 3))),
    ["c", "e", "c", "c", "c", "s"],
)
@example(
    Article(text="x" * 3000, blocks=(Block("title", 0, 3000),)),
    ["c", "e", "c", "ctrl+w", "s", "ctrl+d", "|", "{"],
)
def test_all_can_be_undone_and_redone(
    article: Article, pressed: list[str | tuple[int, int]]
) -> None:
    desk = Desk(article)
    play(desk, pressed)
    desk.press("<esc><esc>")
    repeat(desk, "edit.redo")
    reader = desk.workspace.panes[0]
    after, blocks = held(reader), reader.article.blocks
    repeat(desk, "edit.undo")
    assert held(reader) == {}
    assert reader.article.blocks == article.blocks
    repeat(desk, "edit.redo")
    assert (held(reader), reader.article.blocks) == (after, blocks)


def repeat(desk: Desk, command: str) -> None:
    """Run a command until it finds nothing more to do."""
    for _ in range(1000):
        desk.carry_out(desk.workspace.run(command))
        check_reader(desk.reader)
        if desk.said.startswith("nothing to"):
            return
    raise AssertionError(f"{command} never ends")
