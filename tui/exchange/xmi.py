"""UIMA's XMI: a `.xmi` file for each text, and the types in `TypeSystem.xml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from tui.annotations.model import Layer
from tui.exchange.cas import ANNOTATION, SOFA, Cas, Structure, Writer, found, types_used
from tui.exchange.drafts import Found
from tui.exchange.faults import Fault
from tui.exchange.inputs import files
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import named
from tui.exchange.xml import parsed

_XMI = "http://www.omg.org/XMI"
_TYPES = "http://uima.apache.org/resourceSpecifier"
_CAS = "http:///uima/cas.ecore"
_REFERENCES = {"next": "", "Governor": ANNOTATION, "Dependent": ANNOTATION, "target": ANNOTATION}


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """The text of a `.xmi` file, or of each in a folder and the folders in it."""
    for file, name in files(path, ".xmi"):
        yield from read_file(file, name, "")


def read_file(path: Path, source: str, author: str) -> Iterator[Found]:
    """The text of one file and what is said of it, by `author`."""
    root = parsed(path)
    if isinstance(root, Fault):
        yield root
        return
    yield from found(_cas(root), path, "xmi", source, author)


def _cas(root: Any) -> Cas:
    cas = Cas([], more={"namespaces": {key or "": uri for key, uri in root.nsmap.items()}})
    for element in root.iterchildren(tag=etree.Element):
        kind = _kind(element.tag)
        fields: dict[str, object] = {
            name: value for name, value in element.attrib.items() if name[0] != "{"
        }
        for child in element.iterchildren(tag=etree.Element):
            listed = fields.setdefault(child.tag, [])
            if isinstance(listed, list):
                listed.append(child.text or "")
        key = element.get(f"{{{_XMI}}}id", "0")
        if kind == "uima.cas.View":
            cas.members += [int(one) for one in str(fields.get("members", "")).split()]
        elif kind != "uima.cas.NULL" and key.isdecimal():
            cas.structures.append(Structure(int(key), kind, fields))
    return cas


@lru_cache(maxsize=1024)
def _kind(tag: str) -> str:
    """The type that an element's name stands for."""
    name = etree.QName(tag)
    package = (name.namespace or "").removeprefix("http:///").removesuffix(".ecore")
    return f"{package.replace('/', '.')}.{name.localname}"


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A `.xmi` file for each text, and the types of all."""
    types: dict[str, dict[str, None]] = {}
    for name, layer, article in named(layers):
        cas = Writer(layer, article, "xmi", writing, "").cas()
        for kind, fields in types_used(cas.structures):
            types.setdefault(kind, {}).update(dict.fromkeys(fields))
        yield f"{name}.xmi", _xmi(cas)
    yield "TypeSystem.xml", _type_system(types)


def _xmi(cas: Cas) -> bytes:
    came: dict[str, str] = cas.more.get("namespaces", {})
    spaces = {_XMI: "xmi", _CAS: "cas"} | {uri: prefix for prefix, uri in came.items()}
    for one in cas.structures:
        uri = _namespace(one.type)
        if uri not in spaces:
            spaces[uri] = _prefix(uri, set(spaces.values()))
    root = etree.Element(
        f"{{{_XMI}}}XMI",
        {f"{{{_XMI}}}version": "2.0"},
        nsmap={prefix: uri for uri, prefix in spaces.items()},
    )
    etree.SubElement(root, f"{{{_CAS}}}NULL", {f"{{{_XMI}}}id": "0"})
    for one in cas.structures:
        fields = {name: value for name, value in one.fields.items() if not isinstance(value, list)}
        element = etree.SubElement(
            root,
            f"{{{_namespace(one.type)}}}{one.short}",
            {f"{{{_XMI}}}id": str(one.id), **{name: str(each) for name, each in fields.items()}},
        )
        for name, value in one.fields.items():
            for each in value if isinstance(value, list) else ():
                etree.SubElement(element, name).text = each
    sofa = next(one.id for one in cas.structures if one.type == SOFA)
    members = " ".join(map(str, cas.members))
    etree.SubElement(root, f"{{{_CAS}}}View", {"sofa": str(sofa), "members": members})
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made


def _namespace(kind: str) -> str:
    package = kind.rpartition(".")[0].replace(".", "/")
    return f"http:///{package}.ecore"


def _prefix(uri: str, taken: set[str]) -> str:
    """A short name for a namespace that no other has."""
    bare = uri.rpartition("/")[2].removesuffix(".ecore")
    prefix, again = bare, 1
    while prefix in taken:
        again += 1
        prefix = f"{bare}{again}"
    return prefix


def _type_system(types: dict[str, dict[str, None]]) -> bytes:
    """The types' description; a field is text unless it is one of those that refer."""
    root = etree.Element("typeSystemDescription", {"xmlns": _TYPES})
    listed = etree.SubElement(root, "types")
    for name, fields in sorted(types.items()):
        one = etree.SubElement(listed, "typeDescription")
        etree.SubElement(one, "name").text = name
        etree.SubElement(one, "description")
        etree.SubElement(one, "supertypeName").text = ANNOTATION
        features = etree.SubElement(one, "features")
        for field in sorted(fields):
            feature = etree.SubElement(features, "featureDescription")
            etree.SubElement(feature, "name").text = field
            etree.SubElement(feature, "description")
            reference = _REFERENCES.get(field, "uima.cas.String")
            etree.SubElement(feature, "rangeTypeName").text = reference or name
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made
