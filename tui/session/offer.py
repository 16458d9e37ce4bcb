"""Who may have said the words just tagged, as it is offered in the status line."""

from __future__ import annotations

from typing import NamedTuple

from tui.assist.candidate import Candidate, Speaker


class Offer(NamedTuple):
    """Speakers for the annotation with the id `quote`, the likeliest first.

    `candidate` is where going through candidates goes on from, if it was one that was accepted.
    """

    quote: str
    speakers: tuple[Speaker, ...]
    candidate: Candidate | None
