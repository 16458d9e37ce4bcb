"""Pages of the web, from a server on the loopback interface: every case ends in an article or in
a clear sentence, within its limits.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.test_archives import zipped
from tests.web_server import STORY, Server, packed, serving
from tui.sources import guard, web
from tui.sources.content import How
from tui.sources.errors import Unreadable
from tui.sources.opening import Sources
from tui.sources.webcache import MOST_FILES, Kept, WebCache
from tui.text.article import Article

HTML = ("Content-Type", "text/html; charset=utf-8")
PAGE = STORY.format(charset="utf-8")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def opened(address: str, said: list[str] | None = None) -> Article:
    said = [] if said is None else said
    return Sources(How(allow_local=True, warn=said.append)).article(address)


def refused(address: str) -> str:
    with pytest.raises(Unreadable) as caught:
        opened(address)
    message = str(caught.value)
    assert message.startswith(address.partition("\n")[0][:20])
    assert message.isprintable()
    return message


def test_a_page(server: Server) -> None:
    address = server.put("/2024/boat.html", PAGE)
    article = opened(address)
    assert (article.title, article.site) == ("The night boat stays", "The Courier")
    assert article.source == address
    assert "The café council voted" in article.text
    ((path, asked),) = server.asked
    assert path == "/2024/boat.html"
    assert {"Cookie", "Referer", "Authorization"}.isdisjoint(asked)
    assert asked["User-Agent"].startswith("Glossator")


def test_gzip(server: Server) -> None:
    address = server.put("/", packed(PAGE), HTML, ("Content-Encoding", "gzip"))
    assert "The café council" in opened(address).text


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("utf-8", "iso-8859-1", "iso-8859-1"),
        ("cp1252", "windows-1252", "utf-8"),
        ("cp1252", "utf-8", "windows-1252"),
        ("cp1252", "no-such", "utf-8"),
        ("utf-16", "utf-8", "utf-8"),
    ],
)
def test_a_wrong_charset(server: Server, encoding: str, header: str, meta: str) -> None:
    raw = STORY.format(charset=meta).encode(encoding)
    address = server.put("/", raw, ("Content-Type", f"text/html; charset={header}"))
    assert "The café council voted on Tuesday" in opened(address).text


@pytest.mark.parametrize("kind", ["image/png", "application/json", "text/plain", "", "; charset=x"])
def test_a_wrong_content_type(server: Server, kind: str) -> None:
    assert (
        opened(server.put("/a.pdf", PAGE, ("Content-Type", kind))).title == "The night boat stays"
    )


def test_what_is_fetched_may_be_anything_that_can_be_opened(server: Server) -> None:
    address = server.put("/stories.zip", zipped(), ("Content-Type", "application/zip"))
    sources = Sources(How(allow_local=True))
    assert sources.article(f"{address}!/part 10.txt").text == "Ten."
    assert len(list(sources.entries(address))) == 3
    assert server.paths == ["/stories.zip"]
    plain = server.put("/a", "Words, no more.", ("Content-Type", "text/plain"))
    assert opened(plain).text == "Words, no more."


def test_a_page_is_asked_for_again_only_if_it_has_changed(server: Server) -> None:
    address = server.put("/", PAGE, HTML, ("ETag", '"one"'))
    first = opened(address)
    assert opened(address) == first
    assert [asked.get("If-None-Match") for _, asked in server.asked] == [None, '"one"']
    server.put("/", PAGE.replace("four hours", "five hours"), HTML, ("ETag", '"two"'))
    assert "five hours" in opened(address).text


def test_the_date_of_a_page_is_asked_about(server: Server) -> None:
    date = "Wed, 15 May 2024 18:40:00 GMT"
    address = server.put("/", PAGE, HTML, ("Last-Modified", date))
    opened(address)
    opened(address)
    assert server.asked[1][1]["If-Modified-Since"] == date


def test_a_page_just_fetched_is_not_asked_for_again(server: Server) -> None:
    address = server.put("/", PAGE)
    sources = Sources(How(allow_local=True))
    sources.holds(address)
    sources.article(address)
    assert next(sources.entries(address)).path == address
    assert server.paths == ["/"]


def test_the_copy_where_the_server_is_gone() -> None:
    with serving() as server:
        address = server.put("/", PAGE, HTML, ("ETag", '"one"'))
        opened(address)
    said: list[str] = []
    assert "The café council" in opened(address, said).text
    assert "this is the copy of 20" in said[0]


def test_what_must_not_be_kept_is_not(server: Server, tmp_path: Path) -> None:
    address = server.put("/", PAGE, HTML, ("ETag", '"one"'), ("Cache-Control", "no-store"))
    opened(address)
    opened(address)
    assert all("If-None-Match" not in asked for _, asked in server.asked)


def test_redirects(server: Server) -> None:
    address = server.put("/old", b"", ("Location", "/new"), status=301)
    server.put("/new", PAGE)
    assert opened(address).source == address
    assert server.paths == ["/old", "/new"]


def test_a_redirect_loop(server: Server) -> None:
    address = server.put("/a", b"", ("Location", "/b"), status=302)
    server.put("/b", b"", ("Location", "/a"), status=302)
    assert "is redirected more than 5 times" in refused(address)
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("file:///etc/passwd", "none of the web"),
        ("ftp://a.example/", "none of the web"),
        ("gopher:x", "no sound address"),
        ("http://[::1", "no sound address"),
        ("http://a\x1b[31mb/", "no sound address"),
    ],
)
def test_redirects_out_of_the_web(server: Server, target: str, said: str) -> None:
    address = server.put("/", b"", ("Location", target), status=302)
    assert said in refused(address)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "is not there: check the address (404)"),
        (410, "is no longer there (410)"),
        (403, "its server forbids it (403)"),
        (429, "asks for a pause of 90 seconds (429)"),
        (500, "cannot be had (500)"),
        (418, "cannot be had (418)"),
        (204, "cannot be had (204)"),
    ],
)
def test_what_a_server_refuses(server: Server, status: int, said: str) -> None:
    assert said in refused(server.put("/", b"", ("Retry-After", "90"), status=status))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "STEP", 0.3)
    monkeypatch.setattr(web, "WHOLE", 0.6)


@pytest.mark.usefixtures("impatient")
def test_a_slow_server(server: Server) -> None:
    said = refused(server.put("/", b"word " * 100, pause=0.05))
    assert "takes longer than" in said


@pytest.mark.usefixtures("impatient")
def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "takes longer than" in refused(f"http://127.0.0.1:{silent.getsockname()[1]}/")


def test_an_endless_page(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MOST", 1 << 20)
    assert "is larger than 1 MB" in refused(server.put("/", b"word " * 10_000, endless=True))


def test_a_small_answer_that_would_become_a_huge_one(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "MOST", 1 << 20)
    address = server.put("/", packed("\0" * (1 << 24)), HTML, ("Content-Encoding", "gzip"))
    assert "is larger than 1 MB" in refused(address)


@pytest.mark.parametrize(
    ("body", "packing", "length", "said"),
    [
        (packed(PAGE)[:-9], "gzip", None, "broke off"),
        (b"nonsense", "gzip", None, "comes damaged"),
        (PAGE.encode(), "br", None, "comes packed as “br”"),
        (PAGE.encode(), "identity", 9_999, "broke off"),
        (b"", "identity", None, "is empty"),
    ],
    ids=range(5),
)
def test_broken_answers(
    server: Server, body: bytes, packing: str, length: int | None, said: str
) -> None:
    address = server.put("/", body, HTML, ("Content-Encoding", packing), length=length)
    assert said in refused(address)


def test_what_is_no_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "cannot be reached" in refused(f"http://127.0.0.1:{port}/")
    assert "cannot be reached" in refused("http://no-such-host.invalid/")
    for address in ("http://", "http://[::1", "http:///path", "http://a b/", "http://\x1b[31m/"):
        with pytest.raises(Unreadable):
            opened(address)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:4136:e378:8000:63bf:807f:fffe", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert guard.is_public(address) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
def test_nothing_private_is_asked_for(server: Server, host: str) -> None:
    address = server.put("/", PAGE).replace("127.0.0.1", host)
    with pytest.raises(Unreadable, match="is not on the public internet: --allow-local"):
        Sources().article(address)
    assert server.asked == []


def test_a_redirect_to_a_private_address(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    inside = server.put("/secret", PAGE).replace("127.0.0.1", "127.0.0.2")
    address = server.put("/", b"", ("Location", inside), status=302)
    with pytest.raises(Unreadable, match=r"leads to 127\.0\.0\.2"):
        Sources().article(address)
    assert server.paths == ["/"]


def test_a_name_that_changes_its_address(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is looked at, and private when it is connected to."""
    answers = iter(["192.0.2.1", "127.0.0.1"])
    looked_up: list[str] = []

    def resolve(host: str, port: int, *_more: object, **_named: object) -> list[object]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(guard.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(guard, "is_public", lambda address: address == "192.0.2.1")
    with pytest.raises(Unreadable, match=r"leads to news\.example \(127\.0\.0\.1\)"):
        Sources().article(server.put("/", PAGE).replace("127.0.0.1", "news.example"))
    assert "news.example" in looked_up[:1]
    assert server.asked == []


def test_no_proxy_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert opened(server.put("/", PAGE)).title == "The night boat stays"


def test_the_command_line(server: Server) -> None:
    address = server.put("/", PAGE)
    command = [sys.executable, "-m", "tui", "show", address]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (3, "")
    assert "--allow-local allows that" in done.stderr
    done = subprocess.run([*command, "--allow-local"], capture_output=True, text=True)
    assert "The night boat stays" in done.stdout


def test_without_its_library(server: Server) -> None:
    address = server.put("/", PAGE)
    script = f"""
import sys
sys.modules["httpx2"] = None
from tui.cli.root import main
main(["show", "--allow-local", {address!r}])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 3
    assert done.stderr == (
        f"glossator: {address} is an address on the web, which needs an extra:"
        " pip install 'glossator[web]'\n"
    )


def test_only_so_many_pages_are_kept(tmp_path: Path) -> None:
    cache = WebCache(tmp_path / "web")
    for number in range(MOST_FILES + 3):
        cache.put(f"http://a.example/{number}", Kept(url="x", tag='"t"'), b"page", {})
    assert len(list((tmp_path / "web").iterdir())) == MOST_FILES
    last = cache.get(f"http://a.example/{MOST_FILES + 2}")
    assert last is not None
    assert last[1] == b"page"
    assert (tmp_path / "web").stat().st_mode & 0o777 == 0o700


def test_a_damaged_copy_is_fetched_anew(server: Server) -> None:
    address = server.put("/", PAGE, HTML, ("ETag", '"one"'))
    opened(address)
    from platformdirs import user_state_path

    (kept,) = (user_state_path("glossator") / "web").iterdir()
    kept.write_bytes(b"nonsense")
    assert "The café council" in opened(address).text
