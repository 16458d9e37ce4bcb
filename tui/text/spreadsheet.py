"""Texts as cells of a spreadsheet, which takes some of them for formulas."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n\0]")


def cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a beginning gets an apostrophe, as the
    Open Web Application Security Project advises (“CSV Injection”).
    """
    return f"'{text}" if _FORMULA.match(text) else text
