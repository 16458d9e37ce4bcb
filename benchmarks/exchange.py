"""How fast datasets are read and written, and in how much memory, beside the formats' own tools.

Every measurement is a process of its own: its processor seconds without imports, and its peak
memory less what it took before it began. The data are news-like texts with some twenty names each,
made anew.
Peers that are not installed (extra `peers`) are left out.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tui.annotations.model import Annotation, ArticleRecord, Layer, Link, Quote
from tui.exchange.formats import FORMATS
from tui.exchange.options import Reading, Writing
from tui.exchange.outputs import write_file, write_folder
from tui.text.article import Article

SIZES = (200, 1000)
"""Articles: what the larger one takes more memory is what grows with the size."""

WORDS = (
    *("the", "wardens", "of", "harbour", "counted", "boats", "on", "Tuesday", "two", "more"),
    *("than", "in", "March", "while", "council"),
)
NAMES = ("Ada Venn", "Orsk Hill", "Tolmarch", "Berit Ansgard", "Varn")
TAGS = ("person", "place", "place", "person", "place")


def layers(number: int) -> Iterator[Layer]:
    """Articles of some 4,000 code points, each with twenty names and ten links."""
    for at in range(number):
        chance = random.Random(at)
        words, annotations, length = [f"Story {at}."], [], len(f"Story {at}.") + 1
        for count in range(600):
            if count % 30 == 7:
                which = chance.randrange(len(NAMES))
                annotations.append((length, length + len(NAMES[which]), TAGS[which], NAMES[which]))
                word = NAMES[which]
            else:
                word = chance.choice(WORDS) + ("." if count % 15 == 14 else "")
            words.append(word)
            length += len(word) + 1
        text = " ".join(words)
        article = ArticleRecord(id=Article(text=text).id, text=text, source=f"story-{at}.txt")
        made = tuple(
            Annotation(
                id=f"{at}-{start}", article=article.id, tag=tag, spans=((start, end),),
                quotes=(Quote(name),), author="ana", created="2031-05-01T12:00:00Z",
            )
            for start, end, tag, name in annotations
        )  # fmt: skip
        links = tuple(
            Link(id=f"{one.id}-l", article=article.id, type="near", source=one.id, target=two.id)
            for one, two in zip(made[::2], made[1::2], strict=False)
        )
        yield Layer(article, made, links)


def write(format_id: str, number: int, out: Path) -> None:
    """Write the articles."""
    form = FORMATS[format_id]
    pieces = form.write(layers(number), Writing())
    if form.layout == "folder":
        write_folder(pieces, out)
    else:
        write_file(pieces, out)


def read(format_id: str, path: Path) -> int:
    """Read a dataset and forget it; how many articles there were."""
    return sum(isinstance(one, Layer) for one in FORMATS[format_id].read(path, Reading()))


def spacy_convert(path: Path) -> None:
    """What `spacy convert` does of CoNLL: documents, and a DocBin of them."""
    from spacy.tokens import DocBin
    from spacy.training.converters import conll_ner_to_docs

    docs = conll_ner_to_docs(path.read_text("utf-8"), n_sents=10, no_print=True)
    DocBin(docs=docs, store_user_data=True).to_bytes()


def spacy_json(path: Path) -> None:
    """A DocBin's documents as JSON."""
    import spacy
    from spacy.tokens import DocBin

    docs = DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab)
    with tempfile.TemporaryFile("w") as file:
        json.dump([doc.to_json() for doc in docs], file)


def cassis_xmi(path: Path) -> None:
    """Every CAS of a folder of XMI."""
    import cassis

    with (path / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    for one in path.glob("*.xmi"):
        with one.open("rb") as file:
            list(cassis.load_cas_from_xmi(file, typesystem=types).select_all())


def cassis_json(path: Path) -> None:
    """Every CAS of a folder of JSON."""
    import cassis

    for one in path.glob("*.json"):
        with one.open("rb") as file:
            list(cassis.load_cas_from_json(file).select_all())


def label_studio(path: Path) -> None:
    """Label Studio's tasks as CoNLL."""
    from label_studio_sdk.converter import Converter

    config = (path / "config.xml").read_text("utf-8")
    with tempfile.TemporaryDirectory() as out:
        Converter(config, str(path)).convert_to_conll2003(
            str(path / "tasks.json"), out, is_dir=False
        )


class Peer(NamedTuple):
    """A tool and what it does with a dataset, beside the same done here.

    `source` is the format of the data, `target` what is made of it: None if it is only read.
    """

    source: str
    target: str | None
    modules: tuple[str, ...]
    theirs: Callable[[Path], None]

    @property
    def our_modules(self) -> list[str]:
        """What is imported here for the same."""
        named = [one for one in (self.source, self.target) if one]
        return [f"tui.exchange.{FORMATS[one].module}" for one in named]

    def ours(self, path: Path) -> None:
        """The same with Glossator."""
        if self.target is None:
            read(self.source, path)
            return
        source, target = FORMATS[self.source], FORMATS[self.target]
        found = (one for one in source.read(path, Reading()) if isinstance(one, Layer))
        with tempfile.TemporaryDirectory() as out:
            write_file(target.write(found, Writing()), Path(out, "out"))


_SPACY = ("spacy", "spacy.training.converters")

PEERS = {
    "spaCy convert, CoNLL to DocBin": Peer("conll", "docbin", _SPACY, spacy_convert),
    "spaCy, DocBin to JSON": Peer("docbin", "spacy-json", _SPACY, spacy_json),
    "dkpro-cassis, read XMI": Peer("xmi", None, ("cassis",), cassis_xmi),
    "dkpro-cassis, read JSON": Peer("cas-json", None, ("cassis",), cassis_json),
    "Label Studio converter, to CoNLL": Peer(
        "labelstudio", "conll", ("label_studio_sdk.converter",), label_studio
    ),
}


def size(path: Path) -> int:
    """Bytes of a file, or of all in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files if one.is_file())


def work_of(kind: str, name: str, number: int, path: Path) -> Callable[[], object]:
    """What is measured, with everything imported that it needs."""
    if kind == "make":
        return lambda: deque(layers(number), 0)
    if kind in ("write", "read"):
        import_module(f"tui.exchange.{FORMATS[name].module}")
        return (lambda: write(name, number, path)) if kind == "write" else lambda: read(name, path)
    peer = PEERS[name]
    for module in peer.modules if kind == "theirs" else peer.our_modules:
        import_module(module)
    return lambda: (peer.theirs if kind == "theirs" else peer.ours)(path)


def job(words: list[str]) -> None:
    """One measurement, as this process: prints seconds and kilobytes."""
    kind, name, number, path = words[0], words[1], int(words[2]), Path(words[3])
    work = work_of(kind, name, number, path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    work()
    seconds = time.process_time() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([seconds, after - before]))


def measured(*words: object) -> tuple[float, float]:
    """Seconds and megabytes of a measurement in a process of its own."""
    command = [sys.executable, __file__, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    seconds, kilobytes = json.loads(done.stdout.splitlines()[-1])
    return seconds, kilobytes / 1024


def formats(folder: Path) -> None:
    """Every format, written and read, with a few articles and with many."""
    print(f"{'format':14} {'read MB/s':>10} {'write MB/s':>11} {'read MB':>17} {'write MB':>17}")
    making, _ = measured("make", "-", SIZES[-1], folder)
    for name, form in FORMATS.items():
        peaks: dict[str, list[str]] = {"read": [], "write": []}
        speeds = {"read": 0.0, "write": 0.0}
        try:
            for number in SIZES:
                path = folder / f"{name}-{number}"
                for kind in ("write", "read") if form.reads else ("write",):
                    seconds, megabytes = measured(kind, name, number, path)
                    seconds -= making * number / SIZES[-1] if kind == "write" else 0
                    speeds[kind] = size(path) / 1e6 / seconds
                    peaks[kind].append(f"{megabytes:.0f}")
        except RuntimeError as error:
            print(f"{name:14} {error}")
            continue
        read_peaks, write_peaks = (" → ".join(peaks[kind]) or "–" for kind in ("read", "write"))
        print(
            f"{name:14} {speeds['read']:10.1f} {speeds['write']:11.1f}"
            f" {read_peaks:>17} {write_peaks:>17}",
            flush=True,
        )


def peers(folder: Path) -> None:
    """What other tools do, beside the same done here, turn by turn; the best of three each."""
    heads = f"{'theirs s':>9} {'ours s':>9} {'times':>6} {'theirs MB':>10} {'ours MB':>9}"
    print(f"\n{'beside':34} {heads}")
    for name, peer in PEERS.items():
        path = folder / f"{peer.source}-{SIZES[-1]}"
        try:
            turns = [
                (measured("theirs", name, 0, path), measured("ours", name, 0, path))
                for _ in range(3)
            ]
        except RuntimeError as error:
            print(f"{name:34} {error}")
            continue
        (slow, much), (fast, little) = (min(one) for one in zip(*turns, strict=True))
        print(
            f"{name:34} {slow:9.2f} {fast:9.2f} {slow / fast:6.1f} {much:10.0f} {little:9.0f}",
            flush=True,
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        job(sys.argv[1:])
    else:
        with tempfile.TemporaryDirectory() as place:
            formats(Path(place))
            peers(Path(place))
