"""Each language's marks, cues and speakers: ⟦ ⟧ stand around what is proposed as a quotation."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.text.notation import article, parse
from tui.assist.lexicon import language
from tui.assist.suggest import suggest

ROWS = [
    ("en", "⟦“The tide waits for nobody,”⟧ said Berta Sorrel.", "said", "Berta Sorrel"),
    ("en", '⟦"We go,"⟧ Mr. Sorrel told the crew.', "told", "Sorrel"),
    ("en", "The mayor, Tom Arkle, said ⟦that the ferry would sail⟧.", "said", "Tom Arkle"),
    ("en", "⟦The ferry would sail at noon⟧, officials said.", "said", "officials"),
    ("en", "According to Tom Arkle, ⟦the bridge is closed⟧.", "According to", "Tom Arkle"),
    ("es", "⟦“La marea no espera a nadie”⟧, dijo Berta Solano.", "dijo", "Berta Solano"),
    ("es", "Tomás Arce respondió: ⟦«No lo creo»⟧.", "respondió:", "Tomás Arce"),
    ("es", "El alcalde Tomás Arce aseguró ⟦que perderá el faro⟧.", "aseguró", "Tomás Arce"),
    ("es", "Según Ramón Ibarra, ⟦el puente costará tres millones⟧.", "Según", "Ramón Ibarra"),
    ("es", "—⟦No pienso vender la barca⟧ —dijo Inés—. ⟦Mi padre la hizo.⟧", "dijo", "Inés"),
    (
        "fr",
        "⟦« Nous attendrons la marée »⟧, a déclaré Jeanne Orvault.",
        "a déclaré",
        "Jeanne Orvault",
    ),
    ("fr", "Le maire Paul Brenn a ajouté ⟦que le phare fermerait⟧.", "a ajouté", "Paul Brenn"),
    ("fr", "Selon Paul Brenn, ⟦le phare fermera⟧.", "Selon", "Paul Brenn"),
    (
        "es",
        "El Instituto Nacional de Pesca informó ⟦que subió⟧.",
        "informó",
        "Instituto Nacional de Pesca",
    ),
    ("fr", "— ⟦Je reste ici⟧, dit Marthe.", "dit", "Marthe"),
    ("de", "⟦„Wir warten auf die Flut“⟧, sagte Lena Harms.", "sagte", "Lena Harms"),
    ("de", "⟦»Wir warten auf die Flut«⟧, sagte Lena Harms.", "sagte", "Lena Harms"),
    ("de", "Jost Ohlen erklärte, ⟦dass die Fähre nicht fährt⟧.", "erklärte", "Jost Ohlen"),
    ("it", "⟦«Aspettiamo la marea»⟧, ha detto Nina Corva.", "ha detto", "Nina Corva"),
    ("it", "Il sindaco Aldo Brin ha spiegato ⟦che il faro chiuderà⟧.", "ha spiegato", "Aldo Brin"),
    ("it", "Secondo Aldo Brin, ⟦il ponte costerà troppo⟧.", "Secondo", "Aldo Brin"),
    ("pt", "⟦“Esperamos a maré”⟧, disse Rita Calvão.", "disse", "Rita Calvão"),
    ("pt", "O ministro Nuno Brás afirmou ⟦que o farol vai fechar⟧.", "afirmou", "Nuno Brás"),
    ("pt", "Segundo Nuno Brás, ⟦a ponte custará caro⟧.", "Segundo", "Nuno Brás"),
    ("pl", "⟦„Czekamy na przypływ”⟧ – powiedziała Hanna Wilk.", "powiedziała", "Hanna Wilk"),
    ("pl", "Burmistrz Jan Brzoza dodał, ⟦że most będzie drogi⟧.", "dodał", "Jan Brzoza"),
    ("pl", "— ⟦Zostaję tutaj⟧ — powiedział Jan.", "powiedział", "Jan"),
    ("sv", "⟦”Vi väntar på tidvattnet”⟧, sade Karin Ström.", "sade", "Karin Ström"),
    ("sv", "Borgmästaren Olle Brant uppgav ⟦att bron blir dyr⟧.", "uppgav", "Olle Brant"),
    ("sv", "– ⟦Jag stannar här⟧, säger Karin Ström.", "säger", "Karin Ström"),
    ("ru", "⟦«Мы ждём прилива»⟧, — сказала Анна Седова.", "сказала", "Анна Седова"),
    ("ru", "Мэр Пётр Ланской заявил, ⟦что маяк закроют⟧.", "заявил", "Пётр Ланской"),
    ("ru", "— ⟦Я остаюсь⟧, — сказала Анна. — ⟦Это мой дом.⟧", "сказала", "Анна"),
    ("ar", "⟦«نحن ننتظر المد»⟧، قالت سلمى البحري.", "قالت", "سلمى البحري"),
    ("ar", "وقال كريم الساحلي ⟦إن الجسر سيكلف الكثير⟧.", "وقال", "كريم الساحلي"),
    ("ar", "قال كريم الساحلي يوم الأحد ⟦إن الجسر سيكلف الكثير⟧.", "قال", "كريم الساحلي"),
    ("ar", "وكما قال الساحلي، ⟦«لا أحد يعرف شيئا عن الخطة»⟧.", "قال", "الساحلي"),
    ("ar", "وبحسب سلمى البحري، ⟦سيغلق الفنار⟧.", "وبحسب", "سلمى البحري"),
    ("zh", "李明说：⟦“我不走，也不卖船。”⟧", "说", "李明"),
    ("zh", "⟦“我们在等潮水。”⟧林小舟说。", "说", "林小舟"),
    ("zh", "市长陈海表示，⟦这座桥太贵了⟧。", "表示", "市长陈海"),
    ("zh", "⟦「我們在等潮水。」⟧林小舟說。", "說", "林小舟"),
    ("ja", "⟦「潮を待っている」⟧と浜田静江さんは話した。", "話した", "浜田静江さん"),
    ("ja", "町長の岸本は⟦「橋は高すぎる」⟧と述べた。", "述べた", "岸本"),
    ("ja", "岸本町長は、⟦灯台を閉じる⟧と発表した。", "発表した", "岸本町長"),
]


@pytest.mark.parametrize(("code", "marked", "cue", "speaker"), ROWS)
def test_who_said_what(code: str, marked: str, cue: str, speaker: str) -> None:
    text, _, spans = parse(marked)
    (found,) = suggest(article(text, code), tags=("quote",))
    assert found.spans == spans
    assert found.cue is not None
    assert text[slice(*found.cue)] == cue
    assert found.speakers[0].text == speaker
    assert text[slice(*found.speakers[0].spans[0])] == speaker


def test_every_language_of_a_file_has_rows() -> None:
    shipped = {
        path.name.removesuffix(".toml") for path in (files("tui.assist") / "languages").iterdir()
    }
    assert shipped == {code for code, *_ in ROWS}


@pytest.mark.parametrize("code", sorted({code for code, *_ in ROWS}))
def test_a_language_s_own_marks_make_a_quotation(code: str) -> None:
    for pair in language(code).table["quotes"]:
        said = "一二三四五六七八" if code in ("zh", "ja") else "one two three four five"
        text = f"{'' if code in ('zh', 'ja') else 'So. '}{pair[0]}{said}{pair[1]}"
        (found,) = suggest(article(text, code), tags=("quote",))
        assert found.text == f"{pair[0]}{said}{pair[1]}"


def test_words_in_marks_inside_speech_after_a_dash_do_not_hide_it() -> None:
    text, _, spans = parse("—⟦No pienso vender la “Gaviota”⟧ —dijo Inés—. ⟦Mi padre la hizo.⟧")
    whole, title = suggest(article(text, "es"), tags=("quote",))
    assert (whole.spans, whole.speakers[0].text) == (spans, "Inés")
    assert title.score < 0.5


def test_an_unknown_language_is_read_as_english() -> None:
    (found,) = suggest(
        article("“We wait for the tide,” said Bea Sorrel.", "xx-XX"), tags=("quote",)
    )
    assert found.speakers[0].text == "Bea Sorrel"
