"""What a review tells an annotator, as Markdown and as JSON values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tui.annotations.model import Annotation
from tui.reports.markdown import escaped
from tui.review.feedback import Feedback, Remark
from tui.review.saying import words


def markdown(feedback: Feedback) -> Iterator[str]:
    """Lines of Markdown, an article after the other."""
    count = len(feedback.remarks)
    yield f"# Feedback for {escaped(feedback.annotator)}"
    yield ""
    yield f"Disagreements decided: {feedback.decided}; otherwise than you had it: {count}."
    reasons = Counter(one.ruling.reason for one in feedback.remarks if one.ruling.reason)
    if reasons:
        listed = ", ".join(f"{escaped(reason)} {count}" for reason, count in reasons.most_common())
        yield f"Reasons: {listed}."
    article = None
    for remark in feedback.remarks:
        if remark.article != article:
            article = remark.article
            yield from ("", f"## {escaped(remark.title or article[:12])}", "")
        yield f"- **{escaped(remark.ruling.kind)}**: {_said(remark.mine)} → {_said(remark.gold)}"
        yield from (f"  - {line}" for line in _why(remark))


def plain(feedback: Feedback) -> dict[str, Any]:
    """The same as JSON values."""
    return {
        "annotator": feedback.annotator,
        "decided": feedback.decided,
        "otherwise": [
            {
                "article": one.article,
                "title": one.title,
                "kind": one.ruling.kind,
                "yours": [_fields(made) for made in one.mine],
                "links": one.ruling.links.get(feedback.annotator, ()),
                "gold": [_fields(made) for made in one.gold],
                "reason": one.ruling.reason,
                "comment": one.ruling.comment,
                "by": one.ruling.author,
                "at": one.ruling.created,
            }
            for one in feedback.remarks
        ],
    }


def _why(remark: Remark) -> Iterator[str]:
    """What the reviewer said of it, and whose links count where they differ."""
    ruling = remark.ruling
    if ruling.kind == "link":
        right = (link for name in ruling.taken for link in ruling.links.get(name, ()))
        yield f"links: {escaped(', '.join(right) or 'none')}"
    if ruling.reason:
        yield f"because: {escaped(ruling.reason)}"
    if ruling.comment:
        yield escaped(ruling.comment)


def _said(made: Sequence[Annotation]) -> str:
    return " and ".join(map(_one, made)) or "no annotation"


def _one(made: Annotation) -> str:
    values = "".join(f", {name} {value}" for name, value in sorted(made.attributes.items()))
    return escaped(f"{made.tag} “{words(made)}”{values}")


def _fields(made: Annotation) -> dict[str, Any]:
    return {
        "tag": made.tag,
        "spans": made.spans,
        "text": made.text,
        "attributes": made.attributes,
    }
