from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.notation import parse, show, texts
from tui.text.sentences import sentences

ROWS = [
    ("en", "⟦“We go,” she said.⟧ ⟦Next.⟧"),
    ("en", "⟦“We go,” he said.⟧ ⟦“My aunt said, ‘The sea is fine.’⟧ ⟦I think so.”⟧"),
    ("en", "⟦Mr. Bell of the U.S. Army came at 6:40 a.m. on the No. 5 bus.⟧ ⟦He left.⟧"),
    (
        "en",
        "⟦It ended at 5 p.m. Friday.⟧ ⟦At 6 a.m. the men left.⟧ ⟦It was 6 a.m.⟧ ⟦He ran.⟧",
    ),
    ("en", "⟦“No!” Bell said.⟧ ⟦“Why?” she asked.⟧ ⟦“Why?”⟧ ⟦The men left.⟧"),
    ("en", "⟦He isn’t.⟧ ⟦(He left.⟧ ⟦She came.)⟧ ⟦The sign “Keep out.” was old.⟧"),
    ("en", "⟦She said \"I go.⟧ ⟦You stay.\"⟧ ⟦Then 'never.'⟧ ⟦End.⟧"),
    ("en", "⟦**It is bold.**⟧ ⟦It is *so.*⟧ ⟦“I wonder…”⟧ ⟦She left.[^1]⟧ ⟦Then.⟧"),
    ("en", "⟦It opens in May.⟧ ⟦Nearly half came “in May.”⟧ ⟦In May.⟧ ⟦12 left (in May.)⟧ ⟦So?⟧"),
    ("en", "⟦“Not so,” Ms. Bell said.⟧ ⟦Govs. Bell and Orr left.⟧"),
    ("en", "  ⟦1. First the boat.⟧\n⟦2. Then see vol. 2 of it.⟧ \n"),
    ("en", "⟦He is 😀 here.⟧ ⟦“𝒳.”⟧ ⟦It goes\non.⟧"),
    ("fr", "⟦Il dit : « Oui.⟧ ⟦Non. »⟧ ⟦Puis M. Aubrin partit.⟧ ⟦« Oui ! » dit-il.⟧"),
    ("de", "⟦Am 15. Mai war es.⟧ ⟦Im 19. Jahrhundert.⟧ ⟦„Ja.⟧ ⟦Nein.“⟧ ⟦»Ja.«⟧ ⟦Er ging.⟧"),
    ("es", "⟦¿Qué?⟧ ⟦¡No!⟧ ⟦«Ven.⟧ ⟦Ya.»⟧ ⟦La Sra. Ruiz vino a las 5 p. m.⟧ ⟦Luego.⟧"),
    ("sv", "⟦”Ja.⟧ ⟦Nej.”⟧ ⟦Han gick.⟧"),
    ("ar", "⟦هل أنت هنا؟⟧ ⟦قال «نعم.⟧ ⟦لا.»⟧ ⟦ثم ذهب.⟧"),
    ("ja", "⟦「はい。」と言った。⟧⟦9人が来た。⟧⟦2020年は休み。⟧⟦「行く。⟧⟦待つ。」⟧⟦彼は去った。⟧"),
    ("hi", "⟦यह “वाक्य है।”⟧ ⟦दूसरा है।⟧ ⟦क्या?⟧ ⟦हाँ।⟧"),
    ("th", "⟦ดร. อรนลิน กล่าว 10.00 น. และไป⟧"),
    ("", "⟦Yes.⟧ ⟦No.⟧"),
    ("en-GB", "⟦Yes, Mr. Bell.⟧ ⟦No.⟧"),
    ("en", "⟦He left.\u2060⟧ ⟦She came\u203c\ufe0f⟧"),
    ("he", '⟦הוא הלך.⟧ ⟦"לא," אמרה.⟧ ⟦למה?⟧'),
    ("qq", "⟦Yes.⟧ ⟦No.⟧"),
    ("en", " \n "),
    ("en", ""),
]


@pytest.mark.parametrize(("language", "marked"), ROWS)
def test_sentences(language: str, marked: str) -> None:
    text = parse(marked).text
    assert show(text, sentences(text, language)) == marked


@given(texts)
def test_sentences_hold_every_character_but_white_space_once(text: str) -> None:
    found = sentences(text, "en")
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    held = "".join(text[start:end] for start, end in found)
    assert "".join(held.split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
