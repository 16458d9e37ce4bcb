from __future__ import annotations

import pytest

from tests.assist.gold import NAMES, gold, stories, story
from tui.sources.opening import open_source


@pytest.mark.parametrize("name", stories())
def test_the_gold_annotations_are_in_the_story(name: str) -> None:
    article = open_source(str(story(name)))
    found = gold(name, article)
    starts = [one.spans[0][0] for one in found]
    assert starts == sorted(starts)
    spoken = [one for one in found if one.speaker is not None]
    assert spoken
    named = {one.spans[0] for one in found if one.tag in NAMES}
    for one in spoken:
        assert one.tag == "quote"
        assert one.speaker in named, article.text[slice(*one.speaker or (0, 0))]
