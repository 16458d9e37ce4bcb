"""HTML pages: trafilatura's text, blocks with roles over it, and what the page says of itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import trafilatura

from tests.sources.gold import PUBLISHED, gold, paragraph_f1, story, word_f1
from tests.sources.test_contract import check
from tui.sources.errors import Unreadable
from tui.sources.opening import open_source
from tui.sources.titles import without_site
from tui.sources.webpage import SETTINGS
from tui.text.article import Article

STORY = """
<p>TOLMARCH, May 15 (OWS) — The council voted on Tuesday to keep the night boat, after a debate
that lasted four hours and drew a crowd to the gallery.</p>
<p>“We could not have gone on otherwise,” said Ada Bell, the harbour master, who has run the
service since it began in the spring of the year before last.</p>
<h2>What it costs</h2>
<p>The boat costs the town 84,200 crowns a year, of which a third comes back in fares, according
to the budget that was handed round before the vote.</p>
<ul><li>The first sailing leaves at six</li><li>The last one at midnight</li></ul>
<blockquote><p>It is the only road we have, and it floats.</p></blockquote>
<table><tr><th>Year</th><th>Riders</th></tr><tr><td>2019</td><td>84,200</td></tr></table>
"""
PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<title>Council keeps the night boat | The Harbour Courier</title>
<meta property="og:site_name" content="The Harbour Courier">
<meta name="author" content="Mirel Osk">
<meta property="article:published_time" content="2024-05-15T18:40:00Z">
</head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Council keeps the night boat</h1>{STORY}</article>
<footer>© 2024 The Harbour Courier. All rights reserved.</footer>
</body></html>"""


def opened(folder: Path, page: str | bytes, name: str = "page.html") -> Article:
    path = folder / name
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    article = open_source(str(path))
    check(article, article.text)
    return article


def test_the_text_is_trafilaturas_and_the_blocks_lie_over_it(tmp_path: Path) -> None:
    article = opened(tmp_path, PAGE)
    assert article.text.splitlines()[:-3] == trafilatura.extract(PAGE, **SETTINGS).splitlines()[:-3]
    assert [
        (block.role, article.text[block.start : block.end][:24]) for block in article.blocks
    ] == [
        ("title", "Council keeps the night "),
        ("dateline", "TOLMARCH, May 15 (OWS) —"),
        ("paragraph", "The council voted on Tue"),
        ("paragraph", "“We could not have gone "),
        ("heading", "What it costs"),
        ("paragraph", "The boat costs the town "),
        ("list", "- The first sailing leav"),
        ("list", "- The last one at midnig"),
        ("quote", "It is the only road we h"),
        ("preformatted", "Year\tRiders\n2019\t84,200"),
    ]
    assert article.title == "Council keeps the night boat"
    assert article.byline == "Mirel Osk"
    assert article.site == "The Harbour Courier"
    assert (article.agency, article.place) == ("OWS", "TOLMARCH")
    assert (article.published, article.language) == ("2024-05-15", "en")
    assert article.extractor == f"trafilatura {trafilatura.__version__}"


TABLE = """<table><tr><th>Year</th><th>Riders</th></tr><tr><td></td><td>one|two</td></tr>
<tr><td>2020</td><td>91,000</td></tr></table>"""


def test_a_table_has_tabs_between_its_cells_and_empty_lines_around_it(tmp_path: Path) -> None:
    story = re.sub(r"<blockquote>.*</table>\n", TABLE, STORY, flags=re.DOTALL)
    tail = "<p>The owners were not asked, according to a letter that they sent on Friday.</p>"
    article = opened(tmp_path, PAGE.replace(STORY, story + tail))
    assert article.text.endswith(
        "- The last one at midnight\n\nYear\tRiders\n\tone|two\n2020\t91,000\n\n"
        "The owners were not asked, according to a letter that they sent on Friday."
    )
    assert [block.role for block in article.blocks][-3:] == ["list", "preformatted", "paragraph"]


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_page_shaped_like_a_news_sites(path: Path) -> None:
    article, right = open_source(str(path)), gold(path)
    check(article, article.text)
    extracted = trafilatura.extract(path.read_text("utf-8"), **SETTINGS)
    assert article.text.split() == re.sub(r"\|(-+\|)*", " ", extracted).split()
    assert article.title == right.title
    assert article.published == right.day
    assert article.byline in (right.byline, "")
    assert article.site in (right.site, "")


def test_pages_keep_the_story_and_little_else() -> None:
    scores = [
        (word_f1(article.text, " ".join(right.paragraphs)), article, right)
        for path in PUBLISHED
        for article, right in [(open_source(str(path)), gold(path))]
    ]
    assert len(scores) == 20
    assert sum(score for score, _, _ in scores) / len(scores) >= 0.965
    assert min(score for score, _, _ in scores) >= 0.9
    paragraphs = [
        paragraph_f1([one.removeprefix("- ") for one in story(article)], right.paragraphs)
        for _, article, right in scores
    ]
    assert sum(paragraphs) / len(paragraphs) >= 0.9


@pytest.mark.parametrize("name", ["page.txt", "page", "page.md", "page.pdf"])
def test_content_decides_before_the_name(tmp_path: Path, name: str) -> None:
    assert opened(tmp_path, PAGE, name).title == "Council keeps the night boat"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "iso-8859-1"),
        ("cp1252", "windows-1252"),
        ("cp1252", "utf-8"),
        ("utf-16", "utf-8"),
        ("iso-8859-2", "iso-8859-2"),
        ("utf-8", "no-such-encoding"),
    ],
)
def test_a_mislabelled_encoding(tmp_path: Path, encoding: str, declared: str) -> None:
    words = "Zürich hört die Fähre" if encoding != "cp1252" else "“Zürich” hört die Fähre"
    page = PAGE.replace("The boat costs", f"{words} costs").replace(
        'charset="utf-8"', f"charset={declared}"
    )
    if encoding == "iso-8859-2":
        page = page.replace("“", '"').replace("”", '"').replace("—", "-").replace("©", "(c)")
    assert f"{words} costs" in opened(tmp_path, page.encode(encoding)).text


@pytest.mark.parametrize("hidden", ["&#27;", "&#x1B;", "&#0;", "\x1b", "\x00", "&#xD800;", "\x08"])
def test_a_control_character_costs_a_character_and_not_the_page(
    tmp_path: Path, hidden: str
) -> None:
    article = opened(tmp_path, PAGE.replace("four hours", f"four {hidden}[31mhours"))
    assert "four \ufffd[31mhours" in article.text
    assert article.extractor.startswith("trafilatura")


@pytest.mark.parametrize(
    "page",
    [
        PAGE[:900],
        PAGE[:1200] + "<p " + "a" * 5_000,
        "<p>One line of a page, no more.",
        "<html><body><div>" + "<b>" * 900 + "deep" + "</b>" * 100,
        "<p>words &unknown; &#99999999999; &amp; <",
        "<!doctype html><html><body>" + "<table><tr><td>" * 60 + "cell",
        "just words that end in a suffix ",
        '<!DOCTYPE html [<!ENTITY x "yyyyyyyy"><!ENTITY z "&x;&x;&x;">]><p>And &z; so on.</p>',
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>Named &x; so.</p>',
    ],
    ids=range(9),
)
def test_broken_pages_are_articles_all_the_same(tmp_path: Path, page: str) -> None:
    article = opened(tmp_path, page)
    assert article.text.strip()
    assert "root:" not in article.text
    assert len(article.text) <= len(page)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "is empty"),
        ("<html><body></body></html>", "holds no words"),
        ("<!doctype html><script>let a = 'words'</script>", "holds no words"),
        ("<html>" + "<div>" * 30_000, "holds no words"),
    ],
    ids=range(4),
)
def test_pages_without_words(tmp_path: Path, page: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        opened(tmp_path, page)


def test_a_page_that_is_no_article_is_shown_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.html"
    path.write_text("<html><title>Tides</title><body><footer>High water.<br>Low at noon.")
    said: list[str] = []
    article = open_source(str(path), warn=said.append)
    assert (article.text, article.title) == ("High water.\nLow at noon.", "Tides")
    assert "all of it is shown" in said[0]


def test_the_source_itself_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    assert open_source(str(path), raw=True).text == PAGE


def test_a_saved_page(tmp_path: Path) -> None:
    body = PAGE.replace("night boat", "n=69ght boat").replace('="', '=3D"').replace("=u", "=3Du")
    saved = (
        (
            b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://courier.example/a\r\n"
            b"Subject: Council\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/related; boundary="xx"\r\n\r\n'
            b"--xx\r\nContent-Type: text/css\r\n\r\nbody { color: red }\r\n"
            b'--xx\r\nContent-Type: text/html; charset="utf-8"\r\n'
            b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        )
        + body.encode()
        + b"\r\n--xx--\r\n"
    )
    for name in ("saved.mhtml", "saved.txt"):
        article = opened(tmp_path, saved, name)
        assert article.title == "Council keeps the night boat"
        assert "The council voted" in article.text
    cut = saved[: saved.index(b"--xx\r\nContent-Type: text/html")]
    with pytest.raises(Unreadable, match="without a page in it"):
        opened(tmp_path, cut, "saved.mht")


@pytest.mark.parametrize(
    ("title", "site", "host", "heading", "kept"),
    [
        ("Boat kept - The Courier", "The Courier", "", "", "Boat kept"),
        ("Boat kept | News | The Courier", "Courier", "", "", "Boat kept | News"),
        ("The Courier: Boat kept", "The Courier", "", "", "The Courier: Boat kept"),
        ("The Courier — Boat kept", "The Courier", "", "", "Boat kept"),
        ("Boat kept – Sallow Bay Register", "", "www.sallowbayregister.example", "", "Boat kept"),
        ("Boat kept « Blog of Osk", "", "", "Boat kept", "Boat kept"),
        ("Boat kept - at last", "The Courier", "courier.example", "", "Boat kept - at last"),
        ("Boat kept - at last - Courier", "The Courier", "", "", "Boat kept - at last"),
        ("Six-o-clock boat kept", "Boat", "boat.example", "", "Six-o-clock boat kept"),
        ("A | B", "", "", "", "A | B"),
        ("", "The Courier", "", "", ""),
        ("Boat\n kept  |Courier", "Courier", "", "", "Boat kept"),
    ],
)
def test_titles_lose_the_sites_name(
    title: str, site: str, host: str, heading: str, kept: str
) -> None:
    assert without_site(title, site=site, host=host, heading=heading) == kept


def test_a_text_file_never_waits_for_what_reads_pages(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("A ferry waits.\n\nIt waited for a boy with a cello.\n")
    script = f"""
import sys
from tui.sources.opening import listing, open_source
listing([{str(tmp_path)!r}, {str(path)!r}])
open_source({str(path)!r})
heavy = {{"trafilatura", "lxml", "feedparser", "httpx2", "pypdfium2", "mammoth", "pyarrow",
          "warcio", "email", "zipfile", "tarfile", "csv"}}
sys.exit(" ".join(sorted(heavy & set(sys.modules))) or 0)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
