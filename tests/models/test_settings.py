"""Settings from several places, each key from the strongest that has it."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from models.settings import Settings, configure, user_file
from models.shipped import bundled as shipped

PANES = ("article", "actors", "timeline", "quotes", "context", "details")


@pytest.fixture
def config(tmp_path):
    """`config(text, "name")`: the path of a new file."""

    def write(text: str | bytes, name: str = "config.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def said(configured):
    return [
        (each.problem.code, each.problem.line, each.problem.column, each.problem.mend)
        for each in configured.problems
    ]


def test_without_files_and_variables_all_is_default():
    assert configure(None, None, {}) == (Settings(), [], {})


def test_the_shipped_file_says_the_defaults(tmp_path):
    configured = configure(shipped("config.yaml"), None, {})
    assert configured.settings == Settings()
    assert configured.problems == []


def test_the_shipped_file_has_every_setting_with_a_comment_before_it():
    text = shipped("config.yaml").read_text(encoding="utf-8")
    names = [field.name for field in msgspec.structs.fields(Settings)]
    assert list(yaml.safe_load(text)) == names
    for name in names:
        assert re.search(rf"^#[^\n]*\S\n{name}: \S", text, re.MULTILINE), name


def test_the_stronger_place_wins_key_by_key(config):
    own = config("theme: dark\nlayout: columns\nreviewer: own\nmouse: false\n", "own.yaml")
    given_file = config("layout: stacked\nreviewer: given\n", "given.yaml")
    environment = {"COPYDESK_REVIEWER": "me", "PATH": "/bin", "THEME": "light"}
    configured = configure(own, given_file, environment)
    assert configured.problems == []
    assert configured.settings == Settings(
        theme="dark", layout="stacked", reviewer="me", mouse=False
    )


def test_the_users_file_need_not_exist_but_a_named_one_must(tmp_path):
    missing = tmp_path / "none.yaml"
    assert configure(missing, None, {}).problems == []
    (problem,) = configure(None, missing, {}).problems
    assert problem.problem.code == "E001"
    assert problem.name == str(missing)
    assert len(configure(missing, missing, {}).problems) == 1


def test_the_users_file_lies_in_the_config_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert user_file() == tmp_path / "copydesk" / "config.yaml"


@pytest.mark.parametrize(
    ("line", "code", "column", "mend", "field"),
    [
        ("them: light", "E205", 1, "Did you mean “theme”?", "theme"),
        ("theme: lihgt", "E207", 8, "Did you mean “light”?", "theme"),
        ("theme: {a: b}", "E207", 8, "", "theme"),
        ("theme: [light]", "E207", 8, "", "theme"),
        ("mouse: sometimes", "E207", 8, "", "mouse"),
        ("start: actor", "E207", 8, "Did you mean “actors”?", "start"),
        ("panes: [actors, timelin]", "E207", 17, "Did you mean “timeline”?", "panes"),
        ("panes: {a: b}", "E207", 8, "", "panes"),
        ("panes: [[actors]]", "E207", 9, "", "panes"),
        ("editor: [vi]", "E207", 9, "", "editor"),
        ("keys: [a]", "E207", 7, "", "keys"),
        ("keys: q", "E207", 7, "", "keys"),
    ],
)
def test_a_mistake_is_reported_and_costs_only_its_key(config, line, code, column, mend, field):
    path = config(f"reviewer: me\n{line}\nlayout: columns\n")
    configured = configure(path, None, {})
    ((found, at_line, at_column, said_mend),) = said(configured)
    assert (found, at_line, at_column) == (code, 2, column)
    assert said_mend == mend or not mend
    assert configured.problems[0].say().startswith(f"{path}:2:{column}: {code} ")
    expected = Settings(reviewer="me", layout="columns")
    assert configured.settings == expected
    assert getattr(configured.settings, field) == getattr(Settings(), field)


def test_a_mistake_falls_back_to_the_weaker_place(config):
    own = config("theme: dark\npanes: [quotes]\n", "own.yaml")
    bad = config("theme: drak\npanes: [quote, actors]\n", "bad.yaml")
    settings = configure(own, bad, {"COPYDESK_THEME": "drak"}).settings
    assert settings.theme == "dark"
    assert settings.panes[0] == "quotes"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[quotes, article]", ("quotes", "article", "actors", "timeline", "context", "details")),
        ("details", ("details", "article", "actors", "timeline", "quotes", "context")),
        (
            "[quotes, quotes, actors]",
            ("quotes", "actors", "article", "timeline", "context", "details"),
        ),
        ("[]", PANES),
        ("", PANES),
        (f"[{', '.join(reversed(PANES))}]", PANES[::-1]),
    ],
)
def test_an_order_of_panes_is_completed(config, typed, expected):
    configured = configure(config(f"panes: {typed}\n"), None, {})
    assert configured.settings.panes == expected
    assert configured.problems == []


def test_keys_add_up_and_know_where_they_were_set(config):
    own = config("keys:\n  quit: Q\n  next-link: [n, ']']\n", "own.yaml")
    given_file = config("theme: dark\nkeys: {quit: ctrl+q, copy: 5}\n", "given.yaml")
    configured = configure(own, given_file, {})
    assert configured.problems == []
    assert configured.settings.keys == {"quit": "ctrl+q", "next-link": ["n", "]"], "copy": "5"}
    assert configured.key_places == {
        "quit": (str(given_file), 2, 8),
        "next-link": (str(own), 3, 3),
        "copy": (str(given_file), 2, 22),
    }


def test_a_bad_key_costs_only_itself(config):
    path = config("keys:\n  quit: Q\n  copy: {a: b}\n  next-link: [n, [m]]\n  help: ~\n")
    configured = configure(path, None, {})
    assert [entry[:3] for entry in said(configured)] == [("E207", 3, 9), ("E207", 4, 14)]
    assert configured.settings.keys == {"quit": "Q", "help": "~"}
    assert configured.key_places.keys() == {"quit", "help"}


@pytest.mark.parametrize(
    ("variable", "value", "field", "expected"),
    [
        ("COPYDESK_THEME", "light", "theme", "light"),
        ("COPYDESK_MOUSE", "false", "mouse", False),
        ("COPYDESK_MOUSE", "0", "mouse", False),
        ("COPYDESK_EDITOR", "vi -n", "editor", "vi -n"),
        ("COPYDESK_REVIEWER", "NO", "reviewer", "NO"),
        ("COPYDESK_PANES", "quotes, actors", "panes",
         ("quotes", "actors", "article", "timeline", "context", "details")),
        ("COPYDESK_THEME", "", "theme", "auto"),
    ],
)  # fmt: skip
def test_variables_are_read_as_settings(variable, value, field, expected):
    configured = configure(None, None, {variable: value})
    assert configured.problems == []
    assert getattr(configured.settings, field) == expected


@pytest.mark.parametrize(
    ("variable", "value", "code", "mend"),
    [
        ("COPYDESK_THEME", "lihgt", "E207", "Did you mean “light”?"),
        ("COPYDESK_PANES", "quote,actors", "E207", "Did you mean “quotes”?"),
        ("COPYDESK_MOUSE", "maybe", "E207", ""),
        ("COPYDESK_THEEM", "light", "E205", "Did you mean “theme”?"),
        ("COPYDESK_KEYS", "q", "E205", ""),
    ],
)
def test_a_mistaken_variable_is_named_and_passed_over(variable, value, code, mend):
    configured = configure(None, None, {variable: value, "COPYDESK_LAYOUT": "stacked"})
    (problem,) = configured.problems
    assert (problem.name, problem.problem.code, problem.problem.mend) == (variable, code, mend)
    assert problem.say().startswith(f"{variable}: {code} ")
    assert configured.settings == Settings(layout="stacked")


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing\n", "---\n", "~\n", "\ufeff", "{}", "keys:\n"]
)
def test_an_empty_file_is_no_mistake(config, text):
    assert configure(config(text), None, {}) == (Settings(), [], {})


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("reviewer: me\ntheme: [dark\n", "E004", 2),
        ("reviewer: me\n\tx\n", "E004", 2),
        ("- theme\n", "E207", 1),
        ("dark\n", "E207", 1),
        (b"theme: \xff\n", "E002", 1),
        (b"theme: d\x00\n", "E002", 0),
        ("[" * 5000, "E003", 1),
        ("theme: dark\ntheme: light\n", "E204", 2),
        ("keys: &k {a: *k}\n", "E207", 1),
        ("&a {theme: *a}\n", "E003", 1),
        (("x: &x [a,a,a,a,a,a,a,a,a,a]\ny: &y [*x,*x,*x,*x,*x,*x,*x,*x,*x,*x]\n"
         "z: &z [*y,*y,*y,*y,*y,*y,*y,*y,*y,*y]\npanes: [*z,*z,*z,*z]\n"), "E003", 0),
    ],
)  # fmt: skip
def test_a_broken_file_is_reported(config, content, code, line):
    configured = configure(config(content), None, {"COPYDESK_LAYOUT": "stacked"})
    assert (code, line) in [entry[:2] for entry in said(configured)]
    assert configured.settings.layout == "stacked"


def test_what_stands_before_a_syntax_error_holds(config):
    configured = configure(config("reviewer: me\nmouse: false\ntheme: 'dark\n"), None, {})
    assert (configured.settings.reviewer, configured.settings.mouse) == ("me", False)
    assert configured.settings.theme == "auto"


def test_a_folder_or_a_file_one_may_not_read_is_reported(tmp_path, monkeypatch, config):
    assert said(configure(tmp_path, None, {}))[0][0] == "E001"
    path = config("theme: dark\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("models.loading.source.open", refuse, raising=False)
    assert "may not be read" in configure(path, None, {}).problems[0].say()
    monkeypatch.setattr(Path, "exists", refuse)  # nor look into its folder
    assert "may not be read" in configure(path, None, {}).problems[0].say()


LINES = [
    "theme: dark", "theme: [x]", "keys: {a: b}", "keys: {a: {b: c}}", "panes: [quotes]", "x: y",
    "mouse: &m true", "start: *m", "  indented: x", "'", "<<: {theme: light}", "\t", "~: ~", "? [a]", "{",
]  # fmt: skip
VARIABLES = ["COPYDESK_THEME", "COPYDESK_PANES", "COPYDESK_", "COPYDESK_X", "OTHER"]


@given(
    st.lists(st.sampled_from(LINES) | st.text(max_size=8), max_size=6),
    st.dictionaries(st.sampled_from(VARIABLES), st.text(max_size=8)),
)
def test_any_file_and_variables_give_settings(tmp_path_factory, lines, environment):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    configured = configure(path, None, environment)
    assert sorted(configured.settings.panes) == sorted(PANES)
    assert all(problem.say() for problem in configured.problems)
    assert configured.key_places.keys() == configured.settings.keys.keys()


# How grave problems are


def test_levels_of_problems_are_read_by_code_and_by_beginning(config):
    own = config("checks: {I: off, W306: error}\n", "own.yaml")
    over = config("checks:\n  W306: information\n  W3: warning\n", "over.yaml")
    configured = configure(own, over, {})
    assert configured.problems == []
    assert configured.settings.checks == {"I": "off", "W306": "information", "W3": "warning"}


@pytest.mark.parametrize(
    ("line", "code", "column", "words", "mend"),
    [
        ("checks: [W306]", "E207", 9, "should be `code: level` pairs", ""),
        ("checks: off", "E207", 9, "should be `code: level` pairs", ""),
        ("checks: {W306: eror}", "E207", 16, "the level of `W306` can't be “eror”.", "“error”"),
        ("checks: {W306: [off]}", "E207", 16, "can't be “”.", "It is one of: error, warning,"),
        ("checks: {W999: off}", "E205", 10, "no rule has the code “W999”", ""),
        ("checks: {w306: off}", "E205", 10, "Did you mean “W306”?", ""),
        ("checks: {'': off}", "E205", 10, "no rule has the code “”", ""),
    ],
)
def test_a_mistaken_level_costs_only_itself(config, line, code, column, words, mend):
    rest = line.replace("checks: {", "checks: {E301: warning, ")
    for text, shift in ((line, 0), (rest, len(rest) - len(line))):
        configured = configure(config(f"reviewer: me\n{text}\n"), None, {})
        (source,) = configured.problems
        found = source.problem
        assert (found.code, found.line, found.column) == (code, 2, column + shift)
        assert words in found.message
        assert mend in found.mend
        assert configured.settings.reviewer == "me"
        assert configured.settings.checks == ({"E301": "warning"} if shift else {})


def test_levels_can_be_set_only_in_a_file():
    (source,) = configure(None, None, {"COPYDESK_CHECKS": "off"}).problems
    assert source.problem.message.startswith("checks can be set only in a file")
    assert configure(None, None, {"COPYDESK_CHECKS": ""}).problems == []
