"""What programs get: each format holds everything, in its own words, whatever a file says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks.checking import Checked, Checker, Fix, Told
from models.checks.extents import Extent
from models.checks.files import File
from models.checks.formats.github import github
from models.checks.formats.json import as_json
from models.checks.formats.junit import junit
from models.checks.formats.sarif import sarif, uri
from models.checks.rule import RULES
from models.problems import Problem
from models.text import visible
from tui.checked import Paper, concise, diff, fixed, full

HOSTILE = "100%: a,b\r\n::error::x \x1b[31m <&\"'> \u202e \ud800 ]]>"

E301 = Problem("E301", "ends before it begins.", 3, 5, "talks", "Write the earlier date first.")
W108 = Problem("W108", "no quote covers “so”.", 2, 4, "", "Add it.", 10, 14)
I111 = Problem("I111", "nothing of paragraph 1.", 2, 1, level="warning")
E001 = Problem("E001", "c.yaml does not exist.", mend="Check the name.")

FILES = [
    Checked(
        "a.yaml",
        (
            Told(E301, Extent(3, 9), "    2024", 0, True),
            Told(W108, Extent(4, 2), "   so"),
            Told(I111._replace(level=""), Extent(2, 4), "   so"),
        ),
    ),
    Checked("sub dir/b.yaml"),
    Checked("z.yaml", passed_over=True),
    Checked("c.yaml", (Told(E001, Extent(0, 0)),), opened=False),
    Checked("d.yaml", opened=False, crash="KeyError in models/x.py, line 3"),
]
BAD = [Checked(f"{HOSTILE}.yaml", (Told(E301._replace(message=HOSTILE), Extent(3, 9)),))]


# JSON


def test_json_has_every_file_and_every_word() -> None:
    data = as_json(FILES)
    assert [each["file"] for each in data["files"]] == [
        "a.yaml",
        "sub dir/b.yaml",
        "c.yaml",
        "d.yaml",
    ]
    assert data["files"][0]["problems"][0] == {
        "code": "E301",
        "severity": "error",
        "message": "ends before it begins.",
        "mend": "Write the earlier date first.",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 9,
        "record": "talks",
        "start": 0,
        "end": 0,
        "mendable": True,
    }
    assert data["files"][1] == {"file": "sub dir/b.yaml", "opened": True, "problems": []}
    assert data["files"][3]["crash"] == "KeyError in models/x.py, line 3"
    assert data["counts"] == {"error": 2, "warning": 1, "information": 1, "mendable": 1}
    assert json.loads(json.dumps(data)) == data


def test_json_tells_what_was_mended_and_what_could_not_be() -> None:
    fixed, refused = Checked("a.yaml", fixed=(W108,)), Checked("b.yaml", refused="it is full.")
    data = as_json([fixed, refused])["files"]
    assert data[0]["fixed"] == [{"code": "W108", "message": W108.message, "line": 2, "column": 4}]
    assert data[1]["refused"] == "it is full."


# SARIF


def run_of(files: list[Checked]) -> Any:
    data = sarif(files, "1.2.3")
    assert data["version"] == "2.1.0"
    assert data["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = data["runs"]
    return run


def test_sarif_has_every_rule_with_help_and_level() -> None:
    driver = run_of(FILES)["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("copydesk", "1.2.3")
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert rules.keys() == RULES.keys()
    assert rules["E301"]["shortDescription"]["text"] == RULES["E301"].title
    assert RULES["E301"].why in rules["E301"]["help"]["text"]
    assert f"```yaml\n{RULES['E301'].good}\n```" in rules["E301"]["help"]["markdown"]
    levels = {code[0]: rule["defaultConfiguration"]["level"] for code, rule in rules.items()}
    assert levels == {"E": "error", "W": "warning", "I": "note"}


def test_sarif_has_every_problem_at_its_place() -> None:
    run = run_of(FILES)
    assert run["columnKind"] == "unicodeCodePoints"
    first, second, third, last = run["results"]
    assert first["ruleId"] == run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "E301"
    assert first["level"] == "error"
    assert first["message"]["text"] == "ends before it begins. Write the earlier date first."
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a.yaml"}
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    assert first["properties"] == {"record": "talks"}
    assert (second["level"], third["level"], last["level"]) == ("warning", "note", "error")
    assert "region" not in last["locations"][0]["physicalLocation"]


def test_sarif_tells_of_what_the_program_failed_over() -> None:
    (invocation,) = run_of(FILES)["invocations"]
    assert not invocation["executionSuccessful"]
    (told,) = invocation["toolExecutionNotifications"]
    assert "KeyError in models/x.py, line 3" in told["message"]["text"]
    assert run_of(FILES[:2])["invocations"] == [{"executionSuccessful": True}]


def test_a_level_of_the_settings_is_the_results_own() -> None:
    (result,) = run_of([Checked("a.yaml", (Told(I111, Extent(2, 4)),))])["results"]
    assert result["level"] == "warning"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a b/ü%.yaml", "a%20b/%C3%BC%25.yaml"),
        ("./a.yaml", "a.yaml"),
        ("../a.yaml", "../a.yaml"),
        ("/x/a#b.yaml", "file:///x/a%23b.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("\udcff\x1b.yaml", "%FF%1B.yaml"),
    ],
)
def test_a_name_as_a_uri(name: str, written: str) -> None:
    assert uri(name) == written


# GitHub


def test_github_has_a_command_for_each_problem() -> None:
    assert [*github(FILES)] == [
        (
            "::error file=a.yaml,line=3,endLine=3,col=5,endColumn=9,title=copydesk E301"
            "::ends before it begins. Write the earlier date first."
        ),
        "::warning file=a.yaml,line=2,endLine=4,title=copydesk W108::no quote covers “so”. Add it.",
        (
            "::notice file=a.yaml,line=2,endLine=2,col=1,endColumn=4,title=copydesk I111"
            "::nothing of paragraph 1."
        ),
        "::error file=c.yaml,title=copydesk E001::c.yaml does not exist. Check the name.",
        (
            "::error file=d.yaml,title=copydesk::the program itself failed: KeyError in models/x.py,"
            " line 3."
        ),
    ]


def test_no_file_ends_a_command_or_begins_one() -> None:
    (line,) = github(BAD)
    assert line.count("\n") == line.count("\r") == 0
    command, properties, data = re.match(r"::(\w+) (.*?)::(.*)", line).groups()  # type: ignore[union-attr]
    assert command == "error"
    assert properties.startswith("file=100%25%3A a%2Cb%0D%0A%3A%3Aerror%3A%3Ax ␛[31m")
    assert data.startswith("100%25: a,b%0D%0A::error::x ␛[31m")
    assert not re.search("[\x1b\u202e\ud800]", line)


# JUnit


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_problem() -> None:
    root = ElementTree.fromstring("\n".join(junit(FILES)))
    assert root.attrib == {"name": "copydesk check", "tests": "6", "failures": "2", "errors": "2"}
    suites = {suite.attrib["name"]: suite for suite in root}
    assert [*suites] == ["a.yaml", "sub dir/b.yaml", "c.yaml", "d.yaml"]
    error, warning, information = suites["a.yaml"]
    assert error.attrib == {"name": "E301", "classname": "a.yaml", "line": "3"}
    (failure,) = error
    assert failure.attrib == {"message": "ends before it begins. Write the earlier date first."}
    assert failure.text == E301.say("a.yaml")
    assert [each.tag for each in warning] == ["failure"]
    assert [each.tag for each in information] == ["system-out"]
    assert [*suites["sub dir/b.yaml"][0]] == []
    assert suites["c.yaml"][0][0].tag == "error"
    assert "KeyError" in (suites["d.yaml"][0][0].text or "")


def test_junit_fails_by_what_is_to_fail() -> None:
    for fatal, failures in ((("error",), 1), ((), 0), (("error", "warning", "information"), 3)):
        root = ElementTree.fromstring("\n".join(junit(FILES[:1], fatal)))
        assert root.attrib["failures"] == str(failures)


def test_junit_is_xml_whatever_a_file_says() -> None:
    text = "\n".join(junit(BAD))
    root = ElementTree.fromstring(text.encode())
    assert root[0].attrib["name"].startswith("100%: a,b  ::error::x ␛[31m <&\"'>")


# Real files


@pytest.mark.fuzz
@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 40), st.text(max_size=8)), max_size=4),
    st.sampled_from(["write", "show", ""]),
)
def test_none_fails_over_a_file_with_anything_in_it(
    edits: list[tuple[int, int, str]], fix: Fix
) -> None:
    text = Path(__file__).with_name("clean.yaml").read_text()
    for at, length, new in edits:
        text = text[:at] + new + text[at + length :]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        checked = Checker({}, fix).look(File(str(path)))
    assert checked.crash == ""
    json.dumps([as_json([checked]), sarif([checked], "1")])
    assert all("\n" not in line for line in github([checked]))
    ElementTree.fromstring("\n".join(junit([checked])).encode())
    for write in (full, concise, fixed, diff):
        assert all(line == visible(line) for line in write(checked, Paper()))


def test_all_of_them_of_a_real_file(tmp_path: Path) -> None:
    clean = Path(__file__).with_name("clean.yaml").read_text()
    path = tmp_path / "a.yaml"
    path.write_text(clean.replace('date: "2024-02-29"', 'date: "2024-03-02/2024-02-29"'))
    checked = Checker({}).look(File(str(path)))
    assert as_json([checked])["counts"]["error"] == 1
    (result,) = run_of([checked])["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    line = path.read_text().splitlines()[region["startLine"] - 1]
    marked = line[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert marked == '"2024-03-02/2024-02-29"'
    assert len([*github([checked])]) == 1
    assert "E301" in "".join(junit([checked]))
