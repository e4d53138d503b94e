"""The words that say who speaks, and whom they name."""

from __future__ import annotations

from typing import Any

import pytest

from models.checks import check
from models.loading.reading import load_bytes
from models.problems import Problem

PEOPLE = """\
actors:
  - {id: brandt, name: Ada Brandt, aliases: [Brandt], kind: person, of: [ministry]}
  - {id: petrescu, name: Ion Petrescu, aliases: [Petrescu], kind: person}
  - {id: ministry, name: Foreign Ministry, kind: government, of: [northland]}
  - {id: northland, name: Northland, kind: state}
"""


def told(text: str, quote: str, language: str = "en") -> list[Problem]:
    """What is said of the cue of one quote."""
    body = "".join(f"    {line}\n" for line in text.splitlines())
    head = f"copydesk: 1\narticle:\n  language: {language}\n  text: |\n{body}"
    loaded = load_bytes(f"{head}{PEOPLE}quotes:\n  - {{id: q, {quote}}}\n".encode(), "x")
    assert loaded.document is not None
    assert not [each for each in loaded.problems if each.code != "W209"]
    return [each for each in check(loaded.document) if each.code in ("W109", "W110")]


def codes(text: str, quote: str, language: str = "en") -> list[str]:
    return [each.code for each in told(text, quote, language)]


# W109


def test_a_cue_that_stands_elsewhere(sees: Any, silent: Any) -> None:
    problem = sees("W109", {"cue: said": "cue: sayd"}, at="sayd", record="q-quarrel")
    assert problem.mend == "Did you mean “said”?"
    sees("W109", {"cue: said": "cue: has long been"}, at="has long been\n    about: [shots]")
    silent({"cue: said": "cue: Said Ada Brandt"})
    silent({"cue: said": "cue: said … in Havn"})


@pytest.mark.parametrize(
    ("text", "cue", "missing"),
    [
        ("“We go,” said Brandt.", "said Brandt", False),
        ("“We go,” Northland's minister said.", "Northland’s minister", False),
        ("“We go,” she said.", "he said", True),
        ("Brandt said:\n\n“We go,” and went.", "Brandt said", False),
        ("Brandt said so. All agreed.\n\n“We go,” and went.", "Brandt said", True),
        ("“We go,” she said.\n\nIt was late. Brandt said more.", "Brandt said", True),
        ("“They go.\n\n“We go,”\n\nBrandt said.", "Brandt said", True),
        ("Brandt said: “They stay.\n\n“Nor did we.\n\n“We go,” and went.", "Brandt said", False),
        ("İt İs so: “We go,” he SAID.", "he said", True),  # small letters would be longer
    ],
)
def test_where_a_cue_may_stand(text: str, cue: str, missing: bool) -> None:
    quote = f"form: direct, text: '“We go,”', cue: {cue}"
    assert codes(text, quote) == ["W109"] * missing


def test_a_quotation_that_is_not_found_has_no_paragraph() -> None:
    assert codes("Nothing here.", "form: indirect, gloss: g, cue: he said") == []


# W110


def test_another_is_named(sees: Any, silent: Any) -> None:
    speaker = {"speaker: [brandt]": "speaker: [petrescu]"}
    problem = sees("W110", speaker, at="[petrescu]\n    form: direct", record="q-quarrel")
    assert "“Ada Brandt”" in problem.message
    assert "speaker: [brandt]" in problem.mend
    silent({"speaker: [brandt]": "speaker: [northland]"})  # she speaks for it


@pytest.mark.parametrize(
    ("text", "cue", "wrong"),
    [
        ("“We go,” said Brandt.", "said Brandt", True),
        ("“We go,” said Brandt.", "said", True),
        ("“We go,” said Foreign Minister Ada Brandt.", "said", True),
        ("“We go,” Brandt, a minister, said.", "said", True),
        ("“We go,” Brandt also said.", "said", True),
        ("“We go,” according to Brandt.", "according to Brandt", True),
        ("“We go,” said Brandt after Petrescu had left.", "said", True),
        ("“We go,” Petrescu said to Brandt.", "said", False),
        ("“We go,” Petrescu told Brandt.", "told Brandt", False),
        ("“We go,” the envoy told Brandt.", "told", False),
        ("“We go,” Brandt’s envoy said.", "Brandt’s envoy said", False),
        ("“We go,” the envoy, next to Brandt, said.", "said", False),
        ("“We go,” the envoy said.", "the envoy said", False),
        ("“We thank Brandt,” he said. “We go,” he said.", "he said", True),
        ("Petrescu met Brandt.\n\n“We go,” he said.", "he said", False),
        ("Brandt was there.\n\n“We go,” he said.", "he said", True),
        ("Brandt was there.\n\nRain.\n\nMore.\n\n“We go,” he said.", "he said", False),
        ("“We go,” he told Brandt.", "he told", False),
    ],
)
def test_who_is_named_with_a_cue(text: str, cue: str, wrong: bool) -> None:
    quote = f"form: direct, speaker: petrescu, text: '“We go,”', cue: {cue}"
    assert codes(text, quote) == ["W110"] * wrong
    assert codes(text, quote, language="fr") == []


def test_who_is_spoken_of_does_not_speak() -> None:
    text = "Petrescu, in Havn, with friends, said Brandt would go."
    assert codes(text, "form: indirect, speaker: petrescu, gloss: g, cue: said, at: would go") == []


def test_speakers_that_are_not_there_are_told_elsewhere() -> None:
    text = "“We go,” said Brandt."
    loaded = load_bytes(
        f"copydesk: 1\narticle: {{text: '{text}'}}\n{PEOPLE}quotes:\n"
        "  - {id: q, form: direct, speaker: [gone, northland], text: “We go,”, cue: said}\n".encode(),
        "x",
    )
    assert loaded.document is not None
    assert "W110" not in [each.code for each in check(loaded.document)]
