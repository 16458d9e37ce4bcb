"""Every command, a module for each thing that people do."""

from __future__ import annotations

from collections.abc import Mapping

from tui.annotations.scheme import Scheme
from tui.session.commands import (
    arranging,
    attesting,
    attributes,
    browsing,
    deciding,
    editing,
    finding,
    general,
    hinting,
    labelling,
    linking,
    listing,
    moving,
    overviewing,
    prompting,
    proposing,
    quoting,
    recording,
    repeating,
    reporting,
    reviewing,
    revising,
    selecting,
    signing,
    speaking,
    tagging,
)
from tui.session.registry import Command, Registry
from tui.session.settings import Filter, Macro
from tui.session.tables import Report

_MODULES = (
    moving,
    selecting,
    tagging,
    proposing,
    speaking,
    quoting,
    linking,
    revising,
    reviewing,
    editing,
    attributes,
    attesting,
    recording,
    overviewing,
    finding,
    hinting,
    repeating,
    arranging,
    browsing,
    labelling,
    listing,
    prompting,
    deciding,
    reporting,
    signing,
    general,
)


def all_commands(
    scheme: Scheme, macros: Mapping[str, Macro], filters: Mapping[str, Filter], report: Report
) -> dict[str, Command]:
    """Every command by id, those of tags and attributes, macros and saved filters included.

    One of the scheme's whose id is taken is reported and left out.
    """
    registry = Registry()
    for module in _MODULES:
        registry.add(module.COMMANDS)
    for entry in (
        *tagging.tag_commands(scheme),
        *attributes.attribute_commands(scheme),
        *labelling.label_commands(scheme),
    ):
        try:
            registry.add([entry])
        except ValueError as error:
            report("tags", f"{error}; give it another name")
    registry.add(repeating.macro_commands(macros))
    registry.add(listing.filter_commands(filters))
    return {entry.id: entry for entry in registry}


def scheme_keys(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """The keys that the scheme itself gives to its commands, by command id."""
    return (
        tagging.tag_keys(scheme) | attributes.attribute_keys(scheme) | labelling.label_keys(scheme)
    )
