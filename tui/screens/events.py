"""The terminal's events under the names that the keymap uses."""

from __future__ import annotations

from textual import events

from tui.session.keys import KeyNameError, canonical


def key_name(event: events.Key) -> str:
    """The key's canonical name, or the empty string for one that a keymap cannot name."""
    character = event.character
    if event.is_printable and character is not None and not event.key.startswith(("ctrl+", "alt+")):
        return "space" if character == " " else character
    try:
        return canonical(event.key)
    except KeyNameError:
        return ""
