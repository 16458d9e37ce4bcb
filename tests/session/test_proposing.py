"""Going through candidates, as rows: a text, the keys, the text after."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.session.notation import CONFIG, Desk, article, desk, show
from tui.assist.candidate import Candidate, Speaker
from tui.session.effects import Commit
from tui.session.proposals import Walk
from tui.text.article import Span

FIGURES = CONFIG._replace(
    settings=replace(CONFIG.settings, propose=("amount", "time"), propose_from=0.1)
)

QUEUE = [
    ("┃It cost 40 euros on May 14.", "<tab>", "It cost ⟦40 euro┃s⟧ on May 14."),
    ("┃It cost 40 euros on May 14.", "<tab><tab>", "It cost 40 euros on ⟦May 1┃4⟧."),
    ("┃It cost 40 euros on May 14.", "<tab><tab><s-tab>", "It cost ⟦40 euro┃s⟧ on May 14."),
    ("It cost 40 eu┃ros on May 14.", "<tab>", "It cost 40 euros on ⟦May 1┃4⟧."),
    ("It cost 4┃0 euros on May 14.", "<tab>", "It cost ⟦40 euro┃s⟧ on May 14."),
    ("It cost 40 euros on May 14┃.", "<s-tab>", "It cost 40 euros on ⟦May 1┃4⟧."),
    ("┃It cost 40 euros on May 14.", "<tab><enter>", "It cost {amount:40 euros} on ⟦May 1┃4⟧."),
    ("┃It cost 40 euros on May 14.", "<tab>x", "It cost 40 euros on ⟦May 1┃4⟧."),
    ("┃It cost 40 euros on May 14.", "<tab>x<s-tab>", "It cost 40 euros on May 1┃4."),
    ("┃It cost 40 euros on May 14.", "<tab>xu", "It cost ⟦40 euro┃s⟧ on May 14."),
    ("┃It cost 40 euros on May 14.", "<tab>xu<tab>", "It cost 40 euros on ⟦May 1┃4⟧."),
    ("┃It cost 40 euros on May 14.", "<tab>xuU", "It cost 40 euros on ⟦May 1┃4⟧."),
    ("┃It cost 40 euros on May 14.", "<tab><enter>u<enter>",
     "It cost {amount:40 euros} on ⟦May 1┃4⟧."),
    ("┃It cost 40 euros. 7 km. 8 km.", "<tab>[<enter><enter>uu",
     "It cost ⟦40 euro┃s⟧. 7 km. 8 km."),
    ("It {claim:c┃ost} 40 euros. 7 km.", "x<tab><tab>u", "It {claim:cost} 40 euros. ⟦7 k┃m⟧."),
    ("┃It cost 40 euros on May 14.", "<tab>t", "It cost {time:40 euros} on ⟦May 1┃4⟧."),
    ("┃It cost 40 euros.", "<tab>[<enter>", "It cost {amount:4┃0} euros."),
    ("┃It cost 40 euros net.", "<tab>]<enter>", "It cost {amount:40 euros ne┃t}."),
    ("┃It cost 40 euros on May 14.", "<tab>l", "It cost 40 euros┃ on May 14."),
    ("┃It cost 40 euros on May 14.", "<tab><esc>", "It cost 40 euro┃s on May 14."),
    ("┃It cost 40 euros on May 14. It is.", "<tab>A",
     "It cost {amount:40 euro┃s} on {time:May 14}. It is."),
    ("┃It cost 40 euros on May 14. It is.", "<tab>Au", "It cost ┃40 euros on May 14. It is."),
    ("┃It cost 40 euros. 7 km.", "<tab>0", "{0:It cost 40 euros.} ⟦7 k┃m⟧."),
    ("{amount:┃40 euros} and 7 km.", "<tab>", "{amount:40 euros} and ⟦7 k┃m⟧."),
]  # fmt: skip

SAME = [
    ("{person:┃Ada Bell} is. Ada Bell was.", "*", "{person:Ada Bell} is. ⟦Ada Bel┃l⟧ was."),
    ("{person:┃Ada Bell} is. Ada Bell was.", "*<enter>",
     "{person:Ada Bell} is. {person:Ada Bel┃l} was."),
    ("{person:┃Ada} is. Ada’s is. Adam is. ADA is. Ada is.", "*A",
     "{person:Ada} is. {person:Ad┃a}’s is. Adam is. ADA is. {person:Ada} is."),
    ("{person:┃Ada} is. Ada was. Ada will. Ada.", "*<enter>xA",
     "{person:Ada} is. {person:Ada} was. Ada will. {person:Ad┃a}."),
    ("{person:┃Ada} is. Ada was. Ada will. Ada.", "*<enter>xAu",
     "{person:Ada} is. ┃Ada was. Ada will. Ada."),
    ("{person:┃Ada} is. Ada was. Ada will.", "*<enter><enter>uU",
     "{person:Ada} is. {person:┃Ada} was. {person:Ada} will."),
    ("Bell was. {person:┃Ada Bell} is. Bell was. Ada\nBell.", "*A",
     "Bell was. {person:Ada Bell} is. {person:Bel┃l} was. {person:Ada\nBell}."),
    ("Then {place:v┃arn} is. Varn was.", "*A", "Then {place:varn} is. {place:Var┃n} was."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "keys", "after"), QUEUE)
def test_candidates_are_gone_through(before: str, keys: str, after: str) -> None:
    made = desk(before, conf=FIGURES)
    made.press(keys)
    assert show(made.reader) == after


@pytest.mark.parametrize(("before", "keys", "after"), SAME)
def test_the_same_words_are_proposed_elsewhere(before: str, keys: str, after: str) -> None:
    made = desk(before)
    made.press(keys)
    assert show(made.reader) == after


EVERYWHERE = [
    ("g*", "1.txt", "{person:Ada Bell} is. ⟦Ada Bel┃l⟧ was."),
    ("g*<enter>", "2.txt", "#Two\n\n⟦Ada Bel┃l⟧ came. Bell went."),
    ("g*<enter>x", "2.txt", "#Two\n\nAda Bell came. ⟦Bel┃l⟧ went."),
    ("g*<enter>A", "4.txt", "⟦Ada Bel┃l⟧."),
    ("g*<enter>A<enter>", "4.txt", "{person:Ada Bel┃l}."),
    ("g*<enter>AKK", "2.txt", "#Two\n\n{person:┃Ada Bell} came. {person:Bell} went."),
    ("g*<enter>AKKu", "2.txt", "#Two\n\n┃Ada Bell came. Bell went."),
    ("g*AAJ", "4.txt", "⟦Ada Bel┃l⟧."),
]


@pytest.mark.parametrize(("keys", "path", "after"), EVERYWHERE)
def test_the_same_words_are_proposed_in_the_whole_library(keys: str, path: str, after: str) -> None:
    others = ("#Two\n\nAda Bell came. Bell went.", "Adam.", "Ada Bell.")
    made = desk("{person:┃Ada Bell} is. Ada Bell was.", *others)
    made.press(keys)
    assert (made.reader.path, show(made.reader)) == (path, after)


def test_the_last_of_a_walk_is_said() -> None:
    made = desk("{person:┃Ada} is. Ada was.")
    made.press("*<enter>")
    assert made.said == "that was the last of these words"
    made.press("*")
    assert "nowhere else" in made.said


def test_what_was_rejected_stays_rejected_after_a_restart() -> None:
    made = desk("┃It cost 40 euros on May 14.", conf=FIGURES)
    made.press("<tab>x")
    again = Desk(article("It cost 40 euros on May 14."), ledger=made.ledger, conf=FIGURES)
    again.press("gg<tab>")
    assert show(again.reader) == "It cost 40 euros on ⟦May 1┃4⟧."


def test_a_rejected_candidate_is_no_annotation() -> None:
    made = desk("┃It cost 40 euros.", conf=FIGURES)
    (commit,) = [one for one in made.press("<tab>x") if isinstance(one, Commit)]
    assert [op.table for op in commit.ops if op.table != "articles"] == ["decisions"]
    assert not made.reader.records.annotations


def test_an_accepted_one_says_who_proposed_it() -> None:
    made = desk("┃It cost 40 euros.", conf=FIGURES)
    made.press("<tab><enter>")
    (one,) = made.reader.records.annotations.values()
    assert (one.origin, one.author) == ("glossator", "ana")


def test_a_name_that_is_taken_away_before_it_is_learnt_is_not_known() -> None:
    made = desk("┃Ada Bell left.")
    advice = made.workspace.advice
    (commit,) = [one for one in made.press("pp") if isinstance(one, Commit)][1:]
    advice.learn((), [("person", "Ada Bell")])
    assert advice.known.tag("Ada Bell") == "person"
    advice.follow(commit.ops)
    advice.follow(commit.ops)
    assert advice.known.tag("Ada Bell") is None
    advice.learn((), [("person", "Ada Bell")])
    assert advice.known.tag("Ada Bell") is None


def test_the_ranking_follows_decisions_at_once_and_unlearns_what_is_undone() -> None:
    text = " ".join(f"It cost {number} euros on May 14." for number in range(40, 50))
    made = desk(f"┃{text}", conf=FIGURES)
    made.press("<tab>")
    candidate = made.reader.candidate
    assert candidate is not None
    before = made.workspace.advice.score(candidate)
    made.press("xx")
    assert made.workspace.advice.score(candidate) < before
    made.press("uu")
    assert made.workspace.advice.score(candidate) == before


def test_the_threshold_is_changed_while_reading() -> None:
    made = desk("┃It cost 40 euros on May 14.", conf=FIGURES)
    made.press("<tab>" + "g+" * 9)
    assert "90 %" in made.said
    made.press("<esc><c-home><tab>")
    assert "g - proposes more" in made.said
    made.press("g-" * 9 + "<tab>")
    assert made.reader.candidate is not None


def spans(made: Desk, *words: str) -> tuple[Span, ...]:
    text = made.reader.article.text
    return tuple((text.index(one), text.index(one) + len(one)) for one in words)


def speaker(made: Desk, words: str, antecedent: str = "") -> Speaker:
    return Speaker(
        spans=spans(made, words),
        kind="pronoun" if antecedent else "name",
        text=words,
        score=0.9,
        antecedent=spans(made, antecedent) if antecedent else (),
        named=antecedent,
    )


def with_speakers(marked: str) -> Desk:
    """A desk on which the quotation is proposed, said by “she”, Ada Bell, or by Tom Reed."""
    made = desk(marked)
    said = Candidate(
        tag="quote",
        spans=spans(made, "“Yes,”"),
        text="“Yes,”",
        score=1.0,
        speakers=(speaker(made, "she", "Ada Bell"), speaker(made, "Tom Reed")),
    )
    made.reader.proposals.walk = Walk((said,), "walk")
    return made


SPEAKERS = [
    ("┃Ada Bell met Tom Reed. “Yes,” she said.", "<tab><enter><enter>",
     "{person:Ada Bell} met Tom Reed. {quote:“Yes,┃”} she said."),
    ("┃Ada Bell met Tom Reed. “Yes,” she said.", "<tab><enter>2",
     "Ada Bell met {person:Tom Reed}. {quote:“Yes,┃”} she said."),
    ("┃Ada Bell met {organisation:Tom Reed}. “Yes,” she said.", "<tab><enter>2",
     "Ada Bell met {organisation:Tom Reed}. {quote:“Yes,┃”} she said."),
    ("┃Ada Bell met Tom Reed. “Yes,” she said.", "<tab><enter>x",
     "Ada Bell met Tom Reed. {quote:“Yes,┃”} she said."),
    ("┃Ada Bell met Tom Reed. “Yes,” she said.", "<tab><enter>l",
     "Ada Bell met Tom Reed. {quote:“Yes,”}┃ she said."),
    ("┃Ada Bell met Tom Reed. “Yes,” she said.", "<tab><enter><enter>u",
     "┃Ada Bell met Tom Reed. {quote:“Yes,”} she said."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "keys", "after"), SPEAKERS)
def test_speakers_are_offered(before: str, keys: str, after: str) -> None:
    made = with_speakers(before)
    made.press(keys)
    assert show(made.reader) == after


def test_a_speaker_is_linked() -> None:
    made = with_speakers("┃Ada Bell met Tom Reed. “Yes,” she said.")
    made.press("<tab><enter>")
    assert made.workspace.offer is not None
    assert [one.shown for one in made.workspace.offer.speakers] == ["she (Ada Bell)", "Tom Reed"]
    made.press("<enter>")
    records = made.reader.records
    (link,) = records.links.values()
    assert link.type == "speaker"
    assert records.annotations[link.source].tag == "quote"
    assert records.annotations[link.target].text == "Ada Bell"


def test_a_name_that_was_tagged_is_proposed_with_that_tag() -> None:
    names = CONFIG._replace(settings=replace(CONFIG.settings, propose=("person", "organisation")))
    made = desk("┃Then Orla Bexley spoke. Later Orla Bexley left.", conf=names)
    made.press("<tab>")
    assert made.reader.candidate is not None
    made.press("o")
    candidate = made.reader.candidate
    assert candidate is not None
    assert (candidate.tag, candidate.reason) == ("organisation", "tagged so before")
    made.press("uuu")
    made.press("gg<tab>")
    assert made.reader.candidate is not None
    assert made.reader.candidate.tag == "person"


@pytest.mark.parametrize("where", [0.0, 0.3, 0.6, 0.95])
def test_candidates_are_the_same_wherever_one_begins(where: float) -> None:
    told = "It cost {} euros on May 14. “It is {},” said Ida Crane.\n\n~Buy now {}.\n\n"
    marked = "┃" + "".join(told.format(n, n, n) for n in range(20, 50))
    whole, part = desk(marked), desk(marked)
    part.reader.go(int(where * len(part.reader.article.text)))
    part.reader.proposals.read_ahead(part.reader.cursor)
    length = len(whole.reader.article.text)
    there = part.reader.cursor
    found = whole.reader.proposals.within(there, length)
    assert found
    assert part.reader.proposals.within(there, length) == found


HERE = [
    ("“Y┃es,” said Ada Bell.", "'<esc>wwL", "{quote:“Yes,”} said {person:┃Ada Bell}."),
    ("“Y┃es,” said a guard.", "'<esc>wwv]L", "{quote:“Yes,”} said {person:a guar┃d}."),
    ("{quote:“Y┃es,”} said Ada Bell.", "L<enter>", "{quote:“Y┃es,”} said {person:Ada Bell}."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "keys", "after"), HERE)
def test_the_words_here_said_it(before: str, keys: str, after: str) -> None:
    made = desk(before)
    made.press(keys)
    assert show(made.reader) == after
    records = made.reader.records
    (link,) = records.links.values()
    said = records.annotations[link.source].tag, records.annotations[link.target].tag
    assert said == ("quote", "person")


def test_a_quotation_has_one_speaker_and_the_last_one_said_counts() -> None:
    made = with_speakers("┃Ada Bell met Tom Reed. “Yes,” she said.")
    made.press("<tab><enter><enter>" + "gg" + "wwwL")
    records = made.reader.records
    (link,) = records.links.values()
    assert records.annotations[link.target].text == "Tom Reed"
    made.press("u")
    (link,) = records.links.values()
    assert records.annotations[link.target].text == "Ada Bell"


LINKED = [
    ("┃“Yes,” said Ada Bell.", "{quote:“Yes,┃”} said {person:Ada Bell}."),
    ("┃“Yes,” said {person:Ada Bell}.", "{quote:“Yes,┃”} said {person:Ada Bell}."),
    ("Ada Bell is. ┃“Yes,” she said.", "{person:Ada Bell} is. {quote:“Yes,┃”} she said."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), LINKED)
def test_all_left_are_accepted_with_who_said_them(before: str, after: str) -> None:
    made = desk(before)
    made.press("<tab>A")
    assert show(made.reader) == after
    records = made.reader.records
    (link,) = records.links.values()
    said = records.annotations[link.source], records.annotations[link.target]
    assert [one.text for one in said] == ["“Yes,”", "Ada Bell"]
    made.press("u")
    assert records.links == {}
    assert show(made.reader).replace("┃", "") == before.replace("┃", "")


SAYERS = [
    ("The council said", "the road is shut", "organisation", "The council"),
    ("Orlo Shipping Company said", "the road is shut", "organisation", "Orlo Shipping Company"),
    ("A council spokesman said", "the road is shut", "person", "A council spokesman"),
    ("The company’s lawyer said", "the road is shut", "person", "The company’s lawyer"),
    ("A clerk at the council said", "the road is shut", "person", "A clerk"),
    ("They fined Orlo Shipping Company. It said", "the road is shut", "organisation",
     "Orlo Shipping Company"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "said", "tag", "words"), SAYERS)
def test_a_speaker_has_the_tag_that_fits(before: str, said: str, tag: str, words: str) -> None:
    quotes_only = CONFIG._replace(settings=replace(CONFIG.settings, propose=("quote",)))
    made = desk(f"┃{before}: “{said}.”", conf=quotes_only)
    made.press("<tab><enter><enter>")
    (link,) = made.reader.records.links.values()
    by = made.reader.records.annotations[link.target]
    assert (by.tag, by.text) == (tag, words)


def test_a_speaker_has_the_tag_that_the_same_words_were_given_before() -> None:
    made = desk("{organisation:The crew} met. “Y┃es,” said the crew.")
    made.workspace.advice.learn((), [("organisation", "The crew")])
    made.press("'<enter>")
    assert show(made.reader).endswith("said {organisation:the crew}.")


def test_a_place_that_says_something_is_an_organisation() -> None:
    made = desk("“Y┃es,” said Tolmarch.")
    made.workspace.advice.learn((), [("place", "Tolmarch")])
    made.press("'<enter>")
    assert show(made.reader).endswith("said {organisation:Tolmarch}.")


def test_a_speaker_has_a_tag_that_the_scheme_allows() -> None:
    narrow = replace(CONFIG.scheme.link("speaker"), target=("person",))
    links = tuple(narrow if one.name == "speaker" else one for one in CONFIG.scheme.links)
    made = desk(
        "“Y┃es,” said the council.",
        conf=CONFIG._replace(scheme=replace(CONFIG.scheme, links=links)),
    )
    made.press("'<enter>")
    assert show(made.reader).endswith("said {person:the council}.")


def test_all_left_are_accepted_without_a_speaker_whom_nothing_points_at() -> None:
    made = desk("Ada Bell was there.\n\n┃“We shall see what comes of this in the end.”")
    made.press("<tab>A")
    assert [one.tag for one in made.reader.records.ordered()] == ["quote"]


def test_who_spoke_before_is_offered_after_those_whom_the_text_points_at() -> None:
    made = desk("“Y┃es,” said Ada Bell. “No,” said Tom Reed.\n\n“Late,” it says.")
    made.press("'1)'1}'")
    assert made.workspace.offer is not None
    offered = [one.text for one in made.workspace.offer.speakers]
    assert offered[-2:] == ["Tom Reed", "Ada Bell"]
    made.press(str(len(offered)))
    spoken = [
        made.reader.records.annotations[one.target].text
        for one in made.reader.records.links.values()
    ]
    assert spoken == ["Ada Bell", "Tom Reed", "Ada Bell"]


def test_words_pointed_out_instead_of_an_offered_speaker_lead_on_to_the_next_candidate() -> None:
    made = with_speakers("┃Ada Bell met Tom Reed. “Yes,” she said. “No.”")
    walk = made.reader.proposals.walk
    assert walk is not None
    further = Candidate(tag="quote", spans=spans(made, "“No.”"), text="“No.”", score=1.0)
    made.reader.proposals.walk = walk._replace(candidates=(*walk.candidates, further))
    made.press("<tab><enter>" + "ggwwwL")
    assert made.reader.candidate == further


def test_a_speaker_needs_a_quotation() -> None:
    made = desk("┃Ada Bell met Tom Reed.")
    made.press("L")
    assert "nothing to link here" in made.said


@pytest.mark.parametrize(
    ("text", "keys", "said"),
    [
        ("It cost 40 euros on May 14. It r┃ained.", "<tab>",
         "no more candidates from here on; shift+tab goes to those above"),
        ("It r┃ained. It cost 40 euros on May 14.", "<s-tab>",
         "no more candidates up to here; tab goes to those below"),
        ("It r┃ained.", "<tab>", "no candidates from 10 % on; g - proposes more"),
        ("It r┃ained.", "<s-tab>", "no candidates from 10 % on; g - proposes more"),
    ],
)  # fmt: skip
def test_where_no_candidate_is_left_it_is_said_where_others_are(
    text: str, keys: str, said: str
) -> None:
    made = desk(text, conf=FIGURES)
    made.press(keys)
    assert made.said == said
