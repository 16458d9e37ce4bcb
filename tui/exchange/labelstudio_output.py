"""Label Studio's JSON, written: see `tui.exchange.labelstudio`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from xml.sax.saxutils import quoteattr

from tui.annotations.model import Annotation, Layer, Link
from tui.exchange.drafts import carried_rest, native_name
from tui.exchange.offsets import Offsets
from tui.exchange.options import Piece, Writing
from tui.exchange.outputs import json_array

NOTE = "note"
"""The name of the control that holds an annotation's note."""

_LABEL, _TEXT, _DOCUMENT = "label", "text", "document"


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """`tasks.json`, and the labelling interface that shows it, `config.xml`."""
    config = _Config()
    tasks = (
        {"id": number, **_Task(layer, writing, config).row()}
        for number, layer in enumerate(layers, 1)
        if layer.article
    )
    for _, data in json_array(tasks):
        yield "tasks.json", data
    yield "config.xml", config.text().encode()


class _Config:
    """The controls that a dataset uses."""

    def __init__(self) -> None:
        self.labels: set[str] = set()
        self.choices: dict[str, set[str]] = {}
        self.document: set[str] = set()
        self.links: set[str] = set()
        self.notes = False

    def text(self) -> str:
        """The labelling interface."""
        lines = ["<View>", f'  <Labels name="{_LABEL}" toName="{_TEXT}">']
        lines += [f"    <Label value={quoteattr(one)}/>" for one in sorted(self.labels)]
        lines += ["  </Labels>", f'  <Text name="{_TEXT}" value="$text"/>']
        for name, values in sorted(self.choices.items()):
            lines.append(f'  <Choices name={quoteattr(name)} toName="{_TEXT}" perRegion="true">')
            lines += [f"    <Choice value={quoteattr(one)}/>" for one in sorted(values)]
            lines.append("  </Choices>")
        if self.notes:
            lines.append(f'  <TextArea name="{NOTE}" toName="{_TEXT}" perRegion="true"/>')
        if self.document:
            lines.append(f'  <Choices name="{_DOCUMENT}" toName="{_TEXT}" choice="multiple">')
            lines += [f"    <Choice value={quoteattr(one)}/>" for one in sorted(self.document)]
            lines.append("  </Choices>")
        if self.links:
            lines.append("  <Relations>")
            lines += [f"    <Relation value={quoteattr(one)}/>" for one in sorted(self.links)]
            lines.append("  </Relations>")
        return "\n".join([*lines, "</View>", ""])


class _Task:
    """One text as a task: a result for each author."""

    def __init__(self, layer: Layer, writing: Writing, config: _Config) -> None:
        if layer.article is None:
            raise ValueError("a layer without an article has no text")
        self._layer = layer
        self._article = layer.article
        self._config = config
        self._writing = writing
        self._rest = carried_rest(layer, "labelstudio")
        self._out = Offsets(self._article.text, writing.unit("code points")).outward
        self._names = self._regions()

    def row(self) -> dict[str, object]:
        """The task."""
        row: dict[str, object] = dict(self._rest.get("row", {}))
        field = self._rest.get("text", _TEXT)
        data = {**self._rest.get("data", {}), field: self._article.text}
        if self._rest and "data" not in self._rest:
            row |= data
        else:
            row["data"] = data
        kind = "completions" if "completions" in row else "annotations"
        row[kind] = list(self._results())
        return row

    def _results(self) -> Iterator[dict[str, object]]:
        came: Sequence[dict[str, object]] = self._rest.get("results", [])
        groups: dict[int, list[Annotation]] = {at: [] for at in range(len(came))}
        authors: dict[str, int] = {}
        for one in self._layer.annotations:
            number, dot, _ = native_name(one.id, one.origin, "labelstudio").partition(".")
            if dot and int(number) in groups:
                groups[int(number)].append(one)
            else:
                at = authors.setdefault(one.author, len(came) + len(authors))
                groups.setdefault(at, []).append(one)
        if not groups and self._article.carried.labels:
            groups[0] = []
        for at, members in groups.items():
            made: dict[str, object] = dict(came[at]) if at < len(came) else {}
            author = next((one.author for one in members if one.author), "")
            if author.isdecimal() or "@" in author:
                made["completed_by"] = int(author) if author.isdecimal() else {"email": author}
            else:
                made.pop("completed_by", None)
            if "created_at" not in made and members and members[0].created:
                made["created_at"] = members[0].created
            made["result"] = [*self._result(members), *self._whole(at == min(groups))]
            yield made

    def _regions(self) -> dict[str, str]:
        """A name for each annotation: the one it came with, else a number."""
        came = {
            one.id: native_name(one.id, one.origin, "labelstudio").partition(".")[2]
            for one in self._layer.annotations
        }
        free = (name for at in count() if (name := f"r{at}") not in came.values())
        return {key: native or next(free) for key, native in came.items()}

    def _result(self, members: Sequence[Annotation]) -> Iterator[dict[str, object]]:
        for one in members:
            name, value = self._names[one.id], self._place(one)
            self._config.labels.add(one.tag)
            yield _region(name, _LABEL, "labels", {**value, "labels": [one.tag]})
            for key, said in one.attributes.items():
                self._config.choices.setdefault(key, set()).add(said)
                yield _region(name, key, "choices", {**value, "choices": [said]})
            if one.note:
                self._config.notes = True
                yield _region(name, NOTE, "textarea", {**value, "text": [one.note]})
        here = {one.id for one in members}
        for link in self._layer.links:
            if link.source in here and link.target in here:
                yield self._relation(link)
            elif link.source in here:
                self._writing.lost["links left out that join two annotators' annotations"] += 1

    def _place(self, one: Annotation) -> dict[str, object]:
        out = self._out
        return {"start": out(one.start), "end": out(one.end), "text": one.quotes[0].exact}

    def _relation(self, link: Link) -> dict[str, object]:
        self._config.links.add(link.type)
        return {
            "type": "relation",
            "from_id": self._names[link.source],
            "to_id": self._names[link.target],
            "direction": "right",
            "labels": [link.type],
        }

    def _whole(self, first: bool) -> Iterator[dict[str, object]]:
        """The labels of the whole text, which stand in the first result."""
        labels = list(self._article.carried.labels)
        if first and labels:
            self._config.document.update(labels)
            yield _region("document", _DOCUMENT, "choices", {"choices": labels})


def _region(name: str, control: str, kind: str, value: dict[str, object]) -> dict[str, object]:
    return {"id": name, "from_name": control, "to_name": _TEXT, "type": kind, "value": value}
