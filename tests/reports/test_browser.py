"""A report's links lead a real browser to the right words: the page is served, every link is
opened, and what the browser has marked is compared with where the words stand.
"""

from __future__ import annotations

import html
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from lxml import html as lxml_html

from tests.reports.browser import Browser, browser, program
from tests.reports.checked import SCHEME, hearing, history, layer, record
from tui.annotations.model import Annotation, Layer, Quote
from tui.reports.annotated import annotated
from tui.reports.beside import Beside
from tui.reports.making import fact_sheet
from tui.reports.sheet import Disclosure, Sheet
from tui.reports.webpage import web_page
from tui.session.stored import article_record
from tui.sources.opening import open_source
from tui.text.anchors import select
from tui.text.article import Article, Span
from tui.text.segments import Segments

SAMPLES = sorted((Path(__file__).parents[2] / "sample_articles").iterdir())
TRIED = ("wire-island-vote", "japanese-small-school")
"""The samples of which links are tried in every run; `make reports` tries them all."""

pytestmark = pytest.mark.skipif(program() is None, reason="there is no Chromium to ask")

MARKED = """async (picture, spans) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const {width, height} = image;
  const context = new OffscreenCanvas(width, height).getContext("2d", {willReadFrequently: true});
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const wanted = new Uint8Array(width * height);
  const fill = (rect, by, value) => {
    const from = Math.max(0, Math.round(rect.left - by));
    const to = Math.min(width, Math.round(rect.right + by));
    const last = Math.min(height, Math.round(rect.bottom + by));
    for (let y = Math.max(0, Math.round(rect.top - by)); y < last; y++) {
      if (from < to) wanted.fill(value, y * width + from, y * width + to);
    }
  };
  const rects = [];
  for (const block of document.querySelectorAll("[data-start]")) {
    const text = block.firstChild, chars = Array.from(text.data);
    const start = Number(block.dataset.start);
    const units = (count) => chars.slice(0, count).join("").length;
    for (const [first, last] of spans) {
      const from = Math.max(first - start, 0), to = Math.min(last - start, chars.length);
      if (from >= to) continue;
      const range = new Range();
      range.setStart(text, units(from));
      range.setEnd(text, units(to));
      rects.push(...range.getClientRects());
    }
  }
  for (const rect of rects) fill(rect, 3, 1);
  for (const rect of rects) fill(rect, -2, 2);
  const said = {hit: 0, near: 0, missed: 0, stray: 0};
  for (let at = 0; at < pixels.length; at++) {
    const marked = pixels[at] === 0xffff00ff;
    if (marked) said[["stray", "near", "hit"][wanted[at]]]++;
    else if (wanted[at] === 2) said.missed++;
  }
  return said;
}"""
"""How many pixels are marked: of the spans, near them, elsewhere; and what of them is not."""


class Link(NamedTuple):
    """A link and the spans to which it leads."""

    address: str
    spans: tuple[Span, ...]


def page(article: Article) -> str:
    """The article as its publisher might have it: no two paragraphs made alike."""
    parts = []
    for at, block in enumerate(article.blocks):
        text = article.text[block.start : block.end]
        name = ("p", "div", "blockquote")[at % 3]
        parts.append(f'<{name} data-start="{block.start}">{html.escape(text)}</{name}>\n<hr>\n')
    style = "::target-text { background: #f0f; color: #f0f } body { font-size: 9px; margin: 8px }"
    return (
        f'<!DOCTYPE html><html lang="{article.language}"><meta charset="utf-8"><title>-</title>'
        f"<style>{style} p, div, blockquote, hr {{ margin: 2px }}</style>{''.join(parts)}"
    )


def passages(article: Article) -> list[tuple[Span, ...]]:
    """Passages of an article that are hard to lead to: a word that comes often, a sentence, the
    end of one paragraph with the beginning of the next, a whole paragraph, two pieces.
    """
    segments = Segments(article)
    story = segments.story()
    words = [word for index in range(len(article.blocks)) for word in segments.words(index)]
    texts = [article.text[slice(*word)].casefold() for word in words]
    often = max(range(len(words)), key=lambda at: (texts.count(texts[at]), at))
    half = len(story) // 2
    long = max(article.blocks, key=lambda block: block.end - block.start)
    across = next(
        (one[0], two[1])
        for one, two in zip(story[half:], story[half + 1 :], strict=False)
        if len(segments.blocks(one[0], two[1])) > 1
    )
    return [
        (words[often],),
        (story[half],),
        (across,),
        ((long.start, long.end),),
        (story[1], story[-1]),
    ]


def links(article: Article, address: str) -> list[Link]:
    """The links of the fact sheet in which each of the passages is a claim."""
    record = article_record(article, "")
    spans = sorted(passages(article), key=lambda one: (one[0][0], -one[-1][1]))
    claims = tuple(
        Annotation(
            id=f"{at:03}",
            article=article.id,
            tag="claim",
            spans=each,
            quotes=tuple(Quote(*select(article.text, span)) for span in each),
        )
        for at, each in enumerate(spans)
    )
    sheet = fact_sheet(record, Layer(record, claims), SCHEME, url=address)
    tree = lxml_html.document_fromstring(web_page([sheet]))
    found = tree.xpath("//article[starts-with(@id, 'claim')]//a/@href")
    return [Link(one, each) for one, each in zip(found, spans, strict=True)]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on the machine itself."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.mark.parametrize(
    "source",
    [path for path in SAMPLES if path.stem in TRIED or "EVERY_LINK" in os.environ],
    ids=lambda path: path.stem,
)
def test_links_lead_to_the_words(asked: Browser, source: Path, tmp_path: Path) -> None:
    article = open_source(str(source))
    (tmp_path / "story.html").write_text(page(article), "utf-8")
    with serving(tmp_path) as site:
        asked.size(900, 1500)
        for link in links(article, f"{site}/story.html"):
            assert ":~:text=" in link.address, link
            asked.open(link.address)
            said = asked.run(MARKED, asked.picture(), link.spans)
            assert said["hit"] > 0, (link, said)
            assert said["missed"] <= 0.1 * said["hit"], (link, said)
            assert said["stray"] <= 0.1 * said["hit"], (link, said)


CONTRAST = """async () => {
  const channel = (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/[0-9.]+/g).map((one) => channel(one / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = luminance(getComputedStyle(document.body).backgroundColor);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = 21;
  while (walker.nextNode()) {
    if (!walker.currentNode.data.trim()) continue;
    const ink = luminance(getComputedStyle(walker.currentNode.parentElement).color);
    least = Math.min(least, (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05));
  }
  return [least, ground, innerWidth - document.documentElement.scrollWidth,
    performance.getEntriesByType("resource").length];
}"""
"""The least contrast of any text by WCAG 2.2, how light the ground is, how much room is left at
the right, and how much was loaded.
"""


@pytest.mark.parametrize("write", [web_page, annotated])
@pytest.mark.parametrize("width", [360, 1200])
def test_a_report_can_be_read_by_day_by_night_and_on_a_telephone(
    asked: Browser, write: Callable[[Iterable[Sheet]], str], width: int, tmp_path: Path
) -> None:
    beside = Beside(history(), transcript=hearing())
    asked_for = Disclosure(notes=True)
    sheet = fact_sheet(record(), layer(note="n" * 200), SCHEME, asked_for, beside=beside)
    (tmp_path / "report.html").write_text(write([sheet, sheet]), "utf-8")
    asked.size(width, 800)
    for dark in (False, True):
        asked.night(dark=dark)
        asked.open((tmp_path / "report.html").as_uri())
        contrast, ground, room, loaded = asked.run(CONTRAST)
        assert contrast >= 4.5
        assert (ground < 0.1) == dark
        assert room >= 0
        assert loaded == 0
