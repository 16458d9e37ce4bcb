"""What the writers make of a sheet, hostile texts included."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from msgspec.structs import replace

from tests.reports.checked import SCHEME, hearing, history, layer, record
from tui.annotations.model import Quote, Recast, Recheck, recast_id
from tui.reports.annotated import annotated
from tui.reports.beside import Beside
from tui.reports.cleaning import line
from tui.reports.making import fact_sheet
from tui.reports.markdown import escaped, markdown
from tui.reports.sheet import Disclosure, Sheet
from tui.reports.table import table
from tui.reports.webpage import web_page

HOSTILE = '<script>alert("1")</script> ](javascript:x) `**_|_**` & =1+1 [^1]: https://x.example'


def sheet() -> Sheet:
    """The sheet of the small story."""
    return fact_sheet(record(), layer(), SCHEME)


def test_markdown_says_it_all() -> None:
    text = markdown([sheet()])
    for said in (
        "# Fact sheet: Harbour wall will cost €4 million, council says",
        "- 7 of 7 sentences dealt with (100 %): 5 annotated, 1 opinion, 1 with nothing to check, 0",
        "- 5 claims: 2 verified, 1 false, 1 unchecked, 1 opinion",
        "- Signed by annotator-1 on 2031-05-17 14:05 UTC; sentences 6, unseen 1",
        "### 1. √ verified",
        "1. Budget of the harbour, leak.pdf, p. 14, “wall: 4,000,000”, seen 2031-05-16",
        "[Budget of the harbour](<https://coast.example/walls?a=1&b>), p. 14",
        "- Method: primary source",
        "- Supported by: [“We shall build it, \\& soon,”](<https://courier.example/harbour-wall#",
        "## Criticism and replies\n\n2 criticisms: 1 not asked, 1 answered\n",
        "### 1. unrecorded critic on Mara Tolk: ! not asked",
        "### 2. Odd Farre on Mara Tolk: ↩ answered",
        "- Reply: Mara Tolk, [“We shall build it, \\& soon,”](<https",
        "- Checked: annotator-1, 2031-05-16 10:00 UTC",
        "- **No source is recorded.**",
        "- Said by: Odd Farre",
        "- In the sentence: “Nobody asked us,” said Odd Farre of the Boat Owners.",
    ):
        assert said in text


@given(st.text(min_size=1) | st.sampled_from(["1. a", "- a", "+", "= =", "#", "    x", "www.a.b"]))
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    text = line(text)
    for before in ("", "- ", "> ", "# "):
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(before + escaped(text))
        inline = [one for one in tokens if one.type == "inline"]
        said = "".join(
            child.content for one in inline for child in one.children or [] if child.type == "text"
        )
        assert said == text
        assert len(inline) <= 1


def hostile() -> Sheet:
    """A sheet in which every text that comes from outside is hostile."""
    stored, said = record(), layer(note=HOSTILE)
    stored = msgspec.structs.replace(stored, title=HOSTILE, byline=HOSTILE, language='"x')
    worse = tuple(
        msgspec.structs.replace(one, title=HOSTILE, quotation=HOSTILE, address=HOSTILE)
        for one in said.evidence
    )
    tagged = tuple(
        msgspec.structs.replace(one, tag=HOSTILE if one.tag == "person" else one.tag)
        for one in said.annotations
    )
    said = msgspec.structs.replace(said, evidence=worse, annotations=tagged)
    beside = Beside(history((HOSTILE, HOSTILE)), transcript=hearing(HOSTILE))
    return fact_sheet(stored, said, SCHEME, Disclosure(notes=True, authors=True), beside=beside)


@pytest.mark.parametrize("write", [web_page, annotated])
def test_html_takes_no_text_for_markup(write: object) -> None:
    assert callable(write)
    page = write([hostile()])
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script | //img | //link | //*[@onload or @onclick]")
    assert HOSTILE in " ".join(tree.text_content().split())
    assert all(re.match(r"https?:|#", address) for _, _, address, _ in tree.iterlinks()), (
        "only the web and the page itself are led to"
    )


def test_every_link_within_the_annotated_article_arrives() -> None:
    tree = html.document_fromstring(annotated([sheet(), sheet()]))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {address[1:] for address in tree.xpath("//a/@href") if address.startswith("#")}
    assert targets
    assert targets <= set(ids)


def test_the_annotated_article_is_the_text() -> None:
    tree = html.document_fromstring(annotated([sheet()]))
    for letter in tree.xpath("//sup | //aside | //header | //footer | //ul"):
        letter.drop_tree()
    said = " ".join(tree.body.text_content().split())
    assert said == " ".join(record().text.split())


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(table([hostile()]).removeprefix("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    assert not [one for row in rows for one in row if one[:1] in "=+-@" and one]


def test_the_table_has_a_row_for_each_claim() -> None:
    rows = list(csv.DictReader(io.StringIO(table([sheet()]).removeprefix("\ufeff"))))
    assert [(row["number"], row["status"], row["rating"], row["unsourced"]) for row in rows] == [
        ("1", "verified", "5", ""),
        ("2", "false", "1", ""),
        ("3", "verified", "5", "yes"),
        ("4", "unchecked", "", ""),
        ("5", "opinion", "", ""),
    ]
    assert rows[3]["said by"] == "Odd Farre"


@pytest.mark.parametrize("write", [markdown, web_page])
def test_what_has_no_place_in_this_draft_is_listed(write: Callable[[list[Sheet]], str]) -> None:
    said = layer()
    lost = replace(said.annotations[0], id="lost", quotes=(Quote("The old wall leaks"),))
    orphan = Recheck(id="lost", article="a", was=lost, sentence="The old wall leaks at Nes.")
    sheet = fact_sheet(record(), replace(said, rechecks=(orphan,)), SCHEME)
    text = write([sheet])
    assert "without a place in this one" in text
    assert "claim: The old wall leaks; the sentence was: The old wall leaks at Nes." in text
    assert "without a place" not in write([fact_sheet(record(), said, SCHEME)])


def test_what_a_person_calls_boilerplate_is_none_of_the_story() -> None:
    stored, said = record(), layer()
    block = next(one for one in stored.blocks[::-1] if one.role == "paragraph")
    gone = Recast(
        id=recast_id(stored.id, block),
        article=stored.id,
        start=block.start,
        end=block.end,
        role="boilerplate",
    )
    before = fact_sheet(stored, said, SCHEME).coverage.sentences
    recast = msgspec.structs.replace(said, recasts=(gone,))
    after = fact_sheet(stored, recast, SCHEME).coverage.sentences
    assert after < before
