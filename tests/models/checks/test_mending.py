"""Every error tells enough to mend it: what its message says, done to the letter, takes it away."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from models.checks import check
from models.checks.rule import RULES
from models.loading import load
from models.loading.reading import load_bytes
from models.plain import Revision
from models.problems import Problem
from models.saving import Refused, Saved, save

CLEAN = Path(__file__).with_name("clean.yaml").read_text()


class Mend(NamedTuple):
    """A fault put into the clean article in place of `old`; `say` are words of the message or its mend, of
    which `mended` is made up."""

    code: str
    old: str
    faulty: str
    say: tuple[str, ...]
    mended: str


def one(code: str, old: str, faulty: str, *say: str, mended: str = "") -> Mend:
    return Mend(code, old, faulty, say, mended or old)


RECALL = "at: called its ambassador home"
FRIDAY = 'date: "2024-03-01"'
SAID = "text: “We never wanted this quarrel,”"
VOUCHED = "answers: [shots]\n    asserted: [{by: reporter, as: fact}]"
LAST = "  - {from: old, rel: explains, to: shots}"

MENDS = [
    one(
        "E003",
        "    aliases: [Brandt]\n",
        "    aliases: [Brandt]\n    tags: &words [office, *words]\n",
        "Write out what it stands for.",
        mended="    aliases: [Brandt]\n    tags: [office, minister]\n",
    ),
    one(
        "E004",
        "title: Shots at a patrol boat",
        "title: Shots: at a patrol boat",
        "quotation marks",
        '`title: "Shots: at a patrol boat"`',
        mended='title: "Shots: at a patrol boat"',
    ),
    one("E004", "    kind: state\n    place", "    kind: state\n\tplace", "tab", "spaces"),
    one("E004", FRIDAY, FRIDAY[:-1], "not closed", f"`{FRIDAY}`"),
    one(
        "E004",
        "[northland, southmark]\n",
        "[northland, southmark\n",
        "not closed",
        "`actors: [northland, southmark]`",
    ),
    one(
        "E004",
        "    kind: region\n    precision: region\n    at",
        "   kind: region\n    precision: region\n    at",
        "column 5",
    ),
    one("E004", "    kind: city\n", "    kind city\n", "`kind: city`"),
    one("E004", "  - id: havn\n", "  -id: havn\n", "`- id: havn`"),
    one(
        "E004",
        "  text: |\n    Northland",
        "  text:\n    Told so.\n    Northland: it",
        "`text: |`",
        mended="  text: |\n    Northland",
    ),
    one("E004", "quotes:\n", "  quotes:\n", "spaces before it"),
    one("E005", "copydesk: 1\narticle:", "artikel:", "`article:`", "`artikel:`"),
    one("E101", RECALL, "at: called it's ambassador home", "“called its ambassador home”"),
    one(
        "E101",
        RECALL,
        "at: {exact: called its ambassador home, paragraph: 2}",
        "`paragraph: 3`",
        mended="at: {exact: called its ambassador home, paragraph: 3}",
    ),
    one(
        "E102",
        RECALL,
        "at: Northland",
        "`{exact: Northland, paragraph: 1}`",
        mended="at: {exact: Northland, paragraph: 1}",
    ),
    one(
        "E102",
        RECALL,
        "at: {exact: its}",
        "exact: its, paragraph: 2",
        mended="at: {exact: its, paragraph: 2}",
    ),
    one("E105", SAID, "text: “We did not want this quarrel,”", "“We never wanted this quarrel,”"),
    one(
        "E107",
        SAID,
        "text: We never wanted this quarrel",
        "“We never wanted this quarrel”",
        "Begin it with “ and end it with ”",
        mended="text: “We never wanted this quarrel,”",
    ),
    one("E107", "form: direct", "form: indirect", "`form: direct`"),
    one("E201", "    speaker: [brandt]\n", "", "`speaker: [id]`"),
    one("E202", "  - id: league\n", "  - id: strait\n", "line 21", "the id `league`"),
    one(
        "E202",
        "  - id: q-quarrel\n",
        "  - id: shots\n",
        "such as `we-never-wanted-this-quarrel`",
        mended="  - id: we-never-wanted-this-quarrel\n",
    ),
    one("E203", "speaker: [brandt]", "speaker: Ada Brandt", "`brandt`", mended="speaker: brandt"),
    one(
        "E203",
        "actors: [northland, southmark]",
        "actors: northland and southmark",
        "`actors: [northland, southmark]`",
    ),
    one("E203", "to: shots}", "to: shot}", "“shots”"),
    one("E203", "speaker: [brandt]", "speaker: [brandt, nobody]", "take it out"),
    one(
        "E204",
        "    title: Ambassador recalled\n",
        "    title: Ambassador recalled\n    title: Recall\n",
        "line 75",
        "Remove",
    ),
    one("E204", CLEAN[-60:], CLEAN[-60:] + CLEAN, "a file of its own"),
    one("E205", "    title: Ambassador recalled", "    titel: Ambassador recalled", "“title”"),
    one("E205", "    place: strait\n    asserted", "    location: strait\n    asserted", "“place”"),
    one("E205", "article:\n  title", "artikel:\n  title", "“article”"),
    one("E205", "  text: |", "  body: |", "“text”"),
    one("E205", "\nactors:\n", "\nactor:\n", "“actors”"),
    one("E204", "\nactors:\n", "\nplaces:\n", "line 15", "correct its name"),
    one(
        "E207",
        "\nevents:\n",
        "\n",
        "the fields of an event, and so do 2 more",
        "Write `events:` above it",
    ),
    one(
        "E205",
        RECALL,
        "at: {text: called its ambassador home}",
        "“exact”",
        mended="at: {exact: called its ambassador home}",
    ),
    one(
        "E206",
        "    place: strait\n    asserted",
        "    place: northland\n    asserted",
        "an actor, not a place",
        "“nl-land”",
        mended="    place: nl-land\n    asserted",
    ),
    one(
        "E206",
        "speaker: [brandt]",
        "speaker: [brandt, strait]",
        "a place, not an actor",
        "“league”",
        mended="speaker: [brandt, league]",
    ),
    one("E207", "copydesk: 1\n", "", "Begin it with `copydesk: 1`"),
    one("E207", "    kind: armed-group", "    kind: militia", "armed-group"),
    one(
        "E207",
        "    title: Ambassador recalled\n",
        "",
        "Add `title: …`",
        mended="    title: Recall\n",
    ),
    one("E207", "  - id: southmark\n    name", "  - name", "Add `id: southmark`"),
    one(
        "E207",
        "labels: [{label: smugglers, by: northland}]",
        "labels: smugglers",
        "`labels: [{label: smugglers, by: …}]`",
    ),
    one(
        "E207",
        "roles: [{title: envoy, of: southmark}]",
        "roles: envoy",
        "`roles: [{title: envoy, of: …}]`",
    ),
    one("E207", VOUCHED, "answers: [shots]\n    asserted: reporter", "[{by: reporter, as: fact}]"),
    one(
        "E207",
        "    place: strait\n    asserted",
        "    place: [strait]\n    asserted",
        "`place: strait`",
    ),
    one("E207", "of: [southmark]", "of: {southmark}", "`of: [southmark]`"),
    one("E207", "lat: 61.5", "lat: 61°30'N", "`lat: 61.5`"),
    one("E207", LAST, "  - old explains shots", "`{from: old, rel: explains, to: shots}`"),
    one("E207", LAST, LAST.replace("- ", ""), "Write `- ` before it"),
    one(
        "E207",
        FRIDAY,
        "date: [2024-02-29, 2024-03-01]",
        '`date: "[2024-02-29,2024-03-01]"`',
        mended='date: "[2024-02-29,2024-03-01]"',
    ),
    one("E212", "  - id: q-quarrel\n", '  - id: "q-\u200bquarrel"\n', "“q-quarrel”"),
    one(
        "E301",
        FRIDAY,
        "date: 2024-03-01/2024-02-29",
        "the earlier date first",
        mended="date: 2024-02-29/2024-03-01",
    ),
    one("E302", FRIDAY, "date: 1 March 2024", "`date: 2024-03-01`", mended="date: 2024-03-01"),
    one(
        "E302",
        FRIDAY,
        "date: 01/03/2024",
        "`date: 2024-03-01` for 1 March 2024",
        mended="date: 2024-03-01",
    ),
    one("E302", FRIDAY, "date: Friday", "take `date` out", mended="confidence: low"),
    one(
        "E302",
        'published: "2024-03-05"',
        "published: 5 March 2024",
        "`published: 2024-03-05`",
        mended="published: 2024-03-05",
    ),
    one(
        "E303",
        FRIDAY,
        'date: "2024-02-28"',
        "`date` of “recall”",
        "“Shots at a patrol boat” (29 February 2024)",
    ),
    one("E305", "after: [recall]", "after: [recall, reopening]", "Take it out of its own `after`"),
    one(
        "E308", 'date: "2024-03-04"', 'date: "2024-03-14"', "`status: planned`", "Correct the date"
    ),
    one(
        "E310",
        "    answers: [shots]",
        "    answers: [shots]\n    part_of: [shots]",
        "take “shots” out of the `part_of` of “recall”",
    ),
    one("E401", "in: [nl-land]", "in: [nl-land, havn]", "Take it out of its own `in`"),
    one("E404", "lat: 61.5", "lat: 615", "between -90 and 90", "decimal point"),
    one("E503", VOUCHED, VOUCHED.replace("fact", "claim"), "`as: fact`"),
    one(
        "E504",
        "    basis: outside\n    source: an atlas\n",
        "    basis: outside\n",
        "Add `source:`",
    ),
    one("E601", "code: SANCTION/withdraw", "code: withdraw", "“SANCTION/withdraw”"),
    one("E601", "code: SANCTION/withdraw", "code: SANCTION/recall", "SANCTION", "withdraw"),
]


def told(text: str) -> list[Problem]:
    loaded = load_bytes(text.encode(), "x")
    return [*(check(loaded.document, loaded.places) if loaded.document else loaded.problems)]


@pytest.mark.parametrize(
    "mend", MENDS, ids=lambda mend: f"{mend.code} {mend.faulty.strip()[:40]!r}"
)
def test_what_the_message_says_mends_it(mend: Mend) -> None:
    assert CLEAN.count(mend.old) == 1
    problems = [
        each for each in told(CLEAN.replace(mend.old, mend.faulty)) if each.severity == "error"
    ]
    assert [each.code for each in problems] == [mend.code], problems
    said = f"{problems[0].message} {problems[0].mend}"
    for words in mend.say:
        assert words in said
    assert told(CLEAN.replace(mend.old, mend.mended)) == []


@pytest.mark.parametrize(
    "mend", MENDS, ids=lambda mend: f"{mend.code} {mend.faulty.strip()[:40]!r}"
)
def test_one_slip_is_one_problem(mend: Mend) -> None:
    if mend.faulty != "":
        assert len(told(CLEAN.replace(mend.old, mend.faulty))) == 1


# What lies outside of the words of one file


def test_a_text_in_a_file_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("copydesk: 1\narticle: {title: It, file: ../a.txt}\n")
    (problem,) = load(path).problems
    assert problem.code == "E001"
    assert problem.mend == "Put the text in the article's folder, and in `file:` its name."
    (tmp_path / "a.txt").write_text("Nothing is told.")
    path.write_text("copydesk: 1\narticle: {title: It, file: a.txt}\n")
    assert load(path).problems == ()


def test_a_file_in_another_encoding() -> None:
    (problem,) = load_bytes(CLEAN.encode("utf-16"), "x").problems
    assert problem.code == "E002"
    assert "UTF-8" in problem.mend
    assert told(CLEAN.encode().decode()) == []


def test_a_text_that_is_not_the_one_that_was_annotated() -> None:
    other = CLEAN.replace("language: en", "language: en\n  sha256: abc")
    (problem,) = told(other)
    assert problem.code == "E104"
    (right,) = (
        word for word in problem.mend.replace("`", " ").split() if len(word.strip(".")) == 64
    )
    assert told(other.replace("sha256: abc", f"sha256: {right}")) == []


def test_a_correction_that_can_not_be_written() -> None:
    records = "copydesk: 1\narticle: {text: He.}\nactors:\n- {id: a, name: !!str A, kind: state}\n"
    wanted = {"a": Revision("actor", {"id": "a", "name": "B", "kind": "state"})}
    result = save(records, wanted)
    assert isinstance(result, Refused)
    (problem,) = result.problems
    assert problem.code == "E006"
    assert "tag (!)" in problem.message
    assert problem.mend
    assert isinstance(save(records.replace("!!str ", ""), wanted), Saved)


def test_each_error_is_mended_here() -> None:
    errors = {code for code in RULES if code.startswith("E")}
    tests = Path(__file__).read_text()
    assert {code for code in errors if f'"{code}"' not in tests} == set()
