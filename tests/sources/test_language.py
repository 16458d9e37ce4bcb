"""The language of a text, where it is plain."""

from pathlib import Path

import pytest

from tui.sources.language import guess_language

SAMPLES = Path(__file__).parents[2] / "sample_articles"


@pytest.mark.parametrize(
    ("start", "language"),
    [("arabic", "ar"), ("japanese", "ja"), ("hindi", "hi"), ("spanish", "es"), ("thai", "th"),
     ("hebrew", "he"),
     ("wire", "en"), ("opinion", "en"), ("interview", "en")],
)  # fmt: skip
def test_samples(start: str, language: str) -> None:
    path = next(SAMPLES.glob(f"{start}*.txt"))
    assert guess_language(path.read_bytes().decode()) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le bateau est parti à midi et il n’y a pas de place pour la voiture du maire.", "fr"),
        ("Das Boot ist um zwölf gefahren und für den Wagen war auf der Fähre kein Platz.", "de"),
        ("Il battello è partito a mezzogiorno e non c’è posto per la macchina del sindaco.", "it"),
        ("O barco partiu ao meio-dia e não há lugar para o carro do prefeito, que se foi.", "pt"),
        (
            "Statek odpłynął w południe i nie ma na nim miejsca dla samochodu, który się zepsuł.",
            "pl",
        ),
        ("Båten gick vid tolv och det fanns inte plats för den bil som borgmästaren har.", "sv"),
        ("De boot is om twaalf uur vertrokken en er was geen plaats voor de auto van hem.", "nl"),
        ("Паром ушёл в полдень.", "ru"),
        ("Το πλοίο έφυγε το μεσημέρι.", "el"),
        ("הספינה יצאה בצהריים.", "he"),
        ("배는 정오에 떠났다.", "ko"),
        ("渡船中午离开了码头。", "zh"),
        ("船は正午に出た。", "ja"),
        ("Tolmarch Harrowmouth Skarrow", ""),
        ("12 345", ""),
        ("", ""),
    ],
)
def test_sentences(text: str, language: str) -> None:
    assert guess_language(text) == language
