"""A large article, the same on every machine: made-up names in plain sentences, all of it annotated.

Every record rests where its words stand in the text, so that the article loads without a problem. A few
actors are named often and most of them seldom, as in reports: the most linked has some thousand links.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random

from benchmarks.wording import (
    ABOUT,
    ACTOR_KINDS,
    CONTEXT_KINDS,
    MATTERS,
    NATURES,
    RELATIONS,
    ROLES,
    TROUBLES,
    VERBS,
    VOWS,
    name,
)

ACTORS, PLACES = 0.10, 0.05
EVENTS, QUOTES, CONTEXT = 0.36, 0.25, 0.14
"""Shares of all records; the rest are links."""

IN_A_PARAGRAPH = 10
"""Records that a paragraph tells, so that a longer article has more of them and none that is longer."""

SIZES = {"1 MB": 3_700, "20 MB": 72_000}
"""Records of articles whose YAML has this size."""

STATES = 20
"""States in which people hold offices, and countries in which cities lie."""

Lines = list[str]


class _Maker:
    def __init__(self, paragraphs: int, records: int) -> None:
        self.random = Random(2024)
        self.records = records
        self.places = [name(number) for number in range(int(records * PLACES))]
        first = len(self.places)
        self.actors = [self._person(first + n, n) for n in range(int(records * ACTORS))]
        self.often = list(accumulate(1 / (rank + 4) for rank in range(len(self.actors))))
        self.told: dict[str, Lines] = {"events": [], "quotes": [], "context": []}
        self.count = dict.fromkeys(self.told, 0)
        self.text = [self._paragraph(number + 1, paragraphs) for number in range(paragraphs)]

    def _person(self, number: int, rank: int) -> str:
        """People have two names; what is not a person has one and says what it is."""
        kind = ACTOR_KINDS[rank % len(ACTOR_KINDS)]
        if kind == "person":
            return f"{name(number * 7 + 31_000)} {name(number)}"
        return name(number) + {"state": "", "armed-group": " Front"}.get(kind, " Council")

    def _who(self, count: int) -> list[int]:
        found: dict[int, None] = {}
        while len(found) < count:
            found[self.random.choices(range(len(self.actors)), cum_weights=self.often)[0]] = None
        return list(found)

    def _due(self, section: str, share: float, paragraph: int, paragraphs: int) -> int:
        """How many records of a section this paragraph tells, so that all are told by the end."""
        return int(self.records * share) * paragraph // paragraphs - self.count[section]

    def _paragraph(self, paragraph: int, paragraphs: int) -> str:
        verbs = self.random.sample(VERBS, len(VERBS))
        sentences = [
            self._event(paragraph, *verbs[turn % len(VERBS)])
            for turn in range(self._due("events", EVENTS, paragraph, paragraphs))
        ]
        matters = self.random.sample(MATTERS, len(MATTERS))
        sentences += [
            self._quote(paragraph, matters[turn % len(MATTERS)])
            for turn in range(self._due("quotes", QUOTES, paragraph, paragraphs))
        ]
        troubles = self.random.sample(TROUBLES, len(TROUBLES))
        sentences += [
            self._context(paragraph, troubles[turn % len(TROUBLES)])
            for turn in range(self._due("context", CONTEXT, paragraph, paragraphs))
        ]
        self.random.shuffle(sentences)
        return " ".join(sentences)

    def _event(self, paragraph: int, verb: str, code: str) -> str:
        number = self.count["events"]
        self.count["events"] += 1
        one, two = self._who(2)
        place = self.random.randrange(len(self.places))
        snippet = f"{verb} {self.actors[two]}"
        day = f"2024-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
        dates = {0: f"[2024-01-01..{day}]", 1: f"{day}~", 2: day[:7], 3: f"{day}?"}
        lines = [
            f"  - id: e{number}",
            f"    title: {self.actors[one]} {verb} {self.actors[two]}",
            f"    code: {code}",
            f"    actors: [a{one}]",
            f"    targets: [a{two}]",
            f'    date: "{dates.get(number % 9, day)}"',
            f"    place: p{place}",
            f"    asserted: [{{by: {f'a{one}, as: claim' if number % 3 else 'reporter, as: fact'}}}]",
            _at(snippet, paragraph),
        ]
        if number % 4 == 3:
            lines.insert(-1, f"    after: [e{number - 3}]")
        if number % 10 == 9:
            lines.insert(-1, f"    part_of: [e{number - 9}]")
        self.told["events"] += lines
        return f"{self.actors[one]} {snippet} in {self.places[place]}."

    def _quote(self, paragraph: int, matter: str) -> str:
        number = self.count["quotes"]
        self.count["quotes"] += 1
        speaker = self._who(1)[0]
        about = max(0, self.count["events"] - 1 - number % 3)
        direct = number % 3 != 0
        vow = self.random.choice(VOWS)
        words = f"{vow} {matter} before the year is out"
        words = f"“We will {words},”" if direct else words
        lines = [f"  - id: q{number}", f"    speaker: [a{speaker}]"]
        if direct:
            lines += ["    form: direct", f"    text: {json.dumps(words, ensure_ascii=False)}"]
        else:
            lines += ["    form: indirect", f"    gloss: they mean to {words}"]
        lines += [f"    event: e{about}", f"    about: [e{about}]", _at(words, paragraph)]
        self.told["quotes"] += lines
        said = f"{words} {self.actors[speaker]} said."
        return said if direct else f"{self.actors[speaker]} means to {words}."

    def _context(self, paragraph: int, trouble: str) -> str:
        number = self.count["context"]
        self.count["context"] += 1
        about = self._who(1)[0]
        words = f"{trouble} had been {self.random.choice(NATURES)} for years"
        self.told["context"] += [
            f"  - id: c{number}",
            f"    kind: {CONTEXT_KINDS[number % len(CONTEXT_KINDS)]}",
            f"    about: [a{about}, e{max(0, self.count['events'] - 1)}]",
            f"    gloss: {words}",
            _at(words, paragraph),
        ]
        return f"To {self.actors[about]}, {words}."

    def lines(self) -> Iterator[str]:
        yield "copydesk: 1\narticle:\n  title: A year of talks and quarrels\n  publisher: Nobody"
        yield '  published: "2024-12-31"\n  text: |'
        for paragraph in self.text:
            yield f"    {paragraph}\n"
        yield "places:"
        for number, place in enumerate(self.places):
            kind, parent = ("country", "") if number < STATES else ("city", f"p{number % STATES}")
            where = (
                f"in: [{parent}], lat: {number % 60}.5, lon: {number % 170}.25, precision: {kind}"
            )
            yield f"  - {{id: p{number}, name: {place}, kind: {kind}, {where}}}"
        yield "actors:"
        for number, actor in enumerate(self.actors):
            kind = ACTOR_KINDS[number % len(ACTOR_KINDS)]
            yield f"  - id: a{number}\n    name: {actor}\n    kind: {kind}"
            yield f"    place: p{number % len(self.places)}"
            if kind == "person":
                state = f"a{number % STATES * len(ACTOR_KINDS)}"
                yield f"    aliases: [{actor.split()[1]}]\n    of: [{state}]"
                yield f"    roles: [{{title: {ROLES[number % len(ROLES)]}, of: {state}}}]"
        for section, lines in self.told.items():
            yield f"{section}:"
            yield from lines
        yield "links:"
        done = len(self.places) + len(self.actors) + sum(self.count.values())
        for number in range(self.records - done):
            one, two = (
                f"q{number % self.count['quotes']}",
                f"e{number * ABOUT % self.count['events']}",
            )
            rel = RELATIONS[number % len(RELATIONS)]
            yield f"  - {{id: l{number}, from: {one}, rel: {rel}, to: {two}}}"


def _at(snippet: str, paragraph: int) -> str:
    exact = json.dumps(snippet, ensure_ascii=False)
    return f"    at: {{exact: {exact}, paragraph: {paragraph}}}"


def write(path: Path, records: int = 20_000) -> Path:
    """Writes the article; returns its path."""
    made = _Maker(records // IN_A_PARAGRAPH, records)
    path.write_text("\n".join(made.lines()) + "\n", encoding="utf-8")
    return path
