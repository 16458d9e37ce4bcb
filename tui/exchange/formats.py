"""The dataset formats: what each is called, how it counts, what it can carry and what it cannot.

The table drives everything: a writer is given articles that were fitted to what its row carries,
and `glossator formats` and docs/formats.md are printed from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Literal, TypeAlias

import msgspec

from tui.annotations.model import Layer
from tui.exchange.drafts import Found
from tui.exchange.features import FEATURES, MEANING, RECORDS, Feature
from tui.exchange.fitting import UNFORESEEN, fit
from tui.exchange.offsets import Unit
from tui.exchange.options import Piece, Read, Reading, Write, Writing

Layout: TypeAlias = Literal["lines", "file", "folder"]
"""One article a line; all articles in a file that is written as a whole; a folder of files."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One format.

    `module` has its `read` and `write` and is loaded when they are used; `offsets` is the unit
    that it counts in, None where it has tokens instead. `remark` says in a sentence what else to
    know; `extra` is the optional dependency it needs.
    """

    id: str
    summary: str
    suffix: str
    module: str
    layout: Layout = "file"
    carries: frozenset[Feature] = frozenset()
    offsets: Unit | None = "code points"
    reads: bool = True
    remark: str = ""
    extra: str = ""

    @property
    def lacks(self) -> list[Feature]:
        """What it cannot carry, in the table's order."""
        return [feature for feature in FEATURES if feature not in self.carries]

    @property
    def loses(self) -> str:
        """What a round trip through it does not keep, in a sentence."""
        missing = "; ".join(MEANING[feature] for feature in self.lacks)
        return f"{missing[:1].upper()}{missing[1:] or 'Nothing'}."

    def described(self) -> dict[str, object]:
        """The row as `glossator formats --json` gives it."""
        return {
            "id": self.id,
            "summary": self.summary,
            "loses": self.loses,
            "carries": [feature for feature in FEATURES if feature in self.carries],
            "lacks": self.lacks,
            "offsets": self.offsets or "tokens",
            "layout": self.layout,
            "suffix": self.suffix,
            "reads": self.reads,
            "extra": self.extra,
            "remark": self.remark,
        }

    def read(self, path: Path, reading: Reading) -> Iterator[Found]:
        """The articles in a file or folder, and a fault for everything that is not sound.

        Raises:
            OSError: it cannot be read.
            MissingExtra: an optional dependency is not installed.
        """
        reader: Read = self._loaded().read
        return reader(path, reading)

    def write(self, layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
        """The files of a dataset, piece by piece; what is lost is counted in `writing`.

        Raises:
            MissingExtra: an optional dependency is not installed.
        """
        writer: Write = self._loaded().write
        return writer(self._fitted(layers, writing), writing)

    def _fitted(self, layers: Iterable[Layer], writing: Writing) -> Iterator[Layer]:
        for layer in layers:
            if layer.article is None:
                raise ValueError("a layer without an article cannot be exported")
            fitted, lost = fit(layer, self.carries)
            for what, number in lost.items():
                counted = writing.lost if what == UNFORESEEN else writing.unfit
                counted[what] += number
            yield fitted

    def _loaded(self) -> ModuleType:
        try:
            return import_module(f"tui.exchange.{self.module}")
        except ModuleNotFoundError as error:
            if not self.extra or (error.name or "").startswith("tui"):
                raise
            raise MissingExtra(
                f"the format {self.id} needs {error.name}: pip install 'glossator[{self.extra}]'"
            ) from error


class MissingExtra(Exception):  # noqa: N818 (it is named for what is missing)
    """An optional dependency is not installed; the text says how to install it."""


ALL = frozenset(FEATURES)
CHECKED = frozenset[Feature]({"evidence", "links between articles", *RECORDS})
"""What belongs to people's work on a text rather than to its labels."""
EXACT = frozenset[Feature]({"whitespace", "control characters"})
"""What a format keeps that has the text as it is."""

LYING = frozenset[Feature]({"annotations", "overlapping", "nested", "stacked", "inside words"})
"""What a format keeps that has start and end of each annotation."""

_ROWS = (
    Format(
        id="jsonl",
        summary="Glossator's own: one article a line, with everything that is recorded about it.",
        suffix=".jsonl",
        module="jsonl",
        layout="lines",
        carries=ALL,
        remark="The history of edits stays in the database.",
    ),
    Format(
        id="webannotation",
        summary="W3C Web Annotation in JSON-LD: a .txt and a .jsonld file for each text.",
        suffix="",
        module="webannotation",
        layout="folder",
        carries=ALL - CHECKED - {"candidates", "metadata"},
        remark="Words are found by their position, or by their quote where there is none.",
    ),
    Format(
        id="brat",
        summary="brat standoff: a .txt and an .ann file for each text.",
        suffix="",
        module="brat",
        layout="folder",
        carries=ALL
        - CHECKED
        - {"document labels", "candidates", "passes", "authors", "times", "metadata"},
        remark="Types have no spaces; events are links from their trigger.",
    ),
    Format(
        id="conll",
        summary="CoNLL: a token a line with its tag, in IOB1, IOB2, BIOES or BILOU.",
        suffix=".conll",
        module="conll",
        offsets=None,
        carries=frozenset({"annotations"}),
        remark="Reads 2 to 5 columns by tabs or spaces; nothing crosses a sentence.",
    ),
    Format(
        id="conll-nested",
        summary="CoNLL with an outer and an inner column of tags, as in GermEval 2014.",
        suffix=".conll",
        module="conll_nested",
        offsets=None,
        carries=frozenset({"annotations", "nested", "stacked"}),
        remark="Two levels; nothing crosses a sentence.",
    ),
    Format(
        id="iob",
        summary="A sentence a line, each token with its tag after a bar: word|POS|B-PER.",
        suffix=".iob",
        module="iob",
        layout="lines",
        offsets=None,
        carries=frozenset({"annotations"}),
        remark="A blank line stands between two texts.",
    ),
    Format(
        id="tokens",
        summary="JSON Lines with tokens and a tag for each in labels, ner_tags or tags.",
        suffix=".jsonl",
        module="token_rows",
        layout="lines",
        offsets=None,
        carries=frozenset({"annotations"}),
        remark="A row is a text.",
    ),
    Format(
        id="litbank-quotes",
        summary="LitBank's quotations with their speakers, by sentences and tokens.",
        suffix="",
        module="litbank_quotes",
        layout="folder",
        offsets=None,
        carries=LYING - {"inside words"} | {"attributes"},
        remark="A line is a sentence, spaces part its tokens; tags are quote, attributes speaker.",
    ),
    Format(
        id="docbin",
        summary="spaCy's DocBin, the .spacy file that it trains from.",
        suffix=".spacy",
        module="docbin",
        offsets=None,
        carries=EXACT | LYING - {"inside words"} | {"document labels"},
        remark="What lies on an entity goes into the span group “sc”.",
        extra="spacy",
    ),
    Format(
        id="spacy-json",
        summary="spaCy's JSON of version 3, as Doc.to_json writes it; reads training pairs too.",
        suffix=".json",
        module="spacy_json",
        carries=EXACT | LYING - {"inside words"} | {"document labels"},
        remark="What lies on an entity goes into the span group “sc”.",
    ),
    Format(
        id="spacy2",
        summary="spaCy's JSON of version 2, with a BILOU tag for each token.",
        suffix=".json",
        module="spacy2",
        offsets=None,
        carries=EXACT | {"annotations", "document labels"},
    ),
    Format(
        id="doccano",
        summary="doccano's JSON Lines, with triples or with entities and relations.",
        suffix=".jsonl",
        module="doccano",
        layout="lines",
        offsets="utf-16",
        carries=EXACT | LYING | {"relations", "document labels"},
    ),
    Format(
        id="doccano-csv",
        summary="doccano's CSV: a text a row with its labels.",
        suffix=".csv",
        module="doccano_csv",
        layout="lines",
        carries=EXACT | {"document labels"},
    ),
    Format(
        id="prodigy",
        summary="Prodigy's JSON Lines: a task a row, with spans, tokens, relations and answer.",
        suffix=".jsonl",
        module="prodigy",
        layout="lines",
        carries=EXACT | LYING | {"relations", "document labels"},
        remark="What was rejected or ignored is kept and written back, and is no annotation.",
    ),
    Format(
        id="labelstudio",
        summary="Label Studio's JSON tasks, with the labelling interface beside them.",
        suffix="",
        module="labelstudio",
        layout="folder",
        carries=EXACT
        | LYING
        | {"relations", "document labels", "attributes", "notes", "candidates"},
        remark="Old files are in UTF-16 where their texts say so; predictions stay predictions.",
    ),
    Format(
        id="webanno",
        summary="WebAnno TSV 3.2 and 3.3, as WebAnno and INCEpTION write it: a file for each text.",
        suffix="",
        module="webanno",
        layout="folder",
        offsets="utf-16",
        carries=LYING | {"relations", "attributes"},
        remark="White space between sentences becomes line breaks.",
    ),
    Format(
        id="xmi",
        summary="UIMA CAS in XMI: a file for each text, with TypeSystem.xml.",
        suffix="",
        module="xmi",
        layout="folder",
        offsets="utf-16",
        carries=LYING | {"whitespace", "relations", "attributes", "notes"},
        remark="Structures of any type that came in are kept and written back.",
    ),
    Format(
        id="cas-json",
        summary="UIMA CAS in JSON 0.4, as INCEpTION and dkpro-cassis write it.",
        suffix="",
        module="cas_json",
        layout="folder",
        offsets="utf-16",
        carries=EXACT | LYING | {"relations", "attributes", "notes"},
        remark="Structures of any type that came in are kept and written back.",
    ),
    Format(
        id="inception",
        summary="INCEpTION's project: source/, and annotation/ with a file for each annotator.",
        suffix="",
        module="inception",
        layout="folder",
        offsets="utf-16",
        carries=EXACT | LYING | {"relations", "attributes", "notes", "authors"},
        remark="No link joins two annotators' annotations.",
    ),
    Format(
        id="slate",
        summary="SLATE: a .txt and an .annotations file for each text.",
        suffix="",
        module="slate",
        layout="folder",
        offsets=None,
        carries=LYING | {"whitespace", "control characters", "relations", "document labels"},
        remark="Labels have no spaces; a link is of words, not of one of their labels.",
    ),
    Format(
        id="hypothesis",
        summary="Hypothesis, as its API gives annotations: a .txt and a .json file for each text.",
        suffix="",
        module="hypothesis_api",
        layout="folder",
        offsets="utf-16",
        carries=EXACT | LYING | {"attributes", "notes", "document labels", "authors", "times"},
        remark="The first tag is the tag, one with a colon an attribute; replies are not read.",
    ),
    Format(
        id="tei",
        summary="TEI P5 with standoff: a .xml file for each text.",
        suffix="",
        module="tei",
        layout="folder",
        carries=ALL - CHECKED - {"candidates", "passes", "times", "metadata", "control characters"},
        remark="Reads the names and quotations in the text of other TEI files too.",
    ),
    *(
        Format(
            id=name,
            summary=f"A table in {name.upper()}, an annotation a row.",
            suffix=f".{name}",
            module=f"table_{name}",
            layout="lines",
            carries=EXACT
            | LYING
            | {"discontinuous", "attributes", "notes", "document labels", "authors", "times"},
            remark="As it is, to be read again: a spreadsheet may take words for a formula.",
        )
        for name in ("csv", "tsv")
    ),
    Format(
        id="parquet",
        summary="Parquet, an article a row, with spans, relations, tokens and tags.",
        suffix=".parquet",
        module="parquet",
        carries=ALL - CHECKED - {"candidates", "passes"},
        extra="datasets",
    ),
    Format(
        id="huggingface",
        summary="A dataset for Hugging Face: a README.md, and in data/ a Parquet file a split.",
        suffix="",
        module="huggingface",
        layout="folder",
        carries=ALL - CHECKED - {"candidates", "passes"},
        remark="Reads numbered classes by their names.",
        extra="datasets",
    ),
    Format(
        id="markdown",
        summary="Markdown for people: a .md file for each text, with a footnote an annotation.",
        suffix="",
        module="markdown_notes",
        layout="folder",
        carries=ALL - CHECKED - {"candidates", "passes", "times", "control characters"},
        reads=False,
        remark="A footnote stands where its annotation ends.",
    ),
)

FORMATS: dict[str, Format] = {row.id: row for row in _ROWS}
"""Every format by its id."""
