"""What a signature is worth: the one given last, and whether anything has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from tui.annotations.model import Layer, Signing
from tui.annotations.records import Records
from tui.annotations.said import said

Signature: TypeAlias = Literal["", "signed", "changed"]
"""Whether an article is signed, and if so, whether something was said otherwise since."""


def latest(signings: Iterable[Signing]) -> Signing | None:
    """The signature given last."""
    return max(signings, key=lambda one: (one.created, one.id), default=None)


def of_layer(layer: Layer) -> Signature:
    """The state of an article's last signature."""
    last = latest(layer.signings)
    return "" if last is None else _state(last, said(layer))


def of_records(records: Records) -> Signature:
    """The state of the last signature of what is open."""
    last = latest(records.signings.values())
    return "" if last is None else _state(last, records.said)


def _state(signing: Signing, digest: str) -> Signature:
    return "signed" if signing.said == digest else "changed"
