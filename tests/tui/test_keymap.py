"""Keys: the defaults, what the user's settings make of them, and what is said about mistakes."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.overviews import VIEWS
from models.settings import Settings
from tui.cli import main
from tui.commands import BY_ID, COMMANDS, Keymap, is_key, keymap, shown
from tui.screens.help import key_rows, sign_rows
from tui.styles.symbols import ASCII, UNICODE

PANES = Settings().panes


def keys_of(overrides: dict[str, str | list[str]], panes: tuple[str, ...] = PANES) -> Keymap:
    places = {name: ("my.yaml", 10 + number, 3) for number, name in enumerate(overrides)}
    return keymap(panes, overrides, places)


def only_problem(keys: Keymap) -> str:
    [(name, problem)] = keys.problems
    return problem.say(name)


def test_each_default_key_belongs_to_one_command() -> None:
    keys = keys_of({})
    assert keys.problems == []
    counts = Counter(key for bound in keys.keys.values() for key in bound)
    assert set(counts.values()) == {1}
    assert all(is_key(key) for key in counts)


WITHOUT_A_KEY = ("take-over", *(view.key for view in VIEWS))
"""Done once in a blue moon, and not by mistake, or with `v` and a letter: the palette has them."""


def test_every_command_has_a_key_and_words() -> None:
    for command in COMMANDS:
        assert keys_of({}).keys[command.id] or command.id in WITHOUT_A_KEY
        assert command.words
        assert command.help.endswith(".")
    assert len(BY_ID) == len(COMMANDS)


def test_the_digits_follow_the_order_of_the_panes() -> None:
    order = ("timeline", "article", "details", "actors", "context", "quotes")
    keys = keys_of({}, order)
    assert [keys.first(pane) for pane in order] == list("123456")


def test_an_override_stands_in_the_place_of_the_default_keys() -> None:
    keys = keys_of({"next-link": ["n", "]"], "quit": "Q"})
    assert keys.problems == []
    assert keys.keys["next-link"] == ("n", "]")
    assert keys.keys["quit"] == ("Q",)


def test_a_key_is_taken_from_the_command_that_has_it_by_default() -> None:
    keys = keys_of({"zoom": "q", "copy": "1"})
    assert keys.problems == []
    assert keys.keys["zoom"] == ("q",)
    assert keys.keys["quit"] == ("ctrl+c",)
    assert keys.keys["article"] == ()
    assert keys.first("article") == ""


def test_an_unknown_command_is_reported_at_its_place_with_the_nearest() -> None:
    keys = keys_of({"nextlink": "n"})
    assert only_problem(keys) == (
        "my.yaml:10:3: E207 `keys`: there is no command “nextlink”. Did you mean “next-link”?"
    )
    assert "`copydesk keys`" in only_problem(keys_of({"zzzz": "n"}))


@pytest.mark.parametrize(
    "key",
    [
        "",
        "ctrl",
        "ctrl+",
        "+ctrl",
        "ab",
        "Enter",
        "f13",
        "meta+x",
        "\t",
        "\x1b",
        "ctrl++",
        "ctrl+ab",
    ],
)
def test_what_no_terminal_sends_is_no_key(key: str) -> None:
    assert not is_key(key)
    keys = keys_of({"quit": key})
    assert "is not a key" in only_problem(keys)
    assert keys.keys["quit"] == BY_ID["quit"].keys, "the default stands"


@pytest.mark.parametrize(
    "key", ["a", "A", "+", "é", "?", "ctrl+d", "shift+tab", "f12", "enter", "space"]
)
def test_what_terminals_send_is_a_key(key: str) -> None:
    assert is_key(key)


def test_two_commands_that_want_one_key_are_a_clash_and_the_first_keeps_it() -> None:
    keys = keys_of({"copy": "x", "zoom": ["x", "Z"]})
    assert keys.keys["copy"] == ("x",)
    assert keys.keys["zoom"] == ("Z",)
    assert only_problem(keys) == (
        "my.yaml:11:3: E207 `keys`: zoom and copy both want “x”. copy keeps it; give zoom another."
    )


KEYS = ["q", "z", "1", "x", "]", "enter", "ctrl+c", "bad key", ""]


@given(
    st.dictionaries(
        st.sampled_from([*BY_ID, "nothing"]),
        st.one_of(st.sampled_from(KEYS), st.lists(st.sampled_from(KEYS), min_size=1, max_size=3)),
        max_size=6,
    )
)
def test_no_key_ever_belongs_to_two_commands(overrides: dict[str, str | list[str]]) -> None:
    counts = Counter(key for bound in keys_of(overrides).keys.values() for key in bound)
    assert not [key for key, count in counts.items() if count > 1]


def test_help_lists_every_command_with_all_its_keys() -> None:
    keys = keys_of({"quit": ["Q", "escape"]})
    rows = {row.id: row for row in key_rows(keys)}
    for command in COMMANDS:
        assert rows[command.id].sign.split() == [shown(key) for key in keys.keys[command.id]]
        assert rows[command.id].words == command.help
    headings = [row.words for row in key_rows(keys) if row.heading]
    assert headings[1:] == list(dict.fromkeys(command.group for command in COMMANDS))
    assert headings[0] == "What to do here"


@pytest.mark.parametrize("symbols", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_help_explains_the_signs_that_stand_beside_records(symbols) -> None:
    explained = "".join(row.sign for row in sign_rows(symbols))
    for name in (
        *(
            "cursor",
            "cursor_idle",
            "linked",
            "stepped",
            "open_passage",
            "gutter_full",
            "gutter_part",
        ),
        *("direct", "indirect", "conflict_material", "conflict_verbal", "cooperation_verbal"),
        *("cooperation_material", "event", "planned", "cancelled", "imprecise"),
        *("accepted", "rejected", "flagged", "outdated", "commented", "contested", "corrected"),
    ):
        assert getattr(symbols, name) in explained


def test_copydesk_keys_prints_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0
    out = capsys.readouterr().out
    for command in COMMANDS:
        assert f" {command.id} " in out
        assert command.help in out
    assert "next-link" in next(line for line in out.splitlines() if line.startswith("  ]"))
