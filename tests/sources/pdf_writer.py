"""Small PDF files for tests: lines of Helvetica at given places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Words(NamedTuple):
    """A line of a page: `x` and `y` in points from the lower left corner, `size` of its letters."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 11


def pdf(pages: Sequence[Sequence[Words]], *, title: str = "") -> bytes:
    """A document with these pages, each 612 by 792 points."""
    font = 3
    kids = [font + 1 + 2 * number for number in range(len(pages))]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % kid for kid in kids)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for kid, lines in zip(kids, pages, strict=True):
        drawn = b"".join(
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (line.size, line.x, line.y, _escaped(line.text))
            for line in lines
        )
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (kid + 1),
            b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn),
        ]
    objects.append(b"<< /Title (%s) >>" % _escaped(title))
    made, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(objects), len(made))
    )


def column(lines: Sequence[str], *, x: float = 72, y: float = 700, size: float = 11) -> list[Words]:
    """Lines one below the other, an empty one leaving a gap."""
    step = size * 1.25
    return [Words(text, x, y - step * at, size) for at, text in enumerate(lines) if text]


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
