"""How keys are written: in keymap.toml, on screen, and in scripts for `glossator replay`.

A key's name is the character it types, or a word (`esc`, `tab`, `space`, `f1`), with `ctrl+`,
`alt+` and `shift+` before it where they change it: `g`, `G`, `ctrl+d`, `shift+right`. A sequence
is written with spaces: `g g`. Scripts write named keys in angle brackets: `c<tab><s-right>`.
"""

from __future__ import annotations

import re

_ALIASES = {
    "escape": "esc",
    "return": "enter",
    "cr": "enter",
    "del": "delete",
    "bs": "backspace",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
    "spc": "space",
    "lt": "<",
    "gt": ">",
    "bar": "|",
}
_NAMED = {
    *("esc", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end"),
    *("pageup", "pagedown", "up", "down", "left", "right"),
    *(f"f{number}" for number in range(1, 13)),
}
_MODIFIERS = {"c": "ctrl", "s": "shift", "a": "alt", "m": "alt"}
_MODIFIER_ORDER = ("ctrl", "alt", "shift")
_LETTERS_CTRL_CANNOT = {"ctrl+i": "tab", "ctrl+m": "enter"}
_SCRIPT_KEY = re.compile(r"<([^<>\s]+|<|>)>|(.)", re.DOTALL)


class KeyNameError(ValueError):
    """A key is written wrongly; the text says how."""


def canonical(written: str) -> str:
    """The one name of a key.

    Raises:
        KeyNameError: there is no such key.
    """
    *modifiers, base = written.split("+") if len(written) > 1 and written[-1] != "+" else [written]
    if written.endswith("++"):
        modifiers, base = written[:-2].split("+"), "+"
    names = {modifier.lower() for modifier in modifiers}
    if not names <= set(_MODIFIER_ORDER):
        raise KeyNameError(f"“{written}” has an unknown modifier; there are ctrl, alt and shift")
    if len(base) > 1:
        base = _ALIASES.get(base.lower(), base.lower())
        if base not in _NAMED and len(base) > 1:
            raise KeyNameError(f"there is no key called “{base}”")
    elif base == " ":
        base = "space"
    if not base:
        raise KeyNameError("a key is missing")
    if len(base) == 1 and "shift" in names:
        if not base.isalpha() or len(base.upper()) > 1:
            raise KeyNameError(f"write “{written}” as the character it types")
        base = base.upper()
        names.discard("shift")
    made = "+".join([name for name in _MODIFIER_ORDER if name in names] + [base])
    return _LETTERS_CTRL_CANNOT.get(made, made)


def sequence(written: str) -> tuple[str, ...]:
    """The keys of a sequence written with spaces between them.

    Raises:
        KeyNameError: it is empty, or there is no such key.
    """
    keys = tuple(canonical(key) for key in written.split())
    if not keys:
        raise KeyNameError("no key is given")
    return keys


def shown(keys: tuple[str, ...]) -> str:
    """A sequence as screens and help show it."""
    return " ".join(keys)


def script(written: str) -> tuple[str, ...]:
    """The keys of a replay script, such as `c<tab><s-right>`.

    Raises:
        KeyNameError: there is no such key.
    """
    keys = []
    for named, typed in _SCRIPT_KEY.findall(written):
        if typed:
            if typed not in "\r\n":
                keys.append(canonical(typed))
            continue
        *modifiers, base = named.split("-") if len(named) > 1 else [named]
        if named.endswith("--"):
            modifiers, base = modifiers[:-1], "-"
        spelled = [_MODIFIERS.get(modifier.lower(), modifier) for modifier in modifiers]
        keys.append(canonical("+".join([*spelled, base])))
    return tuple(keys)


def typed(key: str) -> str:
    """The character a key types into a prompt, or the empty string."""
    if key == "space":
        return " "
    return key if len(key) == 1 else ""
