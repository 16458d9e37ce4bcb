"""Bylines, dates and datelines in several languages."""

import pytest

from tui.sources.datelines import find_byline, find_date, find_date_line, find_dateline


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Mirel Osk", "Mirel Osk"),
        ("BY MIREL OSK", "MIREL OSK"),
        ("By Mirel Osk and Anselm Rooke", "Mirel Osk and Anselm Rooke"),
        ("By Mirel Osk, Courier staff writer", "Mirel Osk"),
        ("By Lene van der Moor | May 15, 2024", "Lene van der Moor"),
        ("Story by Wren Castell", "Wren Castell"),
        ("Por Leandro Ibarzo Quell", "Leandro Ibarzo Quell"),
        ("Par Étienne d’Aumery", "Étienne d’Aumery"),
        ("Von Ulrike Sanders", "Ulrike Sanders"),
        ("كتبت: هالة المرساوي", "هالة المرساوي"),
        ("लेखिका: सुरभि नंदवाल", "सुरभि नंदवाल"),
        ("文・槙野ことは", "槙野ことは"),
        ("โดย พิมพ์ลดา สายธารทอง", "พิมพ์ลดา สายธารทอง"),
        ("מאת: נוגה אלישר", "נוגה אלישר"),
        ("By answering an advertisement", ""),
        ("By Tuesday the road was closed and nobody on the island could leave.", ""),
        ("The ferry that waits", ""),
    ],
)
def test_bylines(line: str, name: str) -> None:
    assert find_byline(line) == name


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Published May 15, 2024, 6:40 a.m.", "", "2024-05-15"),
        ("May 15, 2024 at 6:40 a.m. EDT", "", "2024-05-15"),
        ("Wed 15 May 2024 06.40 BST", "", "2024-05-15"),
        ("Published 14 March 2026, 07:42 GMT | Updated 2 hours ago", "", "2026-03-14"),
        ("14 March 2026 07:42 GMT · Updated an hour ago", "", "2026-03-14"),
        ("Publicado el 14 de marzo de 2026, 7:42 | Actualizado hace 2 horas", "", "2026-03-14"),
        ("Publié le 14 mars 2026 à 7h42, mis à jour il y a 2 heures", "", "2026-03-14"),
        (
            "Veröffentlicht am 14. März 2026, 7:42 Uhr | Aktualisiert vor 2 Stunden",
            "",
            "2026-03-14",
        ),
        ("15.05.2024, 6:40 Uhr", "", "2024-05-15"),
        ("15. Mai 2024", "", "2024-05-15"),
        ("Publié le 3 août 2024 à 6h40", "", "2024-08-03"),
        ("2024-05-15", "", "2024-05-15"),
        ("2024年3月23日", "", "2024-03-23"),
        ("9 มิถุนายน 2567", "", "2024-06-09"),
        ("HARROWMOUTH, March 22, 2024", "HARROWMOUTH", "2024-03-22"),
        ("Puerto Calvero, 8 de marzo de 2024", "Puerto Calvero", "2024-03-08"),
        ("जलसरा, 12 जुलाई 2024", "जलसरा", "2024-07-12"),
        ("جزيرة مرجانة، ٧ مارس ٢٠٢٤", "جزيرة مرجانة", "2024-03-07"),
        ("רמת יעלים, 9 במאי 2024", "רמת יעלים", "2024-05-09"),
    ],
)
def test_date_lines(line: str, place: str, day: str) -> None:
    assert find_date_line(line) == (place, day)


@pytest.mark.parametrize(
    "line",
    [
        "May 15",
        "February 30, 2024",
        "The vote of May 15, 2024 was close",
        "Since May 15, 2024",
        "Chapter 12",
    ],
)
def test_other_lines_are_no_date_lines(line: str) -> None:
    assert find_date_line(line) is None


def test_a_date_without_a_year_is_no_day() -> None:
    assert find_date("on May 15 and on June 3, 2023") == "2023-06-03"
    assert find_date("on May 15") == ""


@pytest.mark.parametrize(
    ("opening", "place", "agency", "day"),
    [
        ("TOLMARCH, May 15 (OWS) — ", "TOLMARCH", "OWS", ""),
        ("TOLMARCH (OWS) - ", "TOLMARCH", "OWS", ""),
        ("Tolmarch (OWS) -- ", "Tolmarch", "OWS", ""),
        ("TOLMARCH, Outer Waters, 15 May — ", "TOLMARCH", "", ""),
        ("TOLMARCH, Outer Waters (OWS), May 15 – ", "TOLMARCH", "OWS", ""),
        ("HARROWMOUTH, April 3, 2024 — ", "HARROWMOUTH", "", "2024-04-03"),
        ("PORT DE LA BRAE (OWS/AGN) — ", "PORT DE LA BRAE", "OWS/AGN", ""),
        ("NEW TOLMARCH — ", "NEW TOLMARCH", "", ""),
        ("Puerto Calvero, 15 may (AGN).- ", "Puerto Calvero", "AGN", ""),
        ("SAINT-BRAE, 3 mai 2024 (AFI) – ", "SAINT-BRAE", "AFI", "2024-05-03"),
        ("BRANDTAL, 15. Mai (dpx) - ", "BRANDTAL", "dpx", ""),
    ],
)
def test_datelines(opening: str, place: str, agency: str, day: str) -> None:
    assert find_dateline(opening + "The island") == (place, agency, day, len(opening))


@pytest.mark.parametrize(
    "paragraph",
    [
        "The mayor — who was late — sat down.",
        "OSK: How does a person become a lock keeper?",
        "TOLMARCH — ",
        "Tolmarch - a small island - voted.",
        "“A road is not a betrayal,” Telle said.",
        "",
    ],
)
def test_other_paragraphs_have_no_dateline(paragraph: str) -> None:
    assert find_dateline(paragraph) is None
