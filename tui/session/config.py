"""Settings, tags and keys from TOML: the shipped file, and a person's own over it.

Every fault is found at once, each with the file, the path inside it and the reason; what is sound
still counts, so that a typing error in one key never takes the others away.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from tui.annotations.filtering import fields, unknown_fields
from tui.annotations.scheme import LinkType, Scheme
from tui.session.commands import all_commands, scheme_keys
from tui.session.keymap import Binding, Keymap, clashes, free
from tui.session.keys import KeyNameError, script, sequence
from tui.session.registry import Command
from tui.session.scheme_table import read_scheme
from tui.session.settings import THEMES, Filter, Macro, Settings
from tui.session.tables import Fault, Report, table_at, to_struct
from tui.suggesters.settings import Suggester

_IN_SCHEME = ("tags", "links", "labels")
_ABOUT_SCHEME = (*_IN_SCHEME, "guidelines")
_FEW = 6
"""Letters that are named as free."""
_SCHEME = "tags (the keys of "
"""How a fault in the keys of a scheme's own commands is placed."""
_SECTIONS = ("reader", "keys", "presets", *_IN_SCHEME, "macros", "filters", "suggesters")


class Source(NamedTuple):
    """A keymap file's name and its contents."""

    name: str
    text: str


class Config(NamedTuple):
    """All that keymap files say; `guidelines` is what the scheme calls the file of its own."""

    settings: Settings
    scheme: Scheme
    commands: dict[str, Command]
    keymap: Keymap
    faults: tuple[Fault, ...]
    suggesters: dict[str, Suggester]
    guidelines: str = ""


class _Wish(NamedTuple):
    """The keys that a command is to have, and who says so where; later files count more."""

    keys: list[str]
    path: str
    report: Report
    file: int


def load(
    sources: Sequence[Source],
    scheme: Source | None = None,
    themes: Callable[[], Iterable[str]] | None = None,
) -> Config:
    """Read keymap files, the shipped one first, later ones over earlier ones.

    `themes` gives the names of those that can be shown, and is asked only for one that is not
    Glossator's own; without it any name is taken.

    The tags of a `scheme`, which says nothing else but links, take the place of all that keymaps
    have; of their links those stay that are between its tags.
    """
    faults: list[Fault] = []
    files = [(_parse(source, faults), _reporter(source.name, faults)) for source in sources]
    last = files[-1][1]
    reader: dict[str, Any] = {}
    described: dict[str, Any] = {}
    presets: dict[str, Any] = {}
    macros: dict[str, Macro] = {}
    filters: dict[str, Any] = {}
    suggesters: dict[str, Suggester] = {}
    for table, report in files:
        _know(table, _SECTIONS, report)
        reader |= table_at(table, "reader", "reader", report)
        for part in _IN_SCHEME:
            own = table_at(table, part, part, report)
            described[part] = _merged(described.get(part, {}), own)
        macros |= _macros(table_at(table, "macros", "macros", report), report)
        filters |= table_at(table, "filters", "filters", report)
        suggesters |= _suggesters(table_at(table, "suggesters", "suggesters", report), report)
        presets = _merged(presets, table_at(table, "presets", "presets", report))
    settings = to_struct(Settings, reader, "reader", last) or Settings()
    settings = replace(settings, theme=_theme(settings.theme, themes, last))
    replaced: set[str] = set()
    guidelines = ""
    with_scheme = files
    if scheme is not None:
        table, report = _parse(scheme, faults), _reporter(scheme.name, faults)
        _know(table, _ABOUT_SCHEME, report)
        guidelines = table.get("guidelines", "")
        if not isinstance(guidelines, str):
            report("guidelines", "should be the name of a Markdown file")
            guidelines = ""
        before = read_scheme(described, _ignore)
        replaced.update(scheme_keys(before))
        fitting = _among(before.links, table_at(table, "tags", "tags", _ignore))
        own = table_at(table, "links", "links", report)
        described = {**table, "links": _merged(fitting, own)}
        with_scheme = [*files, (table, report)]
    made = read_scheme(described, with_scheme[-1][1])
    saved = _filters(filters, made, last)
    commands = all_commands(made, macros, saved, last)
    wishes = _scheme_wishes(made, with_scheme)
    for name, macro in macros.items():
        _wish({f"macro.{name}": list(macro.keys)}, "macros", commands, wishes, last, len(files) - 1)
    for name, one in saved.items():
        own = files[0][0].get("filters", {}).get(name) != filters[name]
        keys = {f"filter.{name}": list(one.keys)}
        _wish(keys, "filters", commands, wishes, last, len(files) - 1 if own else 0)
    for number, (table, report) in enumerate(files):
        keys = table_at(table, "keys", "keys", report)
        for id in replaced - commands.keys():
            keys.pop(id, None)
        _wish(keys, "keys", commands, wishes, report, number)
        if number == 0 and settings.preset != "default":
            path = f"presets.{settings.preset}"
            if settings.preset not in presets:
                names = ", ".join(["default", *presets])
                last("reader.preset", f"no preset “{settings.preset}”; there are {names}")
            _wish(table_at(presets, settings.preset, path, last), path, commands, wishes, last, 0)
    keymap = Keymap(_bindings(wishes, commands))
    return Config(settings, made, commands, keymap, tuple(faults), suggesters, guidelines)


def _theme(wanted: str, themes: Callable[[], Iterable[str]] | None, report: Report) -> str:
    """The full name of a theme; the shipped one, with a report, where there is none called so."""
    own = THEMES.get(wanted, wanted)
    if themes is None or own in THEMES.values():
        return own
    known = [*THEMES, *themes()]
    if own in known:
        return own
    close = get_close_matches(wanted, known)
    there = f"did you mean {' or '.join(close)}?" if close else f"there are {', '.join(THEMES)}"
    report("reader.theme", f"no theme “{wanted}”; {there}")
    return Settings().theme


def _know(table: Mapping[str, object], sections: Sequence[str], report: Report) -> None:
    """Report the sections of a file that nobody reads."""
    for section in table.keys() - set(sections):
        report(section, f"unknown; there are {', '.join(sections)}")


def _scheme_wishes(
    scheme: Scheme, files: Sequence[tuple[dict[str, Any], Report]]
) -> dict[str, _Wish]:
    """The keys that the scheme gives; those that the first file gives already count as its own."""
    first, last = files[0][0], len(files) - 1
    shipped = scheme_keys(read_scheme(first, _ignore))
    return {
        id: _Wish(
            list(keys),
            f"{_SCHEME}{id})",
            files[last][1],
            0 if shipped.get(id) == keys else last,
        )
        for id, keys in scheme_keys(scheme).items()
    }


def _among(links: Iterable[LinkType], tags: Mapping[str, object]) -> dict[str, Any]:
    """The tables of those links that can be made between these tags, from and to no others."""
    made = {}
    for one in links:
        source = [tag for tag in one.source if tag in tags]
        target = [tag for tag in one.target if tag in tags]
        if source and target:
            table = {**msgspec.to_builtins(one), "from": source, "to": target}
            made[table.pop("name")] = table
    return made


def _macros(table: Mapping[str, object], report: Report) -> dict[str, Macro]:
    """The macros that can be pressed; the others are reported."""
    made: dict[str, Macro] = {}
    for name in table:
        path = f"macros.{name}"
        macro = to_struct(Macro, table_at(table, name, path, report), path, report)
        if macro is None:
            continue
        try:
            script(macro.press)
        except KeyNameError as error:
            report(f"{path}.press", str(error))
        else:
            made[name] = macro
    return made


def _filters(table: Mapping[str, object], scheme: Scheme, report: Report) -> dict[str, Filter]:
    """The saved filters; those that ask for a field that nothing has are reported."""
    made: dict[str, Filter] = {}
    for name in table:
        path = f"filters.{name}"
        one = to_struct(Filter, table_at(table, name, path, report), path, report)
        unknown = unknown_fields(one.filter, scheme) if one is not None else []
        for field in unknown:
            report(f"{path}.filter", f"no field “{field}”; there are {', '.join(fields(scheme))}")
        if one is not None and not unknown:
            made[name] = one
    return made


def _suggesters(table: Mapping[str, object], report: Report) -> dict[str, Suggester]:
    """The suggesters that can be run; the others are reported."""
    made: dict[str, Suggester] = {}
    for name in table:
        path = f"suggesters.{name}"
        one = to_struct(Suggester, table_at(table, name, path, report), path, report)
        wrong = list(one.faults()) if one is not None else []
        for reason in wrong:
            report(path, reason)
        if one is not None and not wrong:
            made[name] = one
    return made


def _ignore(_path: str, _reason: str) -> None:
    """Report nothing."""


def _reporter(name: str, faults: list[Fault]) -> Report:
    return lambda path, reason: faults.append(Fault(name, path, reason))


def _parse(source: Source, faults: list[Fault]) -> dict[str, Any]:
    try:
        return tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(source.name, "", f"is not TOML: {error}"))
        return {}


def _merged(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Two tables as one, tables inside them merged as well."""
    made = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(made.get(key), dict)
        made[key] = _merged(made[key], value) if both else value
    return made


def _wish(
    table: Mapping[str, Any],
    path: str,
    commands: Mapping[str, Command],
    wishes: dict[str, _Wish],
    report: Report,
    file: int,
) -> None:
    for id, keys in table.items():
        where = f'{path}."{id}"'
        if id not in commands:
            report(where, "no such command; `glossator keys` lists them")
        elif not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            report(where, "should be a list of keys, each in quotation marks")
        else:
            wishes[id] = _Wish(keys, where, report, file)


def _bindings(wishes: Mapping[str, _Wish], commands: Mapping[str, Command]) -> list[Binding]:
    """The bindings that can work together; of two that clash, the later file's is reported."""
    made: dict[Binding, _Wish] = {}
    for id in sorted(wishes.keys() & commands.keys(), key=lambda id: wishes[id].file):
        for written in wishes[id].keys:
            try:
                made[Binding(sequence(written), commands[id])] = wishes[id]
            except KeyNameError as error:
                wishes[id].report(wishes[id].path, str(error))
    for binding, reason in list(clashes(made)):
        wish = made.pop(binding)
        wish.report(wish.path, reason + (_advice(made) if wish.path.startswith(_SCHEME) else ""))
    order = list(commands)
    return sorted(made, key=lambda binding: order.index(binding.command.id))


def _advice(bindings: Iterable[Binding]) -> str:
    """Which letters a scheme may take, and how it can have others."""
    letters = free(bindings)[:_FEW]
    which = f"free are {', '.join(letters)}" if letters else "no letter is free"
    return f"; {which}; [keys] in a keymap of yours frees others"
