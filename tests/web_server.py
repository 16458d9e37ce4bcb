"""A server on the loopback interface that behaves as well or as badly as a test asks for."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

STORY = """<!doctype html><html lang="en"><head><title>The night boat stays | The Courier</title>
<meta charset="{charset}"><meta property="og:site_name" content="The Courier"></head><body><article>
<h1>The night boat stays</h1><p>TOLMARCH, May 15 (OWS) — The café council voted on Tuesday to keep
the night boat, after a debate that lasted four hours and drew a crowd to the gallery.</p>
<p>“We could not have gone on otherwise,” said Ada Bell, the harbour master, who has run the service
since it began in the spring of the year before last.</p></article></body></html>"""


class Answer(NamedTuple):
    """What is sent: at once, or byte by byte with a `pause` (seconds) after each; `endless` goes on
    for as long as anybody listens.
    """

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    pause: float = 0.0
    endless: bool = False
    length: int | None = None


class Server(ThreadingHTTPServer):
    """Keeps what it answers, by path, and what it has been asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.ended = threading.Event()

    def at(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.server_port}{path}"

    def put(self, path: str, body: str | bytes, *headers: tuple[str, str], **more: Any) -> str:
        """Answer a path so; returns its address."""
        raw = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(raw, headers=headers or Answer().headers, **more)
        return self.at(path)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.asked]


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        """Answer."""
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path, Answer(b"nothing here", 404))
        headers = dict(answer.headers)
        if headers.get("ETag") and self.headers["If-None-Match"] == headers["ETag"]:
            answer = Answer(status=304)
        with suppress(OSError):
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            if not answer.endless:
                length = len(answer.body) if answer.length is None else answer.length
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        while True:
            for at in range(len(answer.body)) if answer.pause else ():
                self.wfile.write(answer.body[at : at + 1])
                if self.server.ended.wait(answer.pause):
                    return
            if not answer.pause:
                self.wfile.write(answer.body)
            if not answer.endless or self.server.ended.is_set():
                return

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Server]:
    """A server for as long as a test needs it."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def packed(text: str) -> bytes:
    """Gzipped."""
    return gzip.compress(text.encode())
