"""Letters and mailboxes: a newsletter's text, who sent it and when."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.sources.test_contract import check
from tui.sources.errors import Unreadable
from tui.sources.opening import Sources
from tui.text.article import Article

PLAIN = (
    "View this email in your browser\n\nThe night boat stays\n\nTOLMARCH — The council voted on "
    "Tuesday to keep the night boat, after a debate that lasted four hours and drew a crowd.\n\n"
    "“We could not have gone on otherwise,” said Ada Bell, the harbour master, on the quay.\n\n"
    "Unsubscribe\n© 2024 The Harbour Courier. All rights reserved.\n"
)
HTML = """<html><body><table><tr><td>
<h1>The night boat stays</h1><p>The council voted on Tuesday to keep the night&nbsp;boat, after a
debate that lasted four hours and drew a crowd to the <b>gallery</b>.</p>
<ul><li>At six</li><li>At noon</li></ul>
<table><tr><td><p>“We could not have gone on,” said Ada Bell, on the quay.</p></td></tr></table>
<p style="display: none">preview text</p>
<p>© 2024 The Harbour Courier. All rights reserved.</p></td></tr></table></body></html>"""


def letter(*, plain: str = "", html: str = "", **headers: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "The night boat: “stays”"
    message["From"] = "Mirel Osk <osk@courier.example>"
    message["Date"] = "Wed, 15 May 2024 18:40:00 +0200"
    message["List-Id"] = '"Harbour mornings" <mornings.courier.example>'
    for name, value in headers.items():
        del message[name]
        message[name] = value
    if plain:
        message.set_content(plain)
    if html:
        (message.add_alternative if plain else message.set_content)(html, subtype="html")
    return message.as_bytes()


def opened(folder: Path, content: bytes, name: str = "news.eml") -> Article:
    path = folder / name
    path.write_bytes(content)
    article = Sources().article(str(path))
    check(article, article.text)
    return article


def roles(article: Article) -> list[tuple[str, str]]:
    return [(b.role, article.text[b.start : b.end][:24]) for b in article.blocks]


@pytest.mark.parametrize("name", ["news.eml", "news.txt", "news"])
def test_a_newsletter_of_html(tmp_path: Path, name: str) -> None:
    article = opened(tmp_path, letter(plain="Open the page.", html=HTML), name)
    assert roles(article) == [
        ("title", "The night boat stays"),
        ("paragraph", "The council voted on Tue"),
        ("list", "At six"),
        ("list", "At noon"),
        ("paragraph", "“We could not have gone "),
        ("boilerplate", "© 2024 The Harbour Couri"),
    ]
    assert article.title == "The night boat: “stays”"
    assert (article.byline, article.site) == ("Mirel Osk", "Harbour mornings")
    assert article.published == "2024-05-15T18:40:00+02:00"
    assert "preview" not in article.text


def test_a_letter_of_plain_text(tmp_path: Path) -> None:
    article = opened(tmp_path, letter(plain=PLAIN))
    assert article.text == PLAIN
    assert ("dateline", "TOLMARCH —") in roles(article)
    assert article.place == "TOLMARCH"


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "iso-2022-jp"])
def test_its_own_charset(tmp_path: Path, charset: str) -> None:
    words = "港の灯台は消えない。" if charset == "iso-2022-jp" else "Le café était fermé."
    head = f"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset={charset}\n\n"
    assert opened(tmp_path, head.encode() + words.encode(charset)).text == words


def test_a_mislabelled_charset(tmp_path: Path) -> None:
    head = b"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=us-ascii\n\n"
    assert opened(tmp_path, head + "Le café était fermé.".encode()).text == "Le café était fermé."


@pytest.mark.parametrize(
    "content",
    [
        letter(plain=PLAIN, html=HTML)[:900],
        letter(plain=PLAIN, Date="the day before", From="", Subject="=?utf-8?q?=ff?= =?x?y?z?="),
        letter(plain=PLAIN, From="@@@<<>>"),
        b"Subject: x\nFrom: y\nContent-Type: multipart/mixed; boundary=zz\n\nNo boundary at all.",
        b"Subject: x\nFrom: y\nContent-Type: text/plain; charset=no-such\n\nWords.",
        b"Subject: x\nFrom: y\nContent-Transfer-Encoding: base64\n\nV29yZHM==",
        b"Subject: \x1b[31mred\nFrom: y\n\nWords \x1b[0m of it.",
    ],
    ids=range(7),
)
def test_broken_letters(tmp_path: Path, content: bytes) -> None:
    assert opened(tmp_path, content).text.strip()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Subject: x\nFrom: y\n\n", "holds no text"),
        (b"Subject: x\nFrom: y\nContent-Type: image/png\n\nabc", "holds no text"),
        (b"Subject: x\nFrom: y\nContent-Type: text/html\n\n<html></html>", "holds no text"),
        (
            b"Subject: x\nFrom: y\n"
            + b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
                for n in range(1_200)
            ),
            "holds no text|nested too deeply",
        ),
    ],
    ids=range(4),
)
def test_letters_without_words(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        opened(tmp_path, content)


def mailbox(*letters: bytes) -> bytes:
    return b"".join(
        b"From osk@courier.example Wed May 15 18:40:00 2024\n" + one + b"\n" for one in letters
    )


@pytest.mark.parametrize("name", ["news.mbox", "news.txt", "news"])
def test_a_mailbox(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    second = letter(plain="One.\n\n>From there on, two.\nFrom within.\n", Subject="Second")
    path.write_bytes(mailbox(letter(plain=PLAIN), second))
    sources = Sources()
    entries = list(sources.entries(str(path)))
    assert [entry.name for entry in entries] == ["The night boat: “stays”", "Second"]
    articles = [sources.article(entry.path) for entry in entries]
    assert articles[0].text == PLAIN + "\n"
    assert articles[1].text.startswith("One.\n\nFrom there on, two.\nFrom within.")
    assert articles[1].source == f"{path}!/2"


def test_a_letter_of_a_mailbox_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "news.mbox"
    path.write_bytes(mailbox(letter(plain=PLAIN)))
    for key in ("0", "2", "x", "1/", "९"):
        with pytest.raises(Unreadable, match="is not in there"):
            Sources().article(f"{path}!/{key}")


def test_a_mailbox_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "news.mbox"
    path.write_bytes(mailbox(letter(plain=PLAIN), letter(plain=PLAIN))[:-400])
    assert Sources().article(f"{path}!/2").text
