"""XML from outside: without entities, document types, network or unreasonable size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from tui.exchange.faults import Fault

_LARGEST = 256 * 1024 * 1024
"""Bytes: no larger file is taken for a document."""


def parsed(path: Path) -> Any | Fault:
    """The root of the document; a fault if it is not well-formed, or declares a document type.

    Raises:
        OSError: the file cannot be read.
    """
    if path.stat().st_size > _LARGEST:
        return Fault(str(path), 1, "", "is larger than 256 MB")
    return parsed_bytes(path.read_bytes(), str(path))


def parsed_bytes(data: bytes, name: str) -> Any | Fault:
    """The root of the document in `data`, which came from the file `name`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True
    )
    try:
        root: Any = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return Fault(name, error.lineno or 1, "", f"is no well-formed XML: {error.msg}")
    if root.getroottree().docinfo.doctype:
        return Fault(name, 1, "", "declares a document type, which is not read")
    return root
