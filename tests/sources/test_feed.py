"""Feeds: the newest first, full text fetched on opening only."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web_server import STORY, Server, serving
from tui.sources.content import How
from tui.sources.errors import Unreadable
from tui.sources.opening import Sources

RSS = """<?xml version="1.0"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier</title>
<item><title>Old &amp; gone</title><link>/old</link>
<pubDate>Mon, 13 May 2024 08:00:00 GMT</pubDate>
<description>&lt;p&gt;It was &lt;b&gt;old&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>New</title><link>{new}</link><author>mo@courier.example (Mirel Osk)</author>
<pubDate>Wed, 15 May 2024 10:00:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<h2>New</h2><p>It is new, and long.</p>]]></content:encoded></item>
<item><title>Without a date</title><description>Whenever.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title>
<entry><title>Old &amp; gone</title><link href="/old"/><updated>2024-05-13T08:00:00Z</updated>
<content type="html">&lt;p>It was old.&lt;/p></content></entry>
<entry><title>New</title><link href="{new}"/><updated>2024-05-15T10:00:00+02:00</updated>
<author><name>Mirel Osk</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It is new, and long.</p></div>
</content></entry>
<entry><title>Without a date</title><summary>Whenever.</summary></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Courier",
        "items": [
            {
                "id": 1,
                "url": "/old",
                "title": "Old & gone",
                "date_published": "2024-05-13T08:00:00Z",
                "content_text": "It was old.",
            },
            {
                "id": "2",
                "url": "{new}",
                "title": "New",
                "date_published": "2024-05-15T10:00:00+02:00",
                "authors": [{"name": "Mirel Osk"}],
                "content_html": "<p>It is new, and long.</p>",
            },
            {"id": "3", "title": "Without a date", "summary": "Whenever."},
        ],
    }
)
FEEDS = {"rss": RSS, "atom": ATOM, "json": JSON}


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.fixture
def sources() -> Sources:
    return Sources(How(allow_local=True))


@pytest.mark.parametrize("kind", FEEDS)
@pytest.mark.parametrize("declared", ["application/xml", "text/html", "application/octet-stream"])
def test_a_feed(server: Server, sources: Sources, kind: str, declared: str) -> None:
    text = FEEDS[kind].replace("{new}", server.at("/new"))
    feed = server.put("/feed", text, ("Content-Type", declared))
    server.put("/new", STORY.format(charset="utf-8"))
    entries = list(sources.entries(feed))
    assert [(entry.name, entry.path) for entry in entries] == [
        ("New", server.at("/new")),
        ("Old & gone", server.at("/old")),
        ("Without a date", f"{feed}!/3"),
    ]
    assert server.paths == ["/feed"]
    article = sources.article(entries[0].path)
    assert server.paths == ["/feed", "/new"]
    assert "The café council voted" in article.text
    assert article.source == server.at("/new")
    assert (article.byline, article.published) == ("Mirel Osk", "2024-05-15T08:00:00Z")


@pytest.mark.parametrize("kind", FEEDS)
def test_what_the_feed_says_where_the_page_is_gone(
    server: Server, sources: Sources, kind: str
) -> None:
    feed = server.put("/feed", FEEDS[kind].replace("{new}", server.at("/new")))
    entries = list(sources.entries(feed))
    said: list[str] = []
    article = sources.article(entries[0].path, warn=said.append)
    assert "It is new, and long." in article.text
    assert (article.title, article.site) == ("New", "The Courier")
    assert "is not there: check the address (404); this is what the feed says of it" in said[0]
    assert sources.article(f"{feed}!/2").text.strip().endswith("It was old.")
    assert sources.article(f"{feed}!/3").text == "Whenever."


@pytest.mark.parametrize("kind", FEEDS)
def test_a_feed_in_a_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "feed.txt"
    path.write_text(FEEDS[kind].replace("{new}", "http://courier.example/new"))
    entries = [(entry.name, entry.path) for entry in Sources().entries(str(path))]
    assert entries == [
        ("New", "http://courier.example/new"),
        ("Old & gone", f"{path}!/2"),
        ("Without a date", f"{path}!/3"),
    ]


def test_showing_a_feed_fetches_no_page(server: Server) -> None:
    feed = server.put("/feed", RSS.replace("{new}", server.at("/new")))
    done = subprocess.run(
        [sys.executable, "-m", "tui", "show", feed, "--json", "--allow-local"],
        capture_output=True,
        text=True,
    )
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] == [
        "New",
        "Old & gone",
        "Without a date",
    ]
    assert server.paths == ["/feed"]


def test_a_feed_is_asked_for_again_only_if_it_has_changed(server: Server) -> None:
    feed = server.put("/feed", RSS, ("ETag", '"one"'))
    for _ in range(2):
        assert len(list(Sources(How(allow_local=True)).entries(feed))) == 3
    assert [asked.get("If-None-Match") for _, asked in server.asked] == [None, '"one"']


BOMB = (
    "<!DOCTYPE x [<!ENTITY a 'hahahaha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 40}'>" for a, b in zip("abcde", "bcdef", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "text",
    [
        RSS[: RSS.index("<item><title>New")],
        RSS.replace('<?xml version="1.0"?>', BOMB).replace("It was", "&f;"),
        RSS.replace("Old &amp; gone", "Old \x1b[31m &#27; & gone"),
        RSS.replace("13 May 2024", "99 Nonsense 20240000"),
        RSS.replace("/old", "http://[::1"),
        RSS.replace("/old", "javascript:alert(1)"),
        ATOM.replace("2024-05-13", "2024-99-99"),
        '<rss version="2.0"><channel></channel></rss>',
    ],
    ids=range(8),
)
def test_broken_and_hostile_feeds(tmp_path: Path, text: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(text)
    sources = Sources()
    entries = list(sources.entries(str(path), within=True))
    for entry in entries:
        article = sources.article(entry.path)
        assert len(article.text) < 1_000
        assert "haha" not in article.text + article.title
    assert all(not entry.path.startswith("javascript") for entry in sources.entries(str(path)))


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    path = tmp_path / "feed.xml"
    entity = f'<!DOCTYPE x [<!ENTITY i SYSTEM "{secret.as_uri()}">]>'
    path.write_text(RSS.replace('<?xml version="1.0"?>', entity).replace("Whenever", "&i; here"))
    sources = Sources()
    for entry in sources.entries(str(path), within=True):
        assert "hidden" not in sources.article(entry.path).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"version": "https://jsonfeed.org/version/1", "items": 7}', "is no sound JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1", ', "is no sound JSON Feed"),
        ("<rss><channel>" + " " * (17 << 20), "is larger than 16 MB"),
    ],
    ids=range(3),
)
def test_what_is_no_feed(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "feed.rss"
    path.write_text(text)
    with pytest.raises(Unreadable, match=said):
        Sources().article(f"{path}!/1")


def test_a_feed_of_100_megabytes(server: Server, sources: Sources) -> None:
    server.put("/feed", RSS.encode() + b"<item>" * 20_000, endless=True)
    with pytest.raises(Unreadable, match="is larger than 16 MB"):
        list(sources.entries(server.at("/feed")))


def test_without_its_library(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS)
    script = f"""
import sys
sys.modules["feedparser"] = None
from tui.cli.root import main
main(["show", {str(path)!r}])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 3
    assert "is a feed, which needs an extra: pip install 'glossator[web]'" in done.stderr
