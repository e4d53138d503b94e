"""Breaks the first article in many ways and writes into docs/checks.md which faults are found.

    python docs/faults.py            # writes the table; 500 faults
    python docs/faults.py --check    # says whether the table is what comes out

Each fault is put into the article by itself, at random. A fault is found when its rule tells of it, and tells
of it at a record or words that the fault touches. One that is missed ends this with status 1.
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from models.checks import check
from models.loading.reading import load_bytes
from models.shipped import first_article

PAGE = Path(__file__).with_name("checks.md")
PART = re.compile(r"(<!-- faults -->\n).*?(<!-- end -->)", re.DOTALL)
COUNT, SEED = 500, 2024

File = dict[str, Any]
"""The file as plain lists, mappings and strings."""

Touched = set[str]
"""Ids of the records at which a fault may be told; empty: anywhere."""


class Kind(NamedTuple):
    """A kind of fault: the rule that finds it, what is done to the article, and a function that does it, or
    gives None where that is not possible."""

    code: str
    words: str
    put: Callable[[File, random.Random], Touched | None]


KINDS: list[Kind] = []


def fault(code: str, words: str) -> Callable[[Any], Any]:
    def register(put: Callable[[File, random.Random], Touched | None]) -> Any:
        KINDS.append(Kind(code, words, put))
        return put

    return register


# Ids and structure


def each(file: File, *sections: str) -> list[File]:
    return [record for section in sections for record in file[section]]


def named(file: File, record: str) -> File:
    return next(one for one in each(file, *SECTIONS) if one.get("id") == record)


SECTIONS = ("places", "actors", "events", "quotes", "context", "links")
POINTING = {
    "actors": ("of", "place"),
    "events": ("actors", "targets", "place", "part_of", "answers", "after", "before"),
    "quotes": ("speaker", "about", "event"),
    "context": ("about",),
    "links": ("from", "to"),
    "places": ("in",),
}


def pointers(file: File) -> Iterator[tuple[File, str, str]]:
    """Every id that a field names: the record, its field and the id."""
    for section, fields in POINTING.items():
        for record in file[section]:
            for field in fields:
                value = record.get(field, [])
                for target in value if isinstance(value, list) else [value]:
                    yield record, field, target


def own_id(record: File) -> str:
    return record.get("id") or f"{record['from']}:{record['rel']}:{record['to']}"


@fault("E203", "an id that others name is another")
def _(file: File, chance: random.Random) -> Touched | None:
    record, _, target = chance.choice([*pointers(file)])
    named(file, target)["id"] = target + "x"
    return {own_id(one) for one, _, named_id in pointers(file) if named_id == target} | {
        own_id(record)
    }


@fault("E203", "a field names an id that is nobody’s")
def _(file: File, chance: random.Random) -> Touched | None:
    record, field, _ = chance.choice(
        [one for one in pointers(file) if isinstance(one[0][one[1]], list)]
    )
    record[field] = [*record[field], "nobody-at-all"]
    return {own_id(record)}


@fault("E202", "two records have one id")
def _(file: File, chance: random.Random) -> Touched | None:
    section = file[chance.choice(SECTIONS[:5])]
    one, other = chance.sample(section, 2)
    other["id"] = one["id"]
    return {one["id"]}


@fault("E206", "a place speaks, or an actor is where something happened")
def _(file: File, chance: random.Random) -> Touched | None:
    if chance.random() < 0.5:
        record = chance.choice(file["quotes"])
        record["speaker"] = [chance.choice(file["places"])["id"]]
    else:
        record = chance.choice([event for event in file["events"] if "place" in event])
        record["place"] = chance.choice(file["actors"])["id"]
    return {record["id"]}


@fault("E201", "a quote has no speaker")
def _(file: File, chance: random.Random) -> Touched | None:
    record = chance.choice(file["quotes"])
    del record["speaker"]
    return {record["id"]}


@fault("E207", "a field that a record needs is gone")
def _(file: File, chance: random.Random) -> Touched | None:
    section, field = chance.choice(
        [
            ("places", "name"),
            ("actors", "kind"),
            ("events", "title"),
            ("quotes", "form"),
            ("context", "gloss"),
        ]
    )
    record = chance.choice(file[section])
    del record[field]
    return set()


@fault("E205", "a field has a slip of the pen in its name")
def _(file: File, chance: random.Random) -> Touched | None:
    record = chance.choice(each(file, *SECTIONS[:5]))
    field = chance.choice(
        [name for name in record if name not in ("id", "name", "kind", "title", "form", "gloss")]
        or [""]
    )
    if not field:
        return None
    at = chance.randrange(len(field))
    record[field[:at] + "q" + field[at:]] = record.pop(field)
    return {record["id"]}


@fault("E207", "a word that the format does not know")
def _(file: File, chance: random.Random) -> Touched | None:
    record = chance.choice(each(file, "places", "actors", "context"))
    record["kind"] += "s"
    return set()


@fault("I208", "a record is linked to nothing")
def _(file: File, _chance: random.Random) -> Touched | None:
    file["context"].append({"id": "alone", "kind": "history", "gloss": "alone", "at": "Restive"})
    return {"alone"}


@fault("W211", "a name stands twice, once in capitals")
def _(file: File, chance: random.Random) -> Touched | None:
    record = chance.choice(each(file, "actors", "places"))
    record["aliases"] = [*record.get("aliases", []), record["name"].upper()]
    return {record["id"]}


@fault("E212", "an id has a sign in it that cannot be seen")
def _(file: File, chance: random.Random) -> Touched | None:
    record = chance.choice(each(file, *SECTIONS[:5]))
    record["id"] += chance.choice(["\u200b", "\u202e", "\ufeff"])
    return {record["id"]}


@fault("W213", "a name has a sign in it that cannot be seen")
def _(file: File, chance: random.Random) -> Touched | None:
    record = chance.choice(each(file, "actors", "places"))
    at = chance.randrange(1, len(record["name"]))
    sign = chance.choice(["\u200b", "\u202e", "\u2060"])
    record["name"] = record["name"][:at] + sign + record["name"][at:]
    return {record["id"]}


@fault("W209", "an alias is two actors’")
def _(file: File, chance: random.Random) -> Touched | None:
    person = named(file, chance.choice(["jilani", "abdollahian"]))
    other = chance.choice([actor for actor in file["actors"] if actor is not person])
    other["aliases"] = [*other.get("aliases", []), person["aliases"][0]]
    return set()


# Anchors and the text


@fault("E101", "an anchor has a word that is not in the text")
def _(file: File, chance: random.Random) -> Touched | None:
    record = chance.choice(
        [one for one in each(file, *SECTIONS[:5]) if isinstance(one.get("at"), str)]
    )
    words = record["at"].split()
    words[chance.randrange(len(words))] = "hippopotamus"
    record["at"] = " ".join(words)
    return {record["id"]}


@fault("E102", "an anchor does not say which of several it means")
def _(file: File, chance: random.Random) -> Touched | None:
    found = [
        (record, at)
        for record in each(file, *SECTIONS[:5])
        for at in record.get("at", [])
        if isinstance(at, dict) and file["article"]["text"].count(at["exact"]) > 1
    ]
    record, at = chance.choice(found)
    for name in ("paragraph", "prefix", "suffix"):
        at.pop(name, None)
    return {record["id"]}


@fault("W103", "an anchor has other spaces or quotation marks than the text")
def _(file: File, chance: random.Random) -> Touched | None:
    record = chance.choice(
        [
            one
            for one in each(file, *SECTIONS[:5])
            if isinstance(one.get("at"), str) and " " in one["at"]
        ]
    )
    record["at"] = record["at"].replace(" ", "\u00a0", 1)
    return {record["id"]}


@fault("E104", "the text is another than its hash says")
def _(file: File, _chance: random.Random) -> Touched | None:
    file["article"]["sha256"] = "0" * 64
    return set()


def direct(file: File) -> list[File]:
    return [quote for quote in file["quotes"] if quote["form"] == "direct"]


@fault("E105", "a word of a quotation is another")
def _(file: File, chance: random.Random) -> Touched | None:
    quote = chance.choice(direct(file))
    words = quote["text"].split()
    words[chance.randrange(1, len(words) - 1)] = "never"
    quote["text"] = " ".join(words)
    return {quote["id"]}


@fault("W106", "a quotation has straight marks, the text has curly ones")
def _(file: File, chance: random.Random) -> Touched | None:
    quote = chance.choice(direct(file))
    quote["text"] = quote["text"].replace("“", '"').replace("”", '"').replace("’", "'")
    return {quote["id"]}


@fault("E107", "what is reported is called direct")
def _(file: File, chance: random.Random) -> Touched | None:
    quote = chance.choice([one for one in file["quotes"] if one["form"] == "indirect"])
    quote["form"] = "direct"
    quote["text"] = quote.pop("at")
    return {quote["id"]}


@fault("W108", "a quotation has no record")
def _(file: File, chance: random.Random) -> Touched | None:
    quote = chance.choice(direct(file))
    file["quotes"].remove(quote)
    return set()


@fault("W109", "the cue is a word of another paragraph")
def _(file: File, chance: random.Random) -> Touched | None:
    quote = chance.choice(file["quotes"])
    quote["cue"] = "whispered hoarsely"
    return {quote["id"]}


@fault("I111", "a paragraph has no record")
def _(file: File, chance: random.Random) -> Touched | None:
    more = chance.choice(["Nothing more was said.", "It rained all day.", "all this in vain"])
    file["article"]["text"] += f"\n\n{more}\n"
    return set()


@fault("W112", "somebody is named who has no record")
def _(file: File, chance: random.Random) -> Touched | None:
    name = chance.choice(["Olga Petersen", "Karim Daoudi", "Lena van Houten"])
    file["article"]["text"] = file["article"]["text"].replace(
        "he said.", f"he told {name} later.", 1
    )
    return set()


@fault("W113", "an actor is not in the text")
def _(file: File, chance: random.Random) -> Touched | None:
    file["actors"].append(
        {
            "id": "absent",
            "name": chance.choice(["Olga Petersen", "The Blue Party"]),
            "kind": "person",
            "of": ["iran"],
        }
    )
    return {"absent"}


# Time


def dated(file: File, status: str = "occurred") -> list[File]:
    return [
        one for one in file["events"] if "date" in one and one.get("status", "occurred") == status
    ]


@fault("E301", "the two dates of an interval have changed places")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice(file["events"])
    first, last = chance.randrange(1, 15), chance.randrange(16, 28)
    event["date"] = f"2024-01-{last:02}/2024-01-{first:02}"
    return {event["id"]}


@fault("E302", "a date that is none")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice(file["events"])
    event["date"] = chance.choice(["2024-13-01", "January 2024", "2024-02-30", "2024/01/16/17"])
    return set()


@fault("E303", "an event answers what happened after it")
def _(file: File, chance: random.Random) -> Touched | None:
    answering = [one for one in file["events"] if one.get("answers")]
    event = chance.choice(answering)
    event["date"] = "2023-12-01"
    named(file, event["answers"][0])["date"] = "2024-01-10"
    return {event["id"], *event["answers"]}


@fault("E305", "events follow each other in a ring")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice([one for one in file["events"] if one.get("after")])
    other = named(file, event["after"][0])
    other["after"] = [*other.get("after", []), event["id"]]
    return set()


@fault("W306", "a day, where the words name a month")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice(dated(file))
    event["date"], event["date_says"] = (
        "2024-01-16",
        chance.choice(["in January", "last month", "in 2024"]),
    )
    for name in ("basis", "source"):
        event.pop(name, None)
    return {event["id"]}


@fault("W307", "the article has no date, but events tell theirs by it")
def _(file: File, _chance: random.Random) -> Touched | None:
    for name in ("published", "published_basis", "published_source"):
        file["article"].pop(name)
    return set()


@fault("E308", "an event occurred after it was reported")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice(dated(file))
    event["date"] = "2024-03-01"
    return {event["id"]}


@fault("W309", "an event was planned for before it was reported")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice(file["events"])
    event["status"], event["date"] = "planned", "2023-11-05"
    return {event["id"]}


@fault("E310", "a part lies outside the time of its whole")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice([one for one in file["events"] if one.get("part_of")])
    event["date"] = "2022-06-01"
    return {event["id"]}


@fault("W311", "somebody acts in an office before having it")
def _(file: File, chance: random.Random) -> Touched | None:
    actor = chance.choice([one for one in file["actors"] if one.get("roles")])
    actor["roles"] = [{**actor["roles"][0], "from": "2024-06"}]
    event = chance.choice(dated(file))
    event["actors"] = [actor["id"]]
    return {actor["id"], event["id"]}


# Place


@fault("E401", "a place lies in itself")
def _(file: File, chance: random.Random) -> Touched | None:
    place = chance.choice([one for one in file["places"] if one.get("in")])
    above = named(file, place["in"][0])
    above["in"] = [*above.get("in", []), place["id"]]
    return set()


def placed(file: File) -> list[File]:
    """Places in a country whose outline is known."""
    return [
        one
        for one in file["places"]
        if "lat" in one
        and one["id"] in ("pk", "ir", "balochistan", "sistan", "islamabad", "tehran", "il")
    ]


@fault("W402", "a place lies far from its country")
def _(file: File, chance: random.Random) -> Touched | None:
    place = chance.choice(placed(file))
    place["lat"] = str(float(place["lat"]) - 50)
    return {place["id"]}


@fault("W402", "latitude and longitude have changed places")
def _(file: File, chance: random.Random) -> Touched | None:
    place = chance.choice(placed(file))
    place["lat"], place["lon"] = place["lon"], place["lat"]
    return {place["id"]}


@fault("W403", "a part happened in another country than its whole")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice(
        [one for one in file["events"] if one.get("part_of") and one.get("place")]
    )
    event["place"] = "il"
    return {event["id"]}


@fault("E404", "a latitude beyond the pole")
def _(file: File, chance: random.Random) -> Touched | None:
    place = chance.choice([one for one in file["places"] if "lat" in one])
    place["lat"] = chance.choice(["91.5", "-120", "330"])
    return set()


# Voice


@fault("W501", "what only its doer says is called a fact")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice([one for one in dated(file) if one.get("actors")])
    event["asserted"] = [{"by": event["actors"][0], "as": "fact"}]
    return {event["id"]}


@fault("W502", "nobody is said to call somebody so")
def _(file: File, chance: random.Random) -> Touched | None:
    actor = chance.choice([one for one in file["actors"] if one.get("labels")])
    del chance.choice(actor["labels"])["by"]
    return {actor["id"]}


@fault("E504", "what comes from outside has no source")
def _(file: File, chance: random.Random) -> Touched | None:
    record = chance.choice([one for one in each(file, *SECTIONS) if one.get("basis") == "outside"])
    del record["source"]
    return {own_id(record)}


@fault("W505", "somebody denies what others assert, and no link says so")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice([one for one in file["events"] if one.get("asserted")])
    event["asserted"] = [
        *event["asserted"],
        {"by": chance.choice(["hamas", "jaa", "bla"]), "as": "denial"},
    ]
    return {event["id"]}


@fault("E601", "an event has a code that is none")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice([one for one in file["events"] if one.get("code")])
    event["code"] = chance.choice(
        [event["code"] + "X", event["code"].split("/")[0] + "/nonsense", "WAR"]
    )
    return {event["id"]}


@fault("W602", "what was cancelled is coded as agreed")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice(file["events"])
    event["status"], event["code"] = "cancelled", "AGREE"
    return {event["id"]}


@fault("W603", "an event is told twice")
def _(file: File, chance: random.Random) -> Touched | None:
    event = chance.choice([one for one in dated(file) if one.get("code") and one.get("actors")])
    file["events"].append({**copy.deepcopy(event), "id": "again"})
    return {event["id"], "again"}


# Trying them


class Result(NamedTuple):
    """One fault that was put in, the problems told then, and whether it was found."""

    kind: Kind
    codes: list[str]
    found: bool


def results(count: int = COUNT, seed: int = SEED) -> Iterator[Result]:
    """So many faults, each kind about as often as another."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    whole: File = yaml.load(first_article().read_text(), yaml.CBaseLoader)  # noqa: S506 - strings only
    tried = 0
    while tried < count:
        kind = KINDS[tried % len(KINDS)]
        file = copy.deepcopy(whole)
        touched = kind.put(file, chance)
        if touched is None:
            continue
        tried += 1
        data = yaml.dump(file, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        loaded = load_bytes(data.encode(), "faulty.yaml")
        problems = check(loaded.document, loaded.places) if loaded.document else loaded.problems
        found = any(
            each.code == kind.code and (not touched or each.record in touched) for each in problems
        )
        yield Result(kind, [each.code for each in problems], found)


def table(found: list[Result]) -> str:
    put, met = Counter[Kind](), Counter[Kind]()
    for result in found:
        put[result.kind] += 1
        met[result.kind] += result.found
    rows = [
        "| what is done to the article | rule | put in | found | missed |",
        "|---|---|---|---|---|",
    ]
    for kind in sorted(KINDS, key=lambda kind: kind.code[1:]):
        missed = put[kind] - met[kind]
        rows.append(f"| {kind.words} | {kind.code} | {put[kind]} | {met[kind]} | {missed} |")
    total, all_met = len(found), sum(met.values())
    rows.append(f"| all | | {total} | {all_met} | {total - all_met} |")
    return "\n".join(rows)


def main() -> int:
    """Writes the table, or compares it; status 1 if it was another, or if a fault was missed."""
    parser = argparse.ArgumentParser(prog="python docs/faults.py")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    found = [*results()]
    for result in found:
        if not result.found:
            print(f"missed: {result.kind.code} ({result.kind.words}); told: {result.codes}")
    before = PAGE.read_text()
    after = PART.sub(lambda part: f"{part[1]}\n{table(found)}\n\n{part[2]}", before)
    if not options.check:
        PAGE.write_text(after)
    elif after != before:
        print("docs/checks.md has another table: python docs/faults.py writes it.")
    stale = options.check and after != before
    return int(stale or not all(result.found for result in found))


if __name__ == "__main__":
    sys.exit(main())
