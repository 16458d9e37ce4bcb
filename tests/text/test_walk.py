"""A cursor that goes by character stops at every cluster once, there and back."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from tests.session.notation import Desk
from tests.text.notation import segments, texts
from tui.sources.opening import open_source
from tui.text.article import Article
from tui.text.motions import MOTIONS, end, start
from tui.text.segments import Segments

SAMPLES = sorted((Path(__file__).parents[2] / "sample_articles").iterdir())

MIXED = (
    "\r\n\u0301e\u0301 👩\u200d👩\u200d👧🇩🇪🇫 क्षि กำ 각\u1100\u1161\u11a8 مَر שָׁ \u202ex\u202c"
    " ❤\ufe0f\u200b\u00ad\t\u2028a\rb\u200d"
)


def walk(made_of: Segments, name: str, at: int) -> list[int]:
    """Where a motion stops, from an offset on until it moves no more."""
    stops = [at]
    while (to := MOTIONS[name](made_of, stops[-1])) != stops[-1]:
        stops.append(to)
    return stops


def there_and_back(made_of: Segments, expected: list[int]) -> None:
    assert walk(made_of, "char.next", start(made_of, 0)) == expected
    assert walk(made_of, "char.previous", end(made_of, 0)) == expected[::-1]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample(path: Path) -> None:
    article = open_source(str(path))
    # A second implementation of the rules says where the clusters are.
    there_and_back(
        Segments(article), [match.start() for match in regex.finditer(r"\X", article.text)]
    )


@given(st.one_of(texts, st.text(alphabet=MIXED), st.text()))
@example(MIXED)
def test_any_text(text: str) -> None:
    expected = [0]
    for cluster in iter_graphemes(text):
        expected.append(expected[-1] + len(cluster))
    there_and_back(segments(text), expected[:-1] or [0])


@pytest.mark.parametrize(("forth", "back"), [("<right>", "<left>"), ("l", "h")])
def test_by_key_in_the_reader(forth: str, back: str) -> None:
    text = "The boat.\n\n" + MIXED
    desk = Desk(Article(text=text, blocks=segments(text).article.blocks))
    expected = [match.start() for match in regex.finditer(r"\X", text)]
    for key, stops in ((forth, expected), (back, expected[::-1])):
        desk.reader.go(stops[0])
        seen = [desk.reader.cursor]
        for _ in stops[1:]:
            desk.press(key)
            seen.append(desk.reader.cursor)
        assert seen == stops
