"""How good and how fast the candidates are.

Quotations on news sentences with source, cue and content labels (CoNLL-like JSONL: `tokens`,
`labels`, `id`), names on CoNLL columns with IOB1 tags, check-worthiness on a few sentences of our
own and on transcripts of debates, speed on the news text as one article. The corpora are not part
of the project:

    python benchmarks/suggest.py CORPORA --claims DEBATES    (CORPORA or $GLOSSATOR_CORPORA)

CORPORA holds `cofenet/news-valid.jsonl` and `conll/wikigold.conll.txt`. The rules were made looking
at every other document only; the others are held out and reported beside them. DEBATES, which may
be left out, holds transcripts as tables.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from tui.assist.suggest import suggest
from tui.text.article import Article, Block, Span

COPIES = 10
"""How often the file repeats the news on which the command is timed."""

LEAST = 0.3
"""Candidates below this score are not counted: a reader is not led to them."""

PARTS = ("looked at", "held out", "all")
SPELLED = {
    "``": "“",
    "''": "”",
    "`": "‘",
    "'": "’",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LRB-": "(",
    "-RRB-": ")",
    "--": "—",
}
GLUED_BEFORE = {*".,;:?!%)]”’…", "n’t", "’s", "’S", "’re", "’ve", "’ll", "’d", "’m"}
GLUED_AFTER = {*"“‘([$"}

Label = tuple[str, int, int]
"""What is marked, and the first and the last token of it, the last not included."""


class Document(NamedTuple):
    """A text with its tokens' spans and the labels they ought to get."""

    article: Article
    tokens: list[Span]
    gold: set[Label]


class Tally:
    """Counts of one kind of label over documents."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self.proposed = self.wanted = self.exact = self.touching = self.touched = 0

    def add(self, proposed: Iterable[Span], wanted: Iterable[Span]) -> None:
        """Count one document. Two ranges overlap if they share a token."""
        proposals, golds = set(proposed), set(wanted)
        self.proposed += len(proposals)
        self.wanted += len(golds)
        self.exact += len(proposals & golds)
        self.touching += sum(any(_overlap(one, two) for two in golds) for one in proposals)
        self.touched += sum(any(_overlap(one, two) for two in proposals) for one in golds)

    def scores(self) -> list[float]:
        """Precision, recall and F1, exact and then overlapping."""
        return [
            *_scores(self.exact / max(1, self.proposed), self.exact / max(1, self.wanted)),
            *_scores(self.touching / max(1, self.proposed), self.touched / max(1, self.wanted)),
        ]


def _overlap(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _scores(precision: float, recall: float) -> list[float]:
    return [precision, recall, 2 * precision * recall / max(1e-9, precision + recall)]


def runs(tags: Sequence[str]) -> Iterator[Label]:
    """The labelled runs of a sequence of B-, I- and O tags; a run may begin with I-."""
    start, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        if kind and (tag == "O" or tag[0] == "B" or tag[2:] != kind):
            yield kind, start, index
            kind = ""
        if tag != "O" and not kind:
            start, kind = index, tag[2:]


def spelt(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """A sentence as it is written, from its tokens, and where each of them stands in it.

    A closing mark that nothing opened, before a word, is an opening one.
    """
    written, spans = "", []
    glue, opened = True, False
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else "."
        if token in ("``", "''"):
            before = tokens[index - 1] if index else "("
            starts = following[0].isalnum() and (
                before not in (*",.?!",) or (before == "." and following[0].isupper())
            )
            opened = token == "``" or (not opened and starts)
            token = "``" if opened else "''"
        word = SPELLED.get(token, token.replace("'", "’"))
        if not glue and word not in GLUED_BEFORE:
            written += " "
        spans.append((len(written), len(written) + len(word)))
        written += word
        glue = word in GLUED_AFTER
    return written, spans


def document(sentences: Iterable[tuple[Sequence[str], Sequence[str]]], between: str) -> Document:
    """Sentences of tokens and tags as one text; with a blank line between, each is a block."""
    text, blocks, tokens, gold = "", [], [], set()
    for words, tags in sentences:
        text += between if text else ""
        base, first = len(text), len(tokens)
        written, spans = spelt(words)
        text += written
        tokens += [(base + start, base + end) for start, end in spans]
        gold.update((kind, first + start, first + end) for kind, start, end in runs(tags))
        blocks.append(Block("paragraph", base, len(text)))
    if "\n" not in between:
        blocks = [Block("paragraph", 0, len(text))]
    return Document(Article(text=text, blocks=tuple(blocks), language="en"), tokens, gold)


def token_range(tokens: Sequence[Span], span: Span) -> Span:
    """The tokens that share a character with a span."""
    first = bisect_right(tokens, (span[0], sys.maxsize)) - 1
    if first < 0 or tokens[first][1] <= span[0]:
        first += 1
    return first, bisect_left(tokens, (span[1], 0))


def news(corpora: Path) -> list[Document]:
    """The articles of the news corpus; each of its rows is a paragraph."""
    rows: dict[str, list[tuple[list[str], list[str]]]] = {}
    for line in (corpora / "cofenet" / "news-valid.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["id"], []).append((row["tokens"], row["labels"]))
    return [document(one, "\n\n") for one in rows.values()]


def encyclopedia(corpora: Path) -> list[Document]:
    """The articles of wikigold, each as one paragraph."""
    found: list[list[tuple[list[str], list[str]]]] = []
    words: list[str] = []
    tags: list[str] = []
    for line in (corpora / "conll" / "wikigold.conll.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("-DOCSTART-"):
            if words:
                found[-1:] = [[*(found[-1] if found else []), (words, tags)]]
            words, tags = [], []
            if line.startswith("-DOCSTART-"):
                found.append([])
        else:
            word, tag = line.rsplit(" ", 1)
            words.append(word)
            tags.append(tag)
    if words:
        found[-1].append((words, tags))
    return [document(one, " ") for one in found if one]


def quotation_labels(one: Document) -> set[Label]:
    """What the candidates say is source, cue and content.

    Words in marks inside words that a cue reports are counted once, with the larger.
    """
    found: set[Label] = set()
    candidates = [
        candidate for candidate in suggest(one.article, tags=("quote",)) if candidate.score >= LEAST
    ]
    spans = {span for candidate in candidates for span in candidate.spans}
    for candidate in candidates:
        for span in candidate.spans:
            if not any(two != span and two[0] <= span[0] and span[1] <= two[1] for two in spans):
                found.add(("content", *token_range(one.tokens, span)))
        if candidate.cue is not None:
            found.add(("cue", *token_range(one.tokens, candidate.cue)))
        for speaker in candidate.speakers[:1]:
            if speaker.phrase is not None:
                found.add(("source", *token_range(one.tokens, speaker.phrase)))
    return found


def in_part(part: str, index: int) -> bool:
    """Whether a document belongs to a part: every other one was looked at."""
    return part == "all" or (index % 2 == 0) == (part == "looked at")


def report_quotations(documents: Sequence[Document]) -> None:
    """Print precision, recall and F1 of source, cue, content, and content in marks."""
    found = [quotation_labels(one) for one in documents]
    print(f"\n{'':10} {'':11} {'n':>5}   exact P     R    F1   overlap P     R    F1")
    for part in PARTS:
        for kind in ("source", "cue", "content", "in marks"):
            tally = Tally()
            for index, (one, labels) in enumerate(zip(documents, found, strict=True)):
                if in_part(part, index):
                    tally.add(_of_kind(one, labels, kind), _of_kind(one, one.gold, kind))
            p, r, f, p2, r2, f2 = tally.scores()
            print(
                f"{kind:10} {part:11} {tally.wanted:5}     {p:.3f}  {r:.3f}  {f:.3f}"
                f"     {p2:.3f}  {r2:.3f}  {f2:.3f}"
            )


def _of_kind(one: Document, labels: Iterable[Label], kind: str) -> Iterator[Span]:
    for label, first, last in labels:
        marked = one.article.text[one.tokens[first][0]] in '“"'
        if label == kind or (kind == "in marks" and label == "content" and marked):
            yield first, last


def report_names(documents: Sequence[Document]) -> None:
    """Print F1 of names whatever they name, and how many of those found get the right tag."""
    names = ("person", "organisation", "place")
    right = {"PER": "person", "ORG": "organisation", "LOC": "place"}
    for part in PARTS:
        tally, typed, hits = Tally(), 0, 0
        for index, one in enumerate(documents):
            if not in_part(part, index):
                continue
            found = {
                token_range(one.tokens, candidate.spans[0]): candidate.tag
                for candidate in suggest(one.article, tags=names)
                if candidate.score >= LEAST
            }
            gold = {(first, last): kind for kind, first, last in one.gold}
            tally.add(found, gold)
            both = [span for span in found.keys() & gold.keys() if gold[span] in right]
            typed += len(both)
            hits += sum(found[span] == right[gold[span]] for span in both)
        p, r, f, *_ = tally.scores()
        share = hits / max(1, typed)
        print(
            f"{'names':10} {part:11} {tally.wanted:5}     {p:.3f}  {r:.3f}  {f:.3f}"
            f"     right tag of those found: {share:.3f}"
        )


def average_precision(rows: Sequence[tuple[str, bool]], between: str) -> float:
    """How well the scores rank those sentences first that are marked; ties stay in order."""
    text, blocks = "", []
    for sentence, _ in rows:
        text += between if text else ""
        blocks.append(Block("paragraph", len(text), len(text) + len(sentence)))
        text += sentence
    if "\n" not in between:
        blocks = [Block("paragraph", 0, len(text))]
    starts = [block.start for block in blocks]
    scores: dict[str, float] = {}
    for one in suggest(Article(text=text, blocks=tuple(blocks), language="en"), tags=("claim",)):
        whole = rows[bisect_right(starts, one.start) - 1][0] if "\n" in between else one.text
        scores[whole] = max(one.score, scores.get(whole, 0.0))
    ranked = sorted(rows, key=lambda row: -scores.get(row[0], 0.0))
    hits = [rank for rank, (_, marked) in enumerate(ranked, 1) if marked]
    return sum(at / rank for at, rank in enumerate(hits, 1)) / max(1, len(hits))


def report_claims(path: Path) -> None:
    """Print the mean average precision of check-worthiness over the texts of our own gold file."""
    precisions = []
    for text in path.read_text("utf-8").split("\n\n"):
        lines = [line for line in text.splitlines() if line[:2] in ("+ ", "- ")]
        precisions.append(average_precision([(one[2:], one[0] == "+") for one in lines], " "))
    print(f"\nclaims: mean average precision {fmean(precisions):.3f}")


def report_debates(folder: Path) -> None:
    """Print it for each transcript of a folder: lines of number, speaker, text and 0 or 1, as in
    the CheckThat! tasks of 2018 and 2019, or with a column for each checker (ClaimRank)."""
    precisions = []
    for path in sorted((*folder.glob("*.tsv"), *folder.glob("*.txt"))):
        with path.open(encoding="utf-8", newline="") as lines:
            table = [line.rstrip("\r\n").split("\t") for line in lines]
        columns = table[0] if table[0][0] == "ID" else ["ID", "Speaker", "Text", "ALL"]
        said, marked = columns.index("Text"), columns.index("ALL")
        rows = [
            (row[said], row[marked] != "0")
            for row in table
            if row is not columns and row[1] != "SYSTEM"
        ]
        precisions.append(average_precision(rows, "\n\n"))
        share = sum(marked for _, marked in rows) / len(rows)
        print(
            f"{path.name:32} {len(rows):5} sentences, {share:.3f} of them checked: "
            f"average precision {precisions[-1]:.3f}"
        )
    print(
        f"debates: mean average precision {fmean(precisions):.3f}" if precisions else "no debates"
    )


def report_speed(documents: Sequence[Document]) -> None:
    """Print megabytes of text a second over all news as one article: of processor time in this
    process, which knows the words by then; and of the clock, for the command on a file that
    repeats the news, from its start to its end, with one process and with one for each core."""
    text = "\n\n".join(one.article.text for one in documents)
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block("paragraph", at, at + len(paragraph)))
        at += len(paragraph) + 2
    article = Article(text=text, blocks=tuple(blocks), language="en")
    size = len(text.encode()) / 1e6
    seconds = []
    for _ in range(5):
        begun = time.process_time()
        count = sum(1 for _ in suggest(article))
        seconds.append(time.process_time() - begun)
    best = min(seconds)
    print(f"\nspeed: {size / best:.2f} MB/s ({size:.2f} MB, {count} candidates, best of 5)")
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        copies = "\n\n".join([text] * COPIES)
        file.write(copies)
        file.flush()
        for jobs in dict.fromkeys((1, os.cpu_count() or 1)):
            command = [sys.executable, "-m", "tui", "suggest", file.name, "--json"]
            begun = time.perf_counter()
            subprocess.run([*command, "--jobs", str(jobs)], stdout=subprocess.DEVNULL, check=True)
            rate = COPIES * size / (time.perf_counter() - begun)
            print(f"the command, {jobs} process(es): {rate:.2f} MB/s ({COPIES * size:.1f} MB)")


def main() -> None:
    """Measure what the corpora at hand allow."""
    parser = ArgumentParser(description="How good and how fast the candidates are.")
    parser.add_argument("corpora", nargs="?", default=os.environ.get("GLOSSATOR_CORPORA", ""))
    parser.add_argument("--claims", type=Path, help="a folder of transcripts with checked claims")
    asked = parser.parse_args()
    corpora = Path(asked.corpora)
    if not asked.corpora or not (corpora / "cofenet" / "news-valid.jsonl").exists():
        sys.exit("name the folder of corpora: python benchmarks/suggest.py CORPORA")
    documents = news(corpora)
    report_quotations(documents)
    report_names(encyclopedia(corpora))
    report_claims(Path(__file__).parent.parent / "tests" / "assist" / "gold" / "claims.txt")
    if asked.claims:
        report_debates(asked.claims)
    else:
        print("no debates: name a folder of transcripts with --claims")
    report_speed(documents)


if __name__ == "__main__":
    main()
