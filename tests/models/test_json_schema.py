"""The JSON Schema of the format takes what the loader takes, read as an editor reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from models.article import SECTIONS, Record
from models.checks.rule import RULES
from models.json_schema import json_schema
from models.loading.reading import load_bytes
from models.schema import fields_of
from models.shipped import first_article
from models.words import WORDS

ROOT = Path(__file__).parents[2]
SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
HEAD = "copydesk: 1\narticle: {text: Nothing is told.}\n"


class Core(yaml.SafeLoader):
    """Types as YAML 1.2 has them, by which editors go if nobody tells them otherwise: no dates, and no
    truth values but true and false."""


class Old(yaml.SafeLoader):
    """Types of YAML 1.1: `NO` is false and `12:30` is 750. A date stays a text, as JSON has none."""


Core.yaml_implicit_resolvers = {"<": yaml.SafeLoader.yaml_implicit_resolvers["<"][:]}
for tag, pattern, firsts in (
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", "[-+]?[0-9]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), firsts)
Old.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_yaml_str)

LOADERS = pytest.mark.parametrize("loader", [Core, Old])


def faults(text: str, loader: type[yaml.SafeLoader] = Core) -> list[str]:
    """What an editor marks in a file."""
    data = yaml.load(text, loader)  # both are safe
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def told(text: str) -> list[str]:
    """What the loader tells of how a file is written; which ids there are is not that."""
    codes = [problem.code for problem in load_bytes(text.encode(), "x").problems]
    return [code for code in codes if code not in ("E101", "E102", "E203", "E206")]


# What the schema is


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"].startswith("urn:")
    assert SCHEMA["title"]


def test_every_field_is_there_with_words_and_an_example_that_fits() -> None:
    for struct in [each for each in WORDS if each is not Record]:
        name = "anchor" if struct.__name__ == "Selector" else struct.__name__.lower()
        held = SCHEMA["$defs"][name]
        assert held["description"].endswith(".")
        assert sorted(held["properties"]) == sorted(struct.__struct_encode_fields__)
        for field, schema in held["properties"].items():
            assert schema["description"].endswith("."), field
            assert "enum" in str(schema) or schema["examples"], field
            alone = Draft202012Validator({**schema, "$defs": SCHEMA["$defs"]})
            values = schema.get("examples", [schema.get("default")])
            assert all(value is None or alone.is_valid(value) for value in values), field


def test_the_form_and_the_schema_say_the_same() -> None:
    speaker = SCHEMA["$defs"]["quote"]["properties"]["speaker"]
    assert speaker["description"] == "Who says it. It holds ids of actors."
    label = SCHEMA["$defs"]["label"]["properties"]["by"]["description"]
    assert label.endswith("the id of an actor, or “reporter” for the text’s own voice.")
    kind = SCHEMA["$defs"]["actor"]["properties"]["kind"]["description"]
    assert "igo: an organisation whose members are states" in kind


# What it takes


@LOADERS
def test_articles_without_a_problem(loader: type[yaml.SafeLoader]) -> None:
    guide = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    (small,) = re.findall(r"^```yaml\n(copydesk: 1.*?)^```", guide, re.DOTALL | re.MULTILINE)
    clean = (ROOT / "tests" / "models" / "checks" / "clean.yaml").read_text(encoding="utf-8")
    for text in (first_article().read_text(encoding="utf-8"), clean, small):
        assert faults(text, loader) == []


@pytest.mark.parametrize("code", [code for code in sorted(RULES) if RULES[code].good])
def test_what_the_guide_says_is_right(code: str) -> None:
    good = RULES[code].good
    text = f"copydesk: 1\n{good}\n" if "article:" in good else f"{HEAD}{good}\n"
    if not told(text):
        assert faults(text) == []


@LOADERS
@pytest.mark.parametrize(
    "record",
    [
        "places: [{id: NO, name: 1984, kind: country, iso: NO, lat: 60, lon: '10.5', geonames: '3144096'}]",
        "places: [{id: on, name: true, kind: city, in: NO, aliases: 12:30}]",
        "places:\nactors: ~",
        "actors: [{id: 1, name: A, kind: state, aliases: {text: B, metonym: true}, roles: {title: t}}]",
        "actors: [{id: a, name: A, kind: state, aliases: [B, {text: C, language: no}], labels: []}]",
        "events: [{id: a, title: 12:30, date: 2024-01-29, at: one}]",
        "events: [{id: a, title: b, date: 2024, at: {exact: one, prefix: 'a ', paragraph: 1}}]",
        "events: [{id: a, title: b, date: -0043, at: [one, {parts: [two, {exact: three}]}]}]",
        "events: [{id: a, title: b, date: '[2024-01-01..2024-01-30]', at: {parts: two}}]",
        "events: [{id: a, title: b, date: , status: ~, asserted: {by: reporter}}]",
        "events: [{id: a, title: b, date: 2024-01-29T18:30:00+05:00, tags: [1, x]}]",
        "quotes: [{id: a, form: indirect, speaker: b, about: [c], confidence: high}]",
        "links: [{from: a, rel: causes, to: b}, {id: c, from: a, rel: explains, to: 2}]",
        "actors: [&a {id: a, name: A, kind: state}, {<<: *a, id: b}]",
    ],
)
def test_shorthands_and_what_is_typed_plain(record: str, loader: type[yaml.SafeLoader]) -> None:
    text = f"{HEAD}{record}\n"
    assert told(text) == []
    assert faults(text, loader) == []


# What it refuses


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("article: {text: a}", "$: 'copydesk' is a required"),
        ("copydesk: 1", "$: 'article' is a required"),
        ("copydesk: 2\narticle: {text: a}", "$.copydesk"),
        ("copydesk: 1\narticle: a", "$.article"),
        ("copydesk: 1\narticle: {title: a}", "$.article"),
        ("copydesk: 1\narticle: {text: a, published: yesterday}", "$.article.published"),
        (f"{HEAD}peoples: []", "$: Additional properties"),
        (f"{HEAD}actors: {{id: a}}", "$.actors"),
        (f"{HEAD}actors: [a]", "$.actors[0]"),
        (f"{HEAD}actors: [{{id: a, name: A}}]", "$.actors[0]: 'kind' is a required"),
        (f"{HEAD}actors: [{{id: a, name: , kind: state}}]", "$.actors[0].name"),
        (f"{HEAD}actors: [{{id: '', name: A, kind: state}}]", "$.actors[0].id"),
        (f"{HEAD}actors: [{{id: reporter, name: A, kind: state}}]", "$.actors[0].id"),
        (f"{HEAD}actors: [{{id: a, name: A, kind: nation}}]", "$.actors[0].kind"),
        (f"{HEAD}actors: [{{id: a, name: [A], kind: state}}]", "$.actors[0].name"),
        (f"{HEAD}actors: [{{id: a, name: A, kind: state, aka: B}}]", "$.actors[0]: Additional"),
        (f"{HEAD}actors: [{{id: a, name: A, kind: state, roles: [chief]}}]", "$.actors[0].roles"),
        (f"{HEAD}places: [{{id: a, name: A, kind: city, lat: 91}}]", "$.places[0].lat"),
        (f"{HEAD}places: [{{id: a, name: A, kind: city, lon: east}}]", "$.places[0].lon"),
        (f"{HEAD}places: [{{id: a, name: A, kind: city, geonames: 1.5}}]", "$.places[0].geonames"),
        (f"{HEAD}places: [{{id: a, name: A, kind: city, at: {{prefix: a}}}}]", "$.places[0].at"),
        (
            f"{HEAD}places: [{{id: a, name: A, kind: city, at: {{exact: b, line: 3}}}}]",
            "$.places[0].at",
        ),
        (
            f"{HEAD}places: [{{id: a, name: A, kind: city, aliases: [{{language: fa}}]}}]",
            "$.places[0].al",
        ),
        (f"{HEAD}events: [{{id: a, title: b, date: 29 January}}]", "$.events[0].date"),
        (f"{HEAD}events: [{{id: a, title: b, date: 12:30}}]", "$.events[0].date"),
        (f"{HEAD}events: [{{id: a, title: b, code: AGREEE}}]", "$.events[0].code"),
        (f"{HEAD}events: [{{id: a, title: b, asserted: [{{as: fact}}]}}]", "$.events[0].asserted"),
        (f"{HEAD}quotes: [{{id: a, form: free}}]", "$.quotes[0].form"),
        (f"{HEAD}context: [{{id: a, kind: law}}]", "$.context[0]: 'gloss'"),
        (f"{HEAD}links: [{{id: [c], from: a, rel: causes, to: b}}]", "$.links[0].id"),
        (f"{HEAD}links: [{{from: a, to: b}}]", "$.links[0]: 'rel'"),
        (f"{HEAD}links: [{{from: a, rel: likes, to: b}}]", "$.links[0].rel"),
    ],
)
def test_what_is_broken(text: str, where: str) -> None:
    (fault,) = faults(text)
    assert fault.startswith(where)


# Both agree

SNIPPETS = st.sampled_from(
    ["x", "NO", "true", "1984", "12:30", "''", "", "'~'", "7", "'7'", "-33.7", "95", "2024-01-29", "2024~",
     "[]", "[a, 5]", "[x, [y]]", "{}", "{text: a}", "{text: a, metonym: true}", "{exact: b}", "city",
     "{parts: [a, b]}", "{exact: b, paragraph: 1}", "{title: c, from: 2023-08}", "{title: c, to: never}",
     "{label: d, by: x}", "{by: x, as: claim}", "{by: x, as: guess}", "[{text: a}, b]", "[{exact: a}, b]",
     "high", "outside", "law", "planned", "former", "direct", "person", "causes"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.data())
def test_what_the_loader_takes_the_schema_takes(data: st.DataObject) -> None:
    section, struct = data.draw(st.sampled_from([*SECTIONS.items()]))
    fields = {info.name: info for info in fields_of(struct)}
    chosen = data.draw(st.sets(st.sampled_from(sorted({*fields} - {"code"})), max_size=3))
    typed = {
        name: WORDS[struct].get(name, WORDS[Record].get(name)).example
        for name, info in fields.items()
        if info.required
    } | {name: data.draw(SNIPPETS, label=name) for name in chosen}
    record = ", ".join(f"{name}: {value}" for name, value in typed.items())
    text = f"{HEAD}{section}: [{{{record}}}]\n"
    if not told(text):
        assert faults(text) == []
        assert faults(text, Old) == []
