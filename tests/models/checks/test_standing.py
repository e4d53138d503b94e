"""Problems brought up to date after edits: the same as a full check finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from models.article import Event, Place, Record
from models.checks import check
from models.checks.rule import Finding, Rule
from models.checks.standing import Standing
from models.document import Document
from models.levels import Levels
from models.loading.reading import load_bytes
from models.revise import revise

CLEAN = Path(__file__).with_name("clean.yaml").read_text()
IGNORING = CLEAN.replace("  - id: recall\n", "  - id: recall  # copydesk: ignore E2, W309\n")


def read(text: str) -> Document:
    document = load_bytes(text.encode(), "clean.yaml").document
    assert document is not None
    return document


BEFORE = read(IGNORING)
SHIPS = read((Path(__file__).parents[3] / "seeds" / "pakistan-iran.yaml").read_text())


@st.composite
def edits(draw: Any, document: Document) -> dict[str, Record | None]:
    """Records gone, copied under another id, or with a field as another record of their type has it."""
    records = [*document.records.values()]
    made: dict[str, Record | None] = {}
    for _ in range(draw(st.integers(1, 2))):
        record = draw(st.sampled_from(records))
        how = draw(st.sampled_from(["gone", "copied", *["edited"] * 6]))
        if how == "gone":
            made[record.id] = None
        elif how == "copied":
            key = draw(st.sampled_from(["new-1", "new-2", *document.records]))
            made[key] = replace(record, id=key)
        else:
            made[record.id] = edited(draw, record, records)
    return made


def edited(draw: Any, record: Record, records: list[Record]) -> Record:
    field = draw(st.sampled_from([each for each in fields(record) if each.name != "id"]))
    values = [getattr(each, field.name) for each in records if type(each) is type(record)]
    if field.default is not msgspec.NODEFAULT:
        values.append(field.default)
    if isinstance(values[0], tuple):
        own = getattr(record, field.name)
        values += [own[:-1], *(own + more for more in values)]
    return replace(record, **{field.name: draw(st.sampled_from(values))})


LEVELS: Levels = {"W": "error", "E2": "off", "E203": "information"}


@pytest.mark.parametrize(
    ("first", "levels"),
    [(BEFORE, {}), (BEFORE, LEVELS), (SHIPS, {})],
    ids=["small", "levels", "ships"],
)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_after_any_edits_it_is_what_a_full_check_finds(
    first: Document, levels: Levels, data: Any
) -> None:
    document = first
    standing = Standing.of(document, levels)
    assert standing.problems == check(document, levels=levels)
    for _ in range(data.draw(st.integers(1, 4))):
        document = revise(document, data.draw(edits(document)))
        standing = standing.after(document)
        assert standing.problems == check(document, levels=levels)
    back = {key: first.records.get(key) for key in {*first.records, *document.records}}
    again = standing.after(revise(document, back))
    assert again.problems == check(again.document, levels=levels)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which records a rule for each event or place is asked about, and `all` for one about all events."""
    heard: list[str] = []

    def each(_: Any, record: Record) -> Any:
        heard.append(record.id)
        return iter(())

    def whole(_: Any) -> Any:
        heard.append("all")
        yield Finding("Nothing.", record="recall")

    words: dict[str, Any] = {"title": "", "why": "", "bad": "", "good": ""}
    rules = {
        "W998": Rule(code="W998", of=(Event, Place), each=each, **words),
        "W999": Rule(code="W999", of=(Event,), all=whole, **words),
    }
    monkeypatch.setattr("models.checks._rules_of_types", lambda: _Asked(rules["W998"], each))
    monkeypatch.setattr("models.checks.standing.RULES", rules)
    monkeypatch.setattr("models.checks.RULES", rules)
    return heard


class _Asked(dict[type[Record], Any]):
    def __init__(self, rule: Rule, look: Any) -> None:
        super().__init__({struct: [(rule, look)] for struct in rule.of})

    def __missing__(self, struct: type[Record]) -> list[Any]:
        return []


def test_only_what_an_edit_could_have_changed_is_looked_at(asked: list[str]) -> None:
    standing = Standing.of(BEFORE, {})
    kinds = (Event, Place)
    known = [key for key, record in BEFORE.records.items() if isinstance(record, kinds)]
    assert sorted(asked) == sorted([*known, "all"])
    asked.clear()
    noted = revise(BEFORE, {"recall": replace(BEFORE.records["recall"], note="why?")})
    standing = standing.after(noted)
    assert sorted(asked) == ["all", "recall", "reopening", "shots"]
    asked.clear()
    placed = revise(noted, {"strait": replace(noted.records["strait"], note="narrow")})
    standing = standing.after(placed)
    assert sorted(asked) == ["shores", "shots", "strait"]
    assert "W999" in [each.code for each in standing.problems]
    asked.clear()
    assert standing.after(placed).problems == standing.problems
    assert asked == []


def test_links_that_an_edit_took_away_count_too(asked: list[str]) -> None:
    standing = Standing.of(BEFORE, {})
    asked.clear()
    shots = BEFORE.records["shots"]
    assert isinstance(shots, Event)
    standing.after(revise(BEFORE, {"shots": replace(shots, place=None)}))
    assert "strait" in asked


def test_a_name_given_to_another_has_all_looked_at_that_rests_beside_it(asked: list[str]) -> None:
    standing = Standing.of(BEFORE, {})
    asked.clear()
    havn: Any = BEFORE.records["havn"]
    standing.after(revise(BEFORE, {"havn": replace(havn, name="the Narrow")}))
    assert "shots" in asked  # rests in the paragraph of the strait's name


def test_an_article_with_another_text_is_checked_in_full(asked: list[str]) -> None:
    standing = Standing.of(BEFORE, {})
    asked.clear()
    other = read(IGNORING.replace("four days after shots", "five days after shots"))
    assert standing.after(other).document is other
    assert "nl-land" in asked


def test_a_file_that_can_be_read_only_in_part_is_checked_in_full() -> None:
    standing = Standing.of(BEFORE, {})
    cut = read(IGNORING + "  - {from: [\n")
    assert {each.code for each in standing.after(cut).problems} >= {"E004"}
    assert standing.after(cut).problems == check(cut)
    assert standing.after(cut).after(BEFORE).problems == check(BEFORE)


def test_whoever_waits_can_end_it() -> None:
    class EndedError(Exception):
        pass

    def end() -> None:
        raise EndedError

    with pytest.raises(EndedError):
        Standing.of(BEFORE, {}, end)
