"""Keymap files: what is bound, and every fault with its file, its path and the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.session.notation import CONFIG, SHIPPED
from tui.session.config import Config, Source, load
from tui.session.keymap import listing
from tui.session.keys import KeyNameError, canonical, script, sequence, shown, typed
from tui.session.registry import FALLBACK, Context

FIVE_FAULTS = """
[reader]
measure = "wide"

[keys]
"word.nxet" = ["w"]
"word.next" = ["ctlr+w"]
"word.previous" = "b"
"fold.toggle" = ["Z"]
"""


def over(text: str) -> Config:
    return load([SHIPPED, Source("own.toml", text)])


def keys(config: Config, command: str) -> list[str]:
    return [shown(keys) for keys in config.keymap.keys(command)]


def test_the_shipped_file_is_sound_and_binds_every_command() -> None:
    assert CONFIG.faults == ()
    assert [id for id in CONFIG.commands if not CONFIG.keymap.keys(id)] == []


def test_the_listing_says_what_is_really_bound() -> None:
    entries = {entry["id"]: entry for entry in listing(CONFIG.commands, CONFIG.keymap)}
    assert list(entries) == list(CONFIG.commands)
    assert entries["article.start"] == {
        "id": "article.start",
        "summary": "start of the article",
        "keys": ["g g", "ctrl+home"],
        "context": "reader",
    }


def test_five_faults_are_five_reports_and_the_rest_counts() -> None:
    config = over(FIVE_FAULTS + '"line.next" = ["ctrl+j"]')
    assert {fault.file for fault in config.faults} == {"own.toml"}
    assert {fault.path: fault.reason for fault in config.faults} == {
        "reader.measure": "Expected `int`, got `str`",
        'keys."word.nxet"': "no such command; `glossator keys` lists them",
        'keys."word.next"': "“ctlr+w” has an unknown modifier; there are ctrl, alt and shift",
        'keys."word.previous"': "should be a list of keys, each in quotation marks",
        'keys."fold.toggle"': "“Z” already runs focus.toggle",
    }
    assert str(config.faults[0]).startswith("own.toml: reader.measure: ")
    assert config.settings.measure == 72
    assert keys(config, "line.next") == ["ctrl+j"]
    assert keys(config, "word.previous") == ["b", "ctrl+left"]


@pytest.mark.parametrize(
    ("text", "path", "reason"),
    [
        ("= 3", "", "is not TOML"),
        ("[kyes]", "kyes", "unknown; there are reader, keys, presets, tags"),
        ("keys = 3", "keys", "should be a table"),
        ("tags = 3", "tags", "should be a table"),
        ("presets = 3", "presets", "should be a table"),
        ("presets.vim = 3\nreader.preset = 'vim'", "presets.vim", "should be a table"),
        ("[reader]\nmeasure = 7", "reader.measure", "`int` >= 20"),
        ("[reader]\nmeasur = 70", "reader.measur", "unknown; there are preset"),
        (
            "[reader]\npreset = 'emacs'",
            "reader.preset",
            "no preset “emacs”; there are default, vim",
        ),
        ("[reader]\npreset = ['vim']", "reader.preset", "Expected `str`"),
        ("[keys]\n'word.next' = [3]", 'keys."word.next"', "should be a list"),
        ("[keys]\n'word.next' = ['']", 'keys."word.next"', "no key is given"),
        ("[keys]\n'word.next' = ['g g g']", 'keys."word.next"', "“g g” alone already runs"),
        ("[keys]\n'word.next' = ['g']", 'keys."word.next"', "already begins the keys of"),
        ("[keys]\n'word.next' = ['q']", 'keys."word.next"', "already runs back"),
        ("[keys]\n'back' = ['w']", 'keys."back"', "already runs word.next"),
        ("[keys]\n'library.next' = ['k']", 'keys."library.next"', "runs library.previous"),
        ("[tags.claim]\nobject = 'page'", "tags.claim.object", "no text object “page”; there are"),
        ("[tags.claim]\nglyph = 'cc'", "tags.claim.glyph", "should be one character"),
        ("[tags.claim]\ncolour.dark = 'red'", "tags.claim.colour", "matching regex"),
        ("[tags.claim]\nkeys = ['hyper+c']", "tags.claim.keys", "unknown modifier"),
        ("[tags.claim]\nkeys = ['w']", "tags (the keys of tag.claim)", "already runs"),
        ("[tags.claim]\nform = 'loud'", "tags.claim.form", "Invalid enum value"),
        ("[tags.claim]\nkey = 'c'", "tags.claim.key", "unknown; there are"),
        ("[tags]\nclaim = 3", "tags.claim", "should be a table"),
        ("links = 3", "links", "should be a table"),
        ("[links.same]\nkey = 'hyper+c'", "links.same.key", "unknown modifier"),
        ("[links.same]\nkey = 'r'", "links.same.key", "“r” already stands for reply"),
        ("[links.same]\nto = ['rumour']", "links.same.to", "no tag “rumour”; there are amount,"),
        ("[links.same]\nto = 'claim'", "links.same.to", "Expected `array`"),
        ("[links.rumour]\nkey = 'u'", "links.rumour.from", "is missing"),
        (
            "[links.same]\nsource = 'claim'",
            "links.same.source",
            "unknown; there are name, key, from",
        ),
        ("[tags.rumour.attributes.mood]", "tags.rumour.attributes.mood.key", "is missing"),
        (
            "[tags.repeat]\nobject = 'word'\nglyph = 'r'",
            "tags",
            "two commands are called tag.repeat",
        ),
        ("[tags.claim.attributes.status]\nkey = ''", "tags.claim.attributes.status.key", "missing"),
        (
            "[tags.claim.attributes.status]\nvalues = [{name='a', key='a'}, {name='a', key='b'}]",
            "tags",
            "two commands are called set.status.a",
        ),
        (
            "[tags.quote.attributes.mood]\nkey = 'M'\nvalues = [{name = 'dry'}]",
            "tags.quote.attributes.mood.values",
            "missing required field `key`",
        ),
    ],
)
def test_a_fault_names_its_place_and_the_rest_counts(text: str, path: str, reason: str) -> None:
    config = over(text)
    found = [fault for fault in config.faults if fault.path == path]
    assert found, config.faults
    assert found[0].file == "own.toml"
    assert reason in found[0].reason
    assert keys(config, "sentence.next") == [")"]
    assert config.settings.measure == 72


def test_own_keys_replace_shipped_ones_as_a_whole() -> None:
    config = over("[keys]\n'word.next' = ['ctrl+f']\n'word.previous' = []")
    assert config.faults == ()
    assert keys(config, "word.next") == ["ctrl+f"]
    assert keys(config, "word.previous") == []
    assert config.keymap.command(["reader"], ("w",)) is None


def test_own_tags_and_attributes_stand_beside_shipped_ones() -> None:
    config = over(
        "[tags.rumour]\nobject = 'clause'\nglyph = 'r'\nkeys = ['r']\n"
        "[tags.rumour.attributes.source]\nkey = 'Y'\n[tags.claim]\nsummary = 'a statement'"
    )
    assert config.faults == ()
    assert keys(config, "tag.rumour") == ["r"]
    assert keys(config, "set.source") == ["Y"]
    assert config.scheme.tag("claim").summary == "a statement"
    assert config.scheme.tag("claim").object == "sentence"
    assert [tag.name for tag in config.scheme.tags][-1] == "rumour"


def test_the_vim_preset_changes_what_it_names() -> None:
    config = over("[reader]\npreset = 'vim'")
    assert config.faults == ()
    assert keys(config, "edit.redo") == ["ctrl+r"]
    assert keys(config, "word.next") == keys(CONFIG, "word.next")
    assert [id for id in config.commands if not config.keymap.keys(id)] == []


def test_own_keys_win_over_the_preset() -> None:
    config = over("[reader]\npreset = 'vim'\n[keys]\n'edit.redo' = ['R']")
    assert keys(config, "edit.redo") == ["R"]


def test_a_nearer_context_hides_a_farther_one() -> None:
    def runs(context: Context, *keys: str) -> str | None:
        found = CONFIG.keymap.command(FALLBACK[context], keys)
        return found.id if found else None

    assert runs("reader", "enter") == "annotation.open"
    assert runs("edit", "enter") == "edit.save"
    assert runs("edit", "w") == "word.next"
    assert runs("library", "w") is None
    assert runs("library", "q") == "back"
    assert runs("prompt", "q") is None
    assert runs("reader", "g") is None
    assert {binding.keys for binding in CONFIG.keymap.continuations(["reader"], ("ctrl+w",))} >= {
        ("ctrl+w", "v"),
        ("ctrl+w", "q"),
    }


KEYS = [
    ("g", "g"),
    ("G", "G"),
    ("shift+g", "G"),
    ("Escape", "esc"),
    ("RETURN", "enter"),
    ("ctrl+d", "ctrl+d"),
    ("Ctrl+Shift+Right", "ctrl+shift+right"),
    ("shift+ctrl+right", "ctrl+shift+right"),
    ("ctrl+i", "tab"),
    ("ctrl+m", "enter"),
    ("+", "+"),
    ("ctrl++", "ctrl++"),
    ("-", "-"),
    (" ", "space"),
    ("spc", "space"),
    ("lt", "<"),
    ("|", "|"),
    ("é", "é"),
    ("shift+é", "É"),
    ("ẞ", "ẞ"),
    ("日", "日"),
    ("f12", "f12"),
    ("page_down", "pagedown"),
]


@pytest.mark.parametrize(("written", "name"), KEYS)
def test_a_key_has_one_name(written: str, name: str) -> None:
    assert canonical(written) == name
    assert canonical(name) == name


@pytest.mark.parametrize(
    "written", ["", "ctrl+", "+a", "++", "hyper+a", "f13", "gg", "shift+1", "shift+ß", "ctrl+ab"]
)
def test_there_is_no_such_key(written: str) -> None:
    with pytest.raises(KeyNameError):
        canonical(written)


SCRIPTS = [
    ("c<tab><s-right>", ["c", "tab", "shift+right"]),
    ("gg", ["g", "g"]),
    ("<c-w>v", ["ctrl+w", "v"]),
    ("<C-w>", ["ctrl+w"]),
    ("<s-g>", ["G"]),
    ("<a-x><m-x>", ["alt+x", "alt+x"]),
    ("<c-s-right>", ["ctrl+shift+right"]),
    ("<lt><gt>", ["<", ">"]),
    ("a<b", ["a", "<", "b"]),
    ("<>", ["<", ">"]),
    ("<<>", ["<"]),
    ("<->", ["-"]),
    ("<c-->", ["ctrl+-"]),
    ("<c-+>", ["ctrl++"]),
    ("<+>", ["+"]),
    ("- +", ["-", "space", "+"]),
    ("a\nb\r\n", ["a", "b"]),
    ("'\"", ["'", '"']),
    ("<CR><BS><esc>", ["enter", "backspace", "esc"]),
    ("", []),
]


@pytest.mark.parametrize(("written", "pressed"), SCRIPTS)
def test_script(written: str, pressed: list[str]) -> None:
    assert list(script(written)) == pressed


@pytest.mark.parametrize("written", ["<nokey>", "<x-a>", "<s->", "<s-1>", "<c-nokey>"])
def test_a_script_with_a_fault(written: str) -> None:
    with pytest.raises(KeyNameError):
        script(written)


def test_sequences_and_typing() -> None:
    assert sequence("g  shift+g") == ("g", "G")
    assert [typed(key) for key in ("a", "space", "esc", "日", "ctrl+a")] == ["a", " ", "", "日", ""]


@given(st.text(max_size=12))
def test_any_name_is_a_key_or_a_fault(written: str) -> None:
    try:
        name = canonical(written)
    except KeyNameError:
        return
    assert canonical(name) == name


@given(st.text(alphabet="<>-+csa gé|b\n", max_size=12))
def test_any_script_is_keys_or_a_fault(written: str) -> None:
    try:
        pressed = script(written)
    except KeyNameError:
        return
    assert [canonical(key) for key in pressed] == list(pressed)


_VALUES = st.recursive(
    st.none() | st.integers(-3, 90) | st.sampled_from(["", "c", "g g", "word", "#e8a33d", "vim"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "key", "keys", "claim", "values"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
_PATHS = st.sampled_from(
    [
        *("reader", "reader.measure", "reader.preset", "keys", "presets.vim", "tags", "tags.claim"),
        *("keys.'word.next'", "tags.claim.keys", "tags.claim.attributes", "tags.x", "tags.''"),
        *(
            "tags.claim.attributes.status",
            "tags.claim.attributes.status.values",
            "tags.claim.glyph",
        ),
        *("tags.claim.colour", "tags.claim.covers", "presets.vim.'edit.redo'", "tags.claim.form"),
    ]
)


def toml(value: object) -> str:
    if value is None:
        return "true"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + "}"
    return repr(value)


@given(st.lists(st.tuples(_PATHS, _VALUES), max_size=3, unique_by=lambda one: one[0]))
def test_any_file_gives_a_working_keymap(lines: list[tuple[str, object]]) -> None:
    config = over("\n".join(f"{path} = {toml(value)}" for path, value in lines))
    assert keys(config, "sentence.next") == [")"]


@pytest.mark.parametrize(
    ("wanted", "theme", "reason"),
    [
        ("light", "glossator-light", ""),
        ("dark", "glossator-dark", ""),
        ("ansi", "glossator-ansi", ""),
        ("glossator-light", "glossator-light", ""),
        ("nord", "nord", ""),
        ("lihgt", "glossator-dark", "no theme “lihgt”; did you mean light?"),
        ("bright", "glossator-dark", "no theme “bright”; did you mean light?"),
        ("zzz", "glossator-dark", "no theme “zzz”; there are dark, light, ansi"),
    ],
)
def test_a_theme_is_one_that_there_is(wanted: str, theme: str, reason: str) -> None:
    source = Source("own.toml", f'[reader]\ntheme = "{wanted}"')
    made = load([SHIPPED, source], themes=lambda: ["nord"])
    assert made.settings.theme == theme
    assert [tuple(one) for one in made.faults] == (
        [("own.toml", "reader.theme", reason)] if reason else []
    )
