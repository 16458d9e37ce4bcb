"""Write the example script: the keys of an ideal reader of the wire story, a paragraph a line."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.keys import tasks  # noqa: E402
from benchmarks.keys.ideal import SIZE, mark_up  # noqa: E402
from tests.assist.gold import NAMES  # noqa: E402
from tests.session.notation import SHIPPED, Desk  # noqa: E402
from tui.session import config  # noqa: E402

EXAMPLE = ROOT / "docs" / "example"
STORY = "wire-island-vote"


def script() -> str:
    """The script as it should be."""
    own = config.Source("keymap.toml", (EXAMPLE / "keymap.toml").read_text("utf-8"))
    conf = config.load([SHIPPED, own])
    task = next(one for one in tasks.own("claim", "quote", *NAMES) if one.name == STORY)
    (marked,) = mark_up([task], conf)
    desk = Desk(task.article, size=SIZE, conf=conf)
    lines, block = [""], -1
    for key in marked.keys:
        here = desk.reader.segments.block_index(desk.reader.cursor)
        if here > block:
            lines.append("")
            block = here
        lines[-1] += key if len(key) == 1 and key != "<" else f"<{key.replace('ctrl+', 'c-')}>"
        desk.press_each([key])
    return "\n".join(filter(None, lines)) + "\n"


if __name__ == "__main__":
    (EXAMPLE / f"{STORY}.keys").write_text(script(), "utf-8")
