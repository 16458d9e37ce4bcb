"""WebAnno TSV 3: layers, slots, chains, escapes, and files that are not what they should be."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest
from exchange.layers import essence, layers, read, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.annotations.model import Layer, Quote
from tui.exchange.fitting import fit
from tui.exchange.formats import FORMATS
from tui.text.anchors import select
from tui.text.article import Article

HEAD = (
    "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Entity|identifier|value\n#T_RL=x.Rel|kind|BT_x.Entity\n\n\n"
)
BODY = (
    "#Text=Ada met Bo .\n"
    "1-1\t0-3\tAda\t*\tPER\t_\t_\t\n"
    "1-2\t4-7\tmet\t_\t_\t_\t_\t\n"
    "1-3\t8-10\tBo\tQ1\tPER\tknows\t1-1\t\n"
    "1-4\t11-12\t.\t_\t_\t_\t_\t\n"
)


def file(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "in.tsv"
    path.write_bytes(content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        HEAD + BODY,
        (
            "#FORMAT=WebAnno TSV 3.2\n#T_SP=x.Span|value\n\n\n#Text=a_b [c] -> d|e\n"
            "1-1\t0-3\ta\\_b\t_\t\n1-2\t4-7\t\\[c\\]\tx\\|y\\;z\\*\t\n1-3\t8-10\t\\->\t_\t\n"
            "1-4\t11-14\td\\|e\t_\t\n"
        ),
        (
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Span|value\n\n\n#Text=👩 Ada\n"
            "1-1\t0-2\t👩\tA\t\n1-2\t3-6\tAda\tB[1]|C[2]\t\n1-2.1\t4-6\tda\tD\t\n"
        ),
        (
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.A|value\n#T_SP=x.B|value\n\n\n#Text=a b\n"
            "1-1\t0-1\ta\tL[1]\tM\t\n1-2\t2-3\tb\tL[1]\t_\t\n\n#Text=c\n2-1\t4-5\tc\t_\t*\t\n"
        ),
    ],
)
def test_what_is_read_is_written_again(tmp_path: Path, content: str) -> None:
    found, faults = read("webanno", file(tmp_path, content))
    assert faults == []
    assert (written("webanno", found, tmp_path / "out") / "in.tsv").read_text("utf-8") == content


def test_what_cells_become(tmp_path: Path) -> None:
    (layer,), _ = read("webanno", file(tmp_path, HEAD + BODY))
    assert [(one.text, one.tag, one.attributes) for one in layer.annotations] == [
        ("Ada", "PER", {}),
        ("Bo", "PER", {"identifier": "Q1"}),
    ]
    (link,) = layer.links
    names = {one.id: one.text for one in layer.annotations}
    assert (link.type, names[link.source], names[link.target]) == ("knows", "Ada", "Bo")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            HEAD + BODY.replace("8-10\tBo", "8-10\tBa"),
            "9: 1-3: states “Ba” where the text has “Bo”",
        ),
        (HEAD + BODY.replace("8-10", "8-99"), "9: 1-3: [8, 99) is no part of the text"),
        (HEAD + BODY.replace("8-10", "8"), "9: is no token with the 4 cells"),
        (HEAD + BODY.replace("\tQ1", ""), "9: is no token with the 4 cells"),
        (HEAD, "1: holds no token"),
        ("", "1: holds no token"),
    ],
)
def test_what_is_not_sound_refuses_the_file(tmp_path: Path, content: str, said: str) -> None:
    found, faults = read("webanno", file(tmp_path, content))
    assert found == []
    assert f"in.tsv:{said}" in str(faults[0])


@st.composite
def plain_layers(draw: st.DrawFn) -> Layer:
    """A layer whose text is words of every plane and single spaces, so that it can be carried."""
    made = draw(layers())
    word = st.text(st.characters(categories=["L", "So", "Nd"]), min_size=1, max_size=5)
    text = " ".join(draw(st.lists(word, min_size=3, max_size=8)))
    assert made.article is not None
    solid = [at for at, letter in enumerate(text) if letter != " "]
    annotations = []
    for one in made.annotations:
        start, end = sorted(draw(st.tuples(st.sampled_from(solid), st.sampled_from(solid))))
        span = (start, end + 1)
        annotations.append(
            msgspec.structs.replace(one, spans=(span,), quotes=(Quote(*select(text, span)),))
        )
    article = msgspec.structs.replace(made.article, id=Article(text=text).id, text=text)
    return msgspec.structs.replace(made, article=article, annotations=tuple(annotations))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plain_layers())
def test_what_is_carried_comes_back(made: Layer) -> None:
    carries = FORMATS["webanno"].carries
    with tempfile.TemporaryDirectory() as folder:
        (found,), faults = read("webanno", written("webanno", [made], Path(folder)))
    assert faults == []
    assert essence(found, carries) == essence(fit(made, carries)[0], carries)
