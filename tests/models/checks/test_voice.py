"""Who vouches for an event, who calls whom what, where things are known from."""

from __future__ import annotations

from typing import Any

import pytest

SHOTS = "asserted: [{by: reporter, as: fact}]\n    at: shots at a patrol boat"


def shots(asserted: str, actors: str = "") -> dict[str, str]:
    """Edits by which the shots are asserted so, and have doers."""
    edits = {SHOTS: f"asserted: {asserted}\n    at: shots at a patrol boat"}
    if actors:
        edits["targets: [northland]\n    date: "] = (
            f"actors: {actors}\n    targets: [northland]\n    date: "
        )
    return edits


# W501


@pytest.mark.parametrize(
    ("asserted", "actors"),
    [
        ("[{by: southmark, as: fact}]", "[southmark]"),
        ("[{by: petrescu, as: fact}]", "[southmark]"),
        ("[{by: northland, as: fact}]", "[southmark]"),
        ("[{by: brandt, as: fact}, {by: northland, as: claim}]", ""),
    ],
)
def test_a_fact_by_one_side(sees: Any, asserted: str, actors: str) -> None:
    at = asserted.partition("as: ")[2] + "\n    at: shots"
    problem = sees("W501", shots(asserted, actors), at=at, record="shots")
    assert "as: claim" in problem.mend


@pytest.mark.parametrize(
    ("asserted", "actors"),
    [
        ("[{by: southmark, as: claim}]", "[southmark]"),
        ("[{by: southmark, as: fact}, {by: reporter, as: hedge}]", "[southmark]"),
        ("[{by: southmark, as: fact}, {by: northland, as: claim}]", "[southmark]"),
        ("[{by: southmark, as: fact}, {by: league, as: claim}]", "[southmark]"),
        ("[{by: southmark, as: fact}]", ""),
        ("[]", "[southmark]"),
    ],
)
def test_a_fact_by_more_than_one_side(silent: Any, asserted: str, actors: str) -> None:
    silent(shots(asserted, actors))


# W502


def test_a_label_of_nobody(sees: Any, silent: Any) -> None:
    label = "labels: [{label: smugglers, by: northland}]"
    problem = sees(
        "W502", {label: "labels: [{label: smugglers}]"}, at="{label: smugglers}", record="league"
    )
    assert "by: reporter" in problem.mend
    silent({label: "labels: [{label: smugglers, by: reporter}]"})


# E503


def test_a_claim_of_nobody(sees: Any, silent: Any) -> None:
    claim = shots("[{by: reporter, as: claim}]")
    problem = sees("E503", claim, at="reporter, as: claim", record="shots")
    assert "as: hedge" in problem.mend
    silent(shots("[{by: reporter, as: hedge}]"))
    silent(shots("[{by: reporter, as: denial}]"))
    silent(shots("[{by: northland, as: claim}]"))


# E504


def test_from_outside_but_not_from_where(sees: Any, silent: Any) -> None:
    source = "    basis: outside\n    source: an atlas\n"
    sees("E504", {source: "    basis: outside\n"}, at="outside\n  - id: havn", record="nl-land")
    sees("E504", {"source: an atlas": 'source: " "'}, at="outside\n    source:", record="nl-land")
    silent({"    source: an atlas\n": "    source: GeoNames\n"})
    silent({source: "    basis: inferred\n"})


def test_a_date_of_publication_from_outside(sees: Any, silent: Any) -> None:
    source = "  published_source: the paper’s archive\n"
    sees("E504", {source: ""}, at="outside\n  language", record="")
    silent({source: "", "published_basis: outside": "published_basis: inferred"})


# W505

DISPUTED = shots("[{by: northland, as: claim}, {by: southmark, as: denial}]")
LINK = "  - {from: old, rel: explains, to: shots}\n"


def test_asserted_and_denied_without_a_link(sees: Any, silent: Any) -> None:
    problem = sees("W505", DISPUTED, at="{by: southmark, as: denial}", record="shots")
    assert "{from: s-denial, rel: contradicts, to: q-quarrel}" in problem.mend
    for link in (
        "{from: s-denial, rel: contradicts, to: q-quarrel}",
        "{from: q-quarrel, rel: in-tension-with, to: s-denial}",
        "{from: s-denial, rel: contradicts, to: shots}",
    ):
        silent({**DISPUTED, LINK: f"{LINK}  - {link}\n"})
    supports = "{from: s-denial, rel: supports, to: q-quarrel}"
    sees("W505", {**DISPUTED, LINK: f"{LINK}  - {supports}\n"}, at="{by: southmark, as: denial}")


def test_denied_by_one_whom_no_quote_has(sees: Any) -> None:
    disputed = shots("[{by: northland, as: claim}, {by: league, as: denial}]")
    problem = sees("W505", disputed, at="{by: league, as: denial}")
    assert "as a quote about it" in problem.mend


@pytest.mark.parametrize(
    "asserted",
    ["[{by: league, as: denial}]", "[{by: northland, as: hedge}, {by: league, as: denial}]"],
)
def test_what_nobody_asserts_is_not_disputed(silent: Any, asserted: str) -> None:
    silent(shots(asserted))
