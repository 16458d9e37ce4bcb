"""Writes the reports that a session asks for, in the thread of the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui.annotations.scheme import Scheme
from tui.session.effects import WriteReport
from tui.session.world import Message
from tui.store.protocol import Store


class Reporting:
    """Knows where reports go, and which files they may take the place of.

    `folder` is where they are written unless a path says otherwise.
    """

    def __init__(self) -> None:
        """Nothing is written yet."""
        self.folder = Path()
        self._replaceable: set[Path] = set()

    def writing(self, effect: WriteReport, scheme: Scheme) -> Callable[[Store], Message]:
        """What to ask the store: it writes the report, and what is said then comes back."""
        return lambda store: self._write(effect, scheme, store)

    def _write(self, effect: WriteReport, scheme: Scheme, store: Store) -> Message:
        from tui.exchange.outputs import write_file
        from tui.neighbours import Neighbours
        from tui.reports.making import fact_sheet
        from tui.reports.writers import kind_of

        layer = store.load(effect.article)
        if layer.article is None:
            return Message("nothing is said of this article yet: there is nothing to report")
        try:
            kind = kind_of(effect.path)
            path = self.folder / Path(effect.path).expanduser()
            if self._is_strange(path, layer.article.source):
                return Message(
                    f"{path} is there already: write to it again to replace it", "warning"
                )
            beside = Neighbours(store).beside(layer)
            text = kind.write([fact_sheet(layer.article, layer, scheme, beside=beside)])
            write_file([("", text.encode())], path)
        except OSError as error:
            return Message(f"{effect.path} cannot be written: {error.strerror}", "error")
        except (ValueError, RuntimeError) as error:
            return Message(str(error), "error")
        self._replaceable.add(path.resolve())
        return Message(f"the report is in {path}")

    def _is_strange(self, path: Path, source: str) -> bool:
        """Whether a file is there that no report of this session made; asked again it is not.

        Raises:
            ValueError: it is the article itself.
        """
        whole = path.resolve()
        if source and whole == Path(source).resolve():
            raise ValueError(f"{path} is the article itself: name another file")
        strange = whole.exists() and whole not in self._replaceable
        self._replaceable.add(whole)
        return strange
