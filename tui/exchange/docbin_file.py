"""The container of a DocBin, which has its documents column by column, read and written in pieces.

It is one zlib stream of one MessagePack map, as `DocBin.to_bytes` of spaCy makes it. A column of
all documents stands in a temporary file until the next one's turn comes. In memory are a few
documents, and for reading all of the strings, which grow as slowly as a vocabulary does.
"""

from __future__ import annotations

import heapq
import struct
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import msgspec
import numpy
from spacy.tokens import DocBin
from spacy.vocab import Vocab
from srsly.msgpack import Unpacker

_LARGEST = 1 << 32
"""Bytes to which a file may unfold."""
_PIECE = 1 << 18
"""Bytes that are handled at once."""
_STRINGS = 100_000
"""Strings that are held before they are sorted away."""
_AT_ONCE = 100
"""Documents that are made at once."""

_ARRAYS = ("tokens", "spaces", "lengths")
_LISTS = ("cats", "flags", "span_groups")
_MAP = bytes([0x80 | 3 + len(_ARRAYS) + len(_LISTS)])
_packed = msgspec.msgpack.encode


class Writing:
    """A container on its way out."""

    def __init__(self) -> None:
        """Begin with no documents."""
        self._columns = {name: _spooled([]) for name in (*_ARRAYS, *_LISTS)}
        self._strings = set[str]()
        self._sorted: list[IO[bytes]] = []
        self._attributes: list[Any] = []
        self._version = ""
        self._number = 0

    def add(self, made: DocBin) -> None:
        """Take some documents in."""
        self._attributes, self._version = made.attrs, made.version
        self._number += len(made)
        for tokens, spaces in zip(made.tokens, made.spaces, strict=True):
            self._columns["tokens"].write(tokens.tobytes("C"))
            self._columns["spaces"].write(spaces.tobytes("C"))
            self._columns["lengths"].write(numpy.asarray([len(tokens)], dtype="int32").tobytes())
        for name in _LISTS:
            for value in getattr(made, name):
                self._columns[name].write(_packed(value))
        self._strings |= made.strings
        if len(self._strings) > _STRINGS:
            self._sort()

    def pieces(self) -> Iterator[bytes]:
        """The file, when all documents are in."""
        packing = zlib.compressobj()
        yield from map(packing.compress, self._unpacked())
        yield packing.flush()

    def _unpacked(self) -> Iterator[bytes]:
        self._sort()
        yield _MAP + _packed("version") + _packed(self._version)
        yield _packed("attrs") + _packed(self._attributes)
        for name in _ARRAYS:
            yield _packed(name) + _binary(self._columns[name].tell())
            yield from _all(self._columns[name])
        number = sum(1 for _ in self._distinct())
        yield _packed("strings") + _array_of(number)
        yield from map(_packed, self._distinct())
        for name in _LISTS:
            yield _packed(name) + _array_of(self._number)
            yield from _all(self._columns[name])

    def _sort(self) -> None:
        """Put the strings away."""
        self._sorted.append(_spooled(map(_packed, sorted(self._strings))))
        self._strings = set()

    def _distinct(self) -> Iterator[str]:
        """All strings in order, each once."""
        for file in self._sorted:
            file.seek(0)
        return (one for one, _ in groupby(heapq.merge(*map(_values, self._sorted))))


def read(path: Path, vocab: Vocab) -> Iterator[DocBin]:
    """The documents, some at a time; their strings go into `vocab`.

    Raises:
        ValueError: the file is no DocBin, or one that unfolds beyond measure.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        stream = _Unfolded(file)
        columns, attributes = _columns(_values(stream), vocab)
        if not stream.whole():
            raise ValueError("it does not end where it should")
    lengths = numpy.frombuffer(columns.pop("lengths").read(), dtype="int32").tolist()
    tokens, spaces = columns.pop("tokens"), columns.pop("spaces")
    lists = {name: _values(file) for name, file in columns.items()}
    for first in range(0, len(lengths), _AT_ONCE):
        some = lengths[first : first + _AT_ONCE]
        made = DocBin()
        made.attrs = attributes
        made.tokens = [_array(tokens, "uint64", one, len(attributes)) for one in some]
        made.spaces = [_array(spaces, "bool", one, 1) for one in some]
        empty: dict[str, object] = {"cats": {}, "flags": {}, "span_groups": b"", "user_data": None}
        for name, default in empty.items():
            values = lists.get(name)
            setattr(made, name, [values.unpack() if values else default for _ in some])
        yield made


def _columns(values: Unpacker, vocab: Vocab) -> tuple[dict[str, IO[bytes]], list[Any]]:
    """A file for each column, and what the columns of the tokens are."""
    files: dict[str, IO[bytes]] = {}
    attributes: list[Any] = []
    for _ in range(values.read_map_header()):
        name = values.unpack()
        if name in _ARRAYS:
            files[name] = _spooled(_raw(values))
        elif name in (*_LISTS, "user_data"):
            number = values.read_array_header()
            files[name] = _spooled(_packed(values.unpack()) for _ in range(number))
        elif name == "strings":
            for _ in range(values.read_array_header()):
                vocab.strings.add(values.unpack())
        elif name == "attrs":
            attributes = list(values.unpack())
        else:
            values.skip()
    if not attributes or not files.keys() >= set(_ARRAYS):
        raise ValueError("a column is missing")
    return files, attributes


def _values(file: IO[bytes] | _Unfolded) -> Unpacker:
    return Unpacker(file, raw=False)


def _raw(values: Unpacker) -> Iterator[bytes]:
    """The bytes of the binary that comes next."""
    sizes = {b"\xc4": ">B", b"\xc5": ">H", b"\xc6": ">I"}
    form = sizes.get(values.read_bytes(1))
    if form is None:
        raise ValueError("a column is no binary")
    (left,) = struct.unpack(form, values.read_bytes(struct.calcsize(form)))
    while left:
        piece = values.read_bytes(min(left, _PIECE))
        if not piece:
            raise ValueError("a column is cut off")
        left -= len(piece)
        yield piece


def _binary(size: int) -> bytes:
    """What begins a binary of so many bytes."""
    if size < 1 << 8:
        return struct.pack(">cB", b"\xc4", size)
    if size < 1 << 16:
        return struct.pack(">cH", b"\xc5", size)
    if size < _LARGEST:
        return struct.pack(">cI", b"\xc6", size)
    raise OSError(0, "a DocBin has room for 4 GB of tokens: divide the dataset with --split")


def _array_of(size: int) -> bytes:
    """What begins an array of so many values."""
    if size < 1 << 4:
        return bytes([0x90 | size])
    return (
        struct.pack(">cH", b"\xdc", size) if size < 1 << 16 else struct.pack(">cI", b"\xdd", size)
    )


def _array(file: IO[bytes], kind: str, rows: int, columns: int) -> Any:
    data = file.read(rows * columns * numpy.dtype(kind).itemsize)
    return numpy.frombuffer(data, dtype=kind).reshape((rows, columns))


def _spooled(pieces: Iterable[bytes]) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115 (it is kept)
    file.writelines(pieces)
    file.seek(0)
    return file


def _all(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


class _Unfolded:
    """A compressed file, read as what is in it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._unfolding = zlib.decompressobj()
        self._size = 0

    def read(self, size: int) -> bytes:
        """So many bytes, fewer only at the end."""
        pieces, left = list[bytes](), size
        while left and not self._unfolding.eof:
            folded = self._unfolding.unconsumed_tail or self._file.read(_PIECE)
            if not folded:
                break
            try:
                pieces.append(self._unfolding.decompress(folded, left))
            except zlib.error as error:
                raise ValueError(str(error)) from error
            left -= len(pieces[-1])
        self._size += size - left
        if self._size > _LARGEST:
            raise ValueError("it unfolds beyond measure")
        return b"".join(pieces)

    def whole(self) -> bool:
        """Whether nothing is left, and nothing missing."""
        return not self.read(1) and self._unfolding.eof
