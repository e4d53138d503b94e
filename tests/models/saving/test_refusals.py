"""What can't be changed safely is left alone, with the line and the reason; one refusal refuses all."""

from __future__ import annotations

import pytest

from models.plain import Fields, Revision
from models.saving import Refused, Saved, save

HEAD = "copydesk: 1\narticle: {text: He said so.}\n"


def refused(records: str, revisions: dict[str, Revision]) -> list[tuple[int, str]]:
    """The lines, counted from that of the first section, and the words of a refusal."""
    result = save(HEAD + records, revisions)
    assert isinstance(result, Refused)
    assert all(problem.code == "E006" and problem.mend for problem in result.problems)
    return [(problem.line - 2, problem.message) for problem in result.problems]


def actor(**fields: object) -> Revision:
    return Revision("actor", {"id": "a", "name": "A", "kind": "state", **fields})


@pytest.mark.parametrize(
    ("records", "new", "line", "words"),
    [
        ("actors:\n- {id: a, name: !!str A, kind: state}\n", {"name": "B"}, 2, "it has a tag (!)"),
        (
            "actors:\n- id: a\n  name: A\n  name: B\n  kind: state\n",
            {"name": "C"},
            4,
            "`name` stands twice there",
        ),
        (
            "actors:\n- id: a\n  kind: state\n  name: A\n  ? note\n  : so\n",
            {},
            5,
            "its key is not of the usual form, `key:`",
        ),
        (
            "actors:\n- id: a\n  name: A\n  kind: state\n  at: {  # where\n    exact: x}\n",
            {"at": [{"exact": "x"}, {"exact": "z"}]},
            5,
            "there are comments inside of it",
        ),
        (
            "actors:\n- id: a\n  name: A\n  kind: state\n  roles: [{titel: x}, {title: z}]\n",
            {"roles": [{"title": "w"}]},
            5,
            "some of the list can't be read",
        ),
        (
            "actors: &all\n- {id: a, name: &n A, kind: state, note: *n}\n",
            {"name": "B", "note": "A"},
            2,
            "it is marked &n and repeated elsewhere (*n)",
        ),
    ],
)
def test_a_field_is_left_alone(records: str, new: Fields, line: int, words: str):
    ((at, message),) = refused(records, {"a": actor(**new)})
    assert at == line
    assert words in message


def test_what_aliases_repeat_may_not_change_behind_their_back():
    records = "actors:\n- {id: a, name: A, kind: &k state}\n- {id: b, name: B, kind: *k}\n"
    ((line, message),) = refused(records, {"a": actor(kind="igo")})
    assert line == 2
    assert "it is marked &k and repeated elsewhere (*k), and “b” would not read" in message
    ((line, message),) = refused(records, {"a": Revision("actor", None)})
    assert line == 2
    assert "&k" in message


def test_a_merge_key_counts_as_repeating():
    records = "actors:\n- &m {id: a, name: A, kind: state, note: so}\n- {<<: *m, id: b}\n"
    ((line, message),) = refused(records, {"a": actor(note="no")})
    assert (line, "&m" in message) == (2, True)
    both = {
        "a": actor(note="no"),
        "b": Revision("actor", {"id": "b", "name": "A", "kind": "state", "note": "no"}),
    }
    result = save(HEAD + records, both)
    assert isinstance(result, Saved)
    assert result.text == HEAD + (
        'actors:\n- &m {id: a, name: A, kind: state, note: "no"}\n- {<<: *m, id: b, note: "no"}\n'
    )


@pytest.mark.parametrize(
    ("records", "line", "words"),
    [
        ("actors:\n- {id: a, name: [}\n", 2, "this is not valid YAML"),
        (
            "actors:\n- {id: a, name: A, kind: state}\n- {id: a, name: B, kind: igo}\n",
            3,
            "the file has its id twice",
        ),
        ("actors:\n- {id: a, kind: state}\n", 2, "the one that stands there can't be read"),
        ("actors: &all []\n", 1, "`actors` is not written out there"),
        ("links: &all []\nactors: *all\n", 2, "`actors` is not written out there"),
        ("actors: some\n", 1, "`actors` is not written out there"),
        ("actors: []\nactors: []\n", 2, "`actors` stands twice in the file"),
        ("? actors\n: []\n", 1, "its key is not of the usual form"),
    ],
)
def test_a_record_is_left_alone(records: str, line: int, words: str):
    ((at, message),) = refused(records, {"a": actor(note="so")})
    assert at == line
    assert words in message


def test_a_whole_file_is_left_alone():
    for text in ("", "- a\n", "just words", "a: [", "\x00"):
        assert isinstance(save(text, {"a": actor()}), Refused)


def test_what_no_record_can_be_is_refused():
    ((line, message),) = refused("", {"a": actor(kind="mood", note="so")})
    assert line == -2
    assert "`kind` can't be “mood”" in message
    assert refused("", {"a": actor(name="half \ud800 a character")})


def test_one_refusal_refuses_all():
    marked = [f"- {{id: {key}, name: !x A, kind: state}}\n" for key in "ab"]
    records = "".join(["actors:\n", *marked, "- {id: c, name: C, kind: igo}\n"])
    revisions = {
        key: Revision("actor", {"id": key, "name": "New", "kind": "igo"}) for key in ("a", "b", "c")
    }
    assert [line for line, _ in refused(records, revisions)] == [2, 3]
