"""Books: a chapter an article, called as the table of contents calls it."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from tests.sources.test_contract import check
from tui.sources.errors import Unreadable
from tui.sources.opening import Sources

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
OPF = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>The Long Crossing</dc:title><dc:creator>Mirel Osk</dc:creator>
<dc:date>2024-05-01</dc:date><dc:language>en</dc:language></metadata>
<manifest>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="c0" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="c1" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
<item id="c2" href="text/one-b.xhtml" media-type="application/xhtml+xml"/>
<item id="c3" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="pic" href="a.png" media-type="image/png"/>
</manifest>
<spine toc="ncx"><itemref idref="c0"/><itemref idref="nav"/><itemref idref="c1"/>
<itemref idref="c2"/><itemref idref="c3"/><itemref idref="pic"/><itemref idref="gone"/></spine>
</package>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="toc"><ol><li><a href="text/one%20a.xhtml">The
quay</a></li><li><a href="text/two.xhtml#start">The <i>boat</i></a></li></ol></nav>
<nav epub:type="landmarks"><ol><li><a href="cover.xhtml">Cover</a></li></ol></nav></body></html>"""
NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
<navPoint><navLabel><text>The quay</text></navLabel><content src="text/one%20a.xhtml"/></navPoint>
<navPoint><navLabel><text>The boat</text></navLabel><content src="text/two.xhtml"/></navPoint>
</navMap></ncx>"""
PAGE = (
    '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title/>'
    "</head><body>{}</body></html>"
)
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": OPF,
    "OEBPS/nav.xhtml": NAV,
    "OEBPS/cover.xhtml": PAGE.format("<p>The Long Crossing</p>"),
    "OEBPS/text/one a.xhtml": PAGE.format(
        "<h1>The quay</h1><p>It was <em>late</em>,\n and the boat had gone.</p>"
        "<blockquote><p>Slow is the boat</p></blockquote><pre>a\n  b</pre>"
    ),
    "OEBPS/text/one-b.xhtml": PAGE.format("<p>Nobody minded.</p><ul><li>Ada</li><li>Bo</li></ul>"),
    "OEBPS/text/two.xhtml": PAGE.format("<h2>The boat</h2><p>She was blue.<br/>And slow.</p>"),
}


def book(folder: Path, name: str = "book.epub", /, **changes: str | None) -> Path:
    files = {key: value for key, value in (BOOK | changes).items() if value is not None}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for inside, text in files.items():
            archive.writestr(inside, text)
    path = folder / name
    path.write_bytes(made.getvalue())
    return path


@pytest.mark.parametrize("name", ["book.epub", "book.zip", "book"])
def test_a_chapter_is_an_article(tmp_path: Path, name: str) -> None:
    path = book(tmp_path, name)
    sources = Sources()
    entries = list(sources.entries(str(path)))
    assert [entry.name for entry in entries] == ["1. cover.xhtml", "2. The quay", "3. The boat"]
    article = sources.article(entries[1].path)
    check(article, article.text)
    assert [(b.role, article.text[b.start : b.end]) for b in article.blocks] == [
        ("title", "The quay"),
        ("paragraph", "It was late, and the boat had gone."),
        ("quote", "Slow is the boat"),
        ("preformatted", "a\n  b"),
        ("paragraph", "Nobody minded."),
        ("list", "Ada"),
        ("list", "Bo"),
    ]
    assert (article.title, article.byline) == ("The quay", "Mirel Osk")
    assert (article.site, article.published) == ("The Long Crossing", "2024-05-01")
    assert article.source == f"{path}!/2"


@pytest.mark.parametrize("missing", ["OEBPS/nav.xhtml", "OEBPS/toc.ncx"])
def test_both_kinds_of_contents(tmp_path: Path, missing: str) -> None:
    path = book(tmp_path, **{"OEBPS/toc.ncx": NCX, missing: None})
    names = [entry.name for entry in Sources().entries(str(path))]
    assert names == ["1. cover.xhtml", "2. The quay", "3. The boat"]


def test_a_book_without_contents(tmp_path: Path) -> None:
    path = book(tmp_path, **{"OEBPS/nav.xhtml": None})
    names = [entry.name for entry in Sources().entries(str(path))]
    assert names == ["1. cover.xhtml", "2. one a.xhtml", "3. one-b.xhtml", "4. two.xhtml"]
    assert Sources().article(f"{path}!/4").title == "The boat"


@pytest.mark.parametrize(
    ("changes", "key", "said"),
    [
        ({"OEBPS/book.opf": None}, "1", "lacks the list"),
        ({"OEBPS/book.opf": "<package"}, "1", "holds no chapter|lacks the list"),
        ({"META-INF/container.xml": "nonsense"}, "1", "lacks the list"),
        ({"META-INF/encryption.xml": "<encryption/>"}, "1", "is locked by its publisher"),
        ({"OEBPS/text/two.xhtml": None}, "3", "is missing from the book"),
        ({"OEBPS/text/two.xhtml": "<html/>"}, "3", "holds no words"),
        ({}, "4", "is not in there"),
    ],
    ids=range(7),
)
def test_damaged_books(tmp_path: Path, changes: dict[str, str | None], key: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        Sources().article(f"{book(tmp_path, **changes)}!/{key}")


BOMB = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in pairwise("abcdefghi"))
    + "]>"
)


@pytest.mark.parametrize(
    "entity",
    [BOMB, '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'],
    ids=["bomb", "external"],
)
@pytest.mark.parametrize("inside", ["OEBPS/nav.xhtml", "OEBPS/text/two.xhtml"])
def test_entities_are_not_expanded(tmp_path: Path, inside: str, entity: str) -> None:
    text = str(BOOK[inside]).partition("?>")[2] or str(BOOK[inside])
    text = entity + text.replace("<!DOCTYPE html>", "").replace("blue", "blue &i;").replace(
        "Mirel", "&i; Mirel"
    )
    article = Sources().article(f"{book(tmp_path, **{inside: text})}!/3")
    assert "She was blue" in article.text
    assert len(article.text) < 300
    assert "root:" not in article.text + article.byline


def test_a_bomb_in_the_list_of_files_goes_off_nowhere(tmp_path: Path) -> None:
    opf = BOMB + OPF.partition("?>")[2].replace("Mirel", "&i; Mirel")
    with pytest.raises(Unreadable, match="is damaged"):
        Sources().article(f"{book(tmp_path, **{'OEBPS/book.opf': opf})}!/2")


def test_external_entities_in_the_list_of_files_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    opf = f'<!DOCTYPE x [<!ENTITY i SYSTEM "{secret.as_uri()}">]>' + OPF.partition("?>")[2].replace(
        "Mirel Osk", "&i;"
    )
    assert (
        "hidden" not in Sources().article(f"{book(tmp_path, **{'OEBPS/book.opf': opf})}!/2").byline
    )
