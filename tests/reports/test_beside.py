"""What a fact sheet takes from beside its article: transcripts, other stories, the history."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import html
from msgspec.structs import replace

from tests.reports.checked import NAMES, SCHEME, hearing, history, layer, record
from tui.annotations.model import Annotation, Evidence, Layer, Link, Quote
from tui.annotations.records import Records
from tui.reports.beside import Beside, Other
from tui.reports.making import fact_sheet
from tui.reports.markdown import markdown
from tui.reports.sheet import Disclosure
from tui.reports.webpage import web_page
from tui.text.article import Article


def other(source: str = "") -> Other:
    """The hearing as another stored article, with one quotation tagged."""
    article, words = hearing(source=source), "It was on the agenda in May."
    at = article.text.index(words)
    span = (at, at + len(words))
    said = Annotation(
        id="h", article=article.id, tag="quote", spans=(span,), quotes=(Quote(words),)
    )
    records = Records()
    records.load(Layer(None, (said,)))
    return Other(article, records)


def told(said: Layer, beside: Beside, disclosure: Disclosure | None = None) -> str:
    """The fact sheet in Markdown."""
    asked = disclosure or Disclosure()
    return markdown([fact_sheet(record(), said, SCHEME, asked, beside=beside)])


def test_quotations_are_checked_against_a_transcript_that_is_named() -> None:
    sheet = told(layer(), Beside(transcript=hearing()))
    assert "\n2 quotations: 1 altered, 1 exact\n" in sheet
    assert (
        "- Verbatim: altered: left out “and”\n"
        "- In the transcript: We shall build it, and soon (“Hearing of May 14”, paragraph 1, sen"
    ) in sheet
    assert "- Verbatim: exact\n- In the transcript: “Hearing of May 14”, paragraph 2\n" in sheet


def test_without_a_transcript_nothing_is_said_of_checking() -> None:
    assert "erbatim" not in told(layer(), Beside())
    assert "erbatim" not in told(layer(), Beside(others={"elsewhere": other()}))


def _evidenced(said: Layer, hearing: Other) -> Layer:
    """The claim within the second quotation has evidence that names the hearing."""
    inner = next(one for one in said.annotations if one.text == "Nobody asked us")
    made = Evidence(id="e9", article=inner.article, claim=inner.id, address="hearing.txt")
    return replace(said, evidence=(*said.evidence, made))


def _supported(said: Layer, hearing: Other) -> Layer:
    """That claim is linked to words of the hearing that support it."""
    inner = next(one for one in said.annotations if one.text == "Nobody asked us")
    made = Link(
        id="l9",
        article=inner.article,
        type="evidence",
        source=inner.id,
        target="h",
        target_article=hearing.article.id,
    )
    return replace(said, links=(*said.links, made))


@pytest.mark.parametrize("lead", [_evidenced, _supported])
def test_a_stored_transcript_is_known_by_the_evidence_for_the_same_words(
    lead: Callable[[Layer, Other], Layer],
) -> None:
    found = other(source="https://court.example/hearing")
    beside = Beside(others={"hearing.txt": found, found.article.id: found})
    sheet = told(lead(layer(), found), beside)
    assert "\n2 quotations: 1 exact, 1 not checked\n" in sheet
    where = "[“Hearing of May 14”, paragraph 2]"
    assert f"- In the transcript: {where}(<https://court.example/hearing#:~:text=Nobody" in sheet


@pytest.mark.parametrize("lead", [_evidenced, _supported])
def test_evidence_that_has_not_the_words_need_be_no_transcript(
    lead: Callable[[Layer, Other], Layer],
) -> None:
    page = Article(text="Walls on the coast: 14, of which 3 are older than a century.")
    found, spoken = Other(page, Records()), other()
    said = lead(layer(), found)
    others = {"hearing.txt": found, page.id: found}
    assert "erbatim" not in told(said, Beside(others=others))
    both = {**others, spoken.article.id: spoken}
    sheet = told(_supported(said, spoken), Beside(others=both))
    assert "\n2 quotations: 1 exact, 1 not checked\n" in sheet


def test_what_is_not_in_the_transcript_is_told() -> None:
    silent = Article(text="Nothing was said at all.", source="/home/ana/silent.txt")
    sheet = told(layer(), Beside(transcript=silent))
    assert "2 quotations: 2 not found" in sheet
    assert "- Verbatim: not found in “silent.txt”" in sheet
    assert "/home/ana" not in sheet


def test_criticism_says_whom_how_they_were_heard_when_and_where() -> None:
    found, said = other(), layer()
    about = {"reply": "answered", "replied": "2031-05-15, by telephone"}
    first, second = (
        next(one for one in said.annotations if one.text == words)
        for words in ("It will be the longest on the coast.", "So it goes at Nes.")
    )
    changed = {
        first.id: replace(first, attributes={**first.attributes, **about}),
        second.id: replace(second, attributes={"reply": "declined"}),
    }
    reply = Link(
        id="l8",
        article=first.article,
        type="reply",
        source=first.id,
        target="h",
        target_article=found.article.id,
    )
    said = replace(
        said,
        annotations=tuple(changed.get(one.id, one) for one in said.annotations),
        links=(*said.links, reply),
    )
    beside = Beside(others={found.article.id: found})
    sheet = told(said, beside)
    assert "3 criticisms: 2 answered, 1 declined\n" in sheet
    criticism = re.search(
        r"### 1\. unrecorded critic on Mara Tolk: ↩ answered.*?\n###", sheet, re.DOTALL
    )
    assert criticism
    assert "- When: 2031-05-15, by telephone\n" in criticism[0]
    assert (
        "- Reply: It was on the agenda in May. (“Hearing of May 14”, paragraph 1, sentence 2)\n"
    ) in criticism[0]
    assert "### 3. unrecorded critic on somebody unnamed: ⊘ declined" in sheet
    page = web_page([fact_sheet(record(), said, SCHEME, beside=beside)])
    text = " ".join(html.document_fromstring(page).text_content().split())
    assert "3 criticisms: 2 answered, 1 declined 1 unrecorded critic on Mara Tolk ↩" in text
    assert "when 2031-05-15, by telephone reply It was on the agenda in May. (“Hearing" in text
    assert "3 unrecorded critic on somebody unnamed ⊘ declined So it goes at Nes." in text


LINES = [
    "- 2031-05-16 10:05 UTC, {}: claim 1, status: unchecked → verified, 1 source",
    "- 2031-05-16 10:06 UTC, {}: claim 5, status: unchecked → opinion",
    "- 2031-05-16 10:06 UTC, {}: claim 5, reply: asked",
]


def test_the_history_says_who_changed_which_status_when_by_pseudonyms() -> None:
    beside = Beside(history())
    said = told(layer(), beside).partition("## History\n\n")[2].splitlines()
    pseudonyms = ("annotator-2", "annotator-1", "annotator-1")
    assert said == [one.format(name) for one, name in zip(LINES, pseudonyms, strict=True)]
    named = told(layer(), beside, Disclosure(authors=True)).partition("## History\n\n")[2]
    names = (NAMES[1], NAMES[0], NAMES[0])
    assert named.splitlines() == [one.format(n) for one, n in zip(LINES, names, strict=True)]


def test_a_page_leads_from_the_history_to_what_it_is_about() -> None:
    sheet = fact_sheet(record(), layer(), SCHEME, beside=Beside(history()))
    page = web_page([sheet, sheet])
    for id in ("claim-1", "article-2-claim-5"):
        assert page.count(f'id="{id}"') == 1
        assert f'href="#{id}"' in page
