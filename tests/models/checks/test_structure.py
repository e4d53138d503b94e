"""Records that hang together with nothing, names that stand twice, and what nobody sees."""

from __future__ import annotations

from typing import Any

import pytest

from models.checks.hidden import hidden_in_id, hidden_in_name, without

# What is linked


def test_a_quote_without_a_speaker(sees: Any, silent: Any) -> None:
    speaker = "    speaker: [petrescu]\n    form: indirect\n"
    found = sees("E201", {speaker: "    form: indirect\n"}, at="id: s-denial")
    assert found.record == "s-denial"
    assert "the first shot was not theirs" in found.message
    silent({speaker: "    speaker: petrescu\n    form: indirect\n"})
    silent({"speaker: [petrescu]": "speaker: [reporter]"})


def test_a_record_without_any_link(sees: Any, silent: Any) -> None:
    alone = "{id: press, name: Gazette, kind: media, at: The Free Strait League, basis: outside, source: it}"
    new = "    kind: state\n  - id: brandt"
    sees("I208", {new: f"    kind: state\n  - {alone}\n  - id: brandt"}, at=alone, record="press")
    of = alone.replace("at:", "of: [northland], at:")
    silent({new: f"    kind: state\n  - {of}\n  - id: brandt"})
    silent(
        {
            new: f"    kind: state\n  - {alone}\n  - id: brandt",
            "about: [league, shores]": "about: [league, shores, press]",
        }
    )


def test_what_names_an_id_in_vain_has_tried(sees: Any) -> None:
    new = "    kind: state\n  - id: brandt"
    lost = "  - {id: it, name: League, kind: media, of: [nobody], at: the envoy of Southmark}\n"
    sees("E203", {new: f"    kind: state\n{lost}  - id: brandt"}, at="nobody", record="it")


def test_a_quote_that_needs_a_speaker_is_told_of_once(sees: Any) -> None:
    quote = (
        "    speaker: [petrescu]\n    form: indirect\n    gloss: the first shot was not theirs\n"
    )
    rest = "    cue: denied that\n    about: [shots]\n"
    only = "    form: indirect\n    gloss: the first shot was not theirs\n"
    sees("E201", {quote + rest: only}, at="id: s-denial")


# Names that stand twice


@pytest.mark.parametrize("second", ["bRandt", '" Brandt"', "ada\u00a0Brandt"])
def test_a_name_stands_twice(sees: Any, second: str) -> None:
    sees("W211", {"aliases: [Brandt]": f"aliases: [Brandt, {second}]"}, at=second, record="brandt")


def test_names_that_are_two(silent: Any) -> None:
    silent({"aliases: [Brandt]": "aliases: [Brandt, {text: Brandt, language: da}]"})
    silent(
        {
            "aliases: [Brandt]": "aliases: [Brandt, BRANDT]",
            "both shores.": "both shores. BRANDT SAYS NO.",
        }
    )
    silent({"aliases: [Brandt]": "aliases: [Brandt, Brand]"})


# What nobody sees


def test_a_hidden_character_in_an_id(sees: Any, silent: Any) -> None:
    hidden = '"o\\u200bld"'
    edits = {"- id: old": f"- id: {hidden}", "from: old": f"from: {hidden}"}
    link = "  - {from: old, rel: explains, to: shots}\n"
    found = sees("E212", {"- id: old": f"- id: {hidden}", f"links:\n{link}": ""}, at=hidden)
    assert "U+200B (zero width space)" in found.message
    assert found.mend == "Write “old”, here and where it is named."
    sees("E212", edits, at=f"{hidden}\n")  # not also in the link that is called by its ends
    silent({"- id: old": "- id: öld-ア.1", "from: old": "from: öld-ア.1"})


@pytest.mark.parametrize("char", ["\\u202e", "\\u200b", "\\x07", "\\ufeff", "\\u2066", "\\u00ad"])
def test_a_hidden_character_in_a_name(sees: Any, char: str) -> None:
    alias = f'"B{char}randt"'
    found = sees("W213", {"aliases: [Brandt]": f"aliases: [Brandts, {alias}]"}, at=alias)
    assert found.mend == "Write “Brandt”."
    assert found.message.isprintable()
    sees(
        "W213",
        {"aliases: [Brandt]": f"aliases: [{{text: {alias}, language: da}}]"},
        at=alias,
    )


def test_joiners_where_a_script_needs_them(silent: Any) -> None:
    silent({"aliases: [Brandt]": 'aliases: [Brandt, {text: "برانت\u200cها", language: fa}]'})


@pytest.mark.parametrize(
    "name",
    ["می\u200cناب", "क्\u200dष", "শ্\u200cর", "葛\U000e0100城", "☺\ufe0f", "👩\u200d🚀", "ᠠ\u180b"],
)
def test_what_a_spelling_needs_is_welcome_in_a_name_and_not_in_an_id(name: str) -> None:
    assert hidden_in_name(name) == []
    assert len(hidden_in_id(name)) == 1


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Ira\u200cn", "Iran"),
        ("می\u200c", "می"),
        ("\u200dमध्य", "मध्य"),
        ("میn\u200cb", "میnb"),
        ("\ufe0fIran", "Iran"),
        ("a\u202eb\u202c", "ab"),
        ("a\tb", "a b"),
        ("a\x85b\x00", "a b"),
        ("a\ud800", "a"),
        ("\u200b", ""),
    ],
)
def test_what_none_needs_is_taken_out(name: str, clean: str) -> None:
    hidden = hidden_in_name(name)
    assert hidden
    assert without(name, hidden) == clean
