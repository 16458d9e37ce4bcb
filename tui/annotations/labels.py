"""What is said of an article as a whole: by annotators with names and values, by datasets as words.

A dataset's word for a value is `name:value`, such as `topic:politics`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from tui.annotations.model import Layer, Task

_BETWEEN = ":"


def by_name(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The values by the label's name; words that have none are left out."""
    made: dict[str, tuple[str, ...]] = {}
    for word in words:
        name, between, value = word.partition(_BETWEEN)
        if between and value:
            made[name] = (*made.get(name, ()), value)
    return made


def carried(layer: Layer) -> Layer:
    """The layer with its tasks' labels as the dataset's words; those take the place of what a
    dataset had said under the same name.
    """
    said = [pair for task in layer.tasks for pair in task.labels.items()]
    if layer.article is None or not said:
        return layer
    names = {name for name, _ in said}
    kept = [
        word for word in layer.article.carried.labels if word.partition(_BETWEEN)[0] not in names
    ]
    words = (f"{name}{_BETWEEN}{value}" for name, values in said for value in values)
    both = tuple(dict.fromkeys([*kept, *words]))
    article = replace(layer.article, carried=replace(layer.article.carried, labels=both))
    return replace(layer, article=article)


def uncarried(layer: Layer) -> Layer:
    """The layer without the dataset's words that its tasks say, as they stood before `carried`."""
    names = {name for task in layer.tasks for name in task.labels}
    if layer.article is None or not names:
        return layer
    came = layer.article.carried
    kept = tuple(word for word in came.labels if word.partition(_BETWEEN)[0] not in names)
    return replace(layer, article=replace(layer.article, carried=replace(came, labels=kept)))


def majority(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """One task with the values that more than half of those gave who said something under a
    label's name; none where nobody did.
    """
    given = [task.labels for task in tasks if task.labels]
    if not given:
        return ()
    said = Counter(name for labels in given for name, values in labels.items() if values)
    votes = Counter(
        (name, value) for labels in given for name, values in labels.items() for value in values
    )
    made = {
        name: tuple(value for one, value in votes if one == name and votes[one, value] * 2 > often)
        for name, often in said.items()
    }
    return (Task(id="", article="", state="done", labels=made),)
