"""The `[suggesters]` of keymap.toml: which there are from outside, and how to run them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated
from urllib.parse import urlsplit

import msgspec


class Suggester(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the `[suggesters]`: exactly one of the first five says what it is."""

    command: tuple[str, ...] = ()
    """A program and its arguments."""
    python: str = ""
    """An entry point of the group `glossator.suggesters` that an installed package brings."""
    spacy: str = ""
    """An installed spaCy pipeline."""
    gliner: str = ""
    """The folder of a GLiNER model."""
    endpoint: str = ""
    """The address of an OpenAI-compatible service, up to `/v1`."""
    model: str = ""
    """The service's model."""
    key: str = ""
    """The name of the environment variable that holds the service's key."""
    send: bool = False
    """Whether texts may be sent to the service."""
    seconds: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 30.0
    """How long it may take over an article, in seconds."""

    def faults(self) -> Iterator[str]:
        """What is wrong with it, in words that follow its name."""
        kinds = ("command", "python", "spacy", "gliner", "endpoint")
        named = [kind for kind in kinds if getattr(self, kind)]
        if len(named) != 1:
            yield f"needs exactly one of {', '.join(kinds)}"
        if self.endpoint and urlsplit(self.endpoint).scheme not in ("http", "https"):
            yield "the endpoint is no address: it begins with https:// or http://"
        if self.endpoint and not self.model:
            yield "an endpoint needs a model"

    @property
    def host(self) -> str:
        """Where texts are sent; empty where they stay on this machine as far as is known."""
        return urlsplit(self.endpoint).netloc.rpartition("@")[2] if self.endpoint else ""

    def argv(self) -> list[str]:
        """The command line that runs it."""
        if self.command:
            return list(self.command)
        child = [sys.executable, "-m", "tui.suggesters.child"]
        if self.endpoint:
            return [*child, "endpoint", self.endpoint, self.model, self.key]
        for kind, name in (("entry", self.python), ("spacy", self.spacy), ("gliner", self.gliner)):
            if name:
                return [*child, kind, name]
        return []
