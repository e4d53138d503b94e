"""Journals, locks and folders that hold anything at all: a review opens and tells what is wrong; and whatever
the acts in it say, the desk and the commands can work with them."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import Document
from models.loading import load
from models.review.acts import ActName
from models.review.applying import applied, tagged
from models.review.coders import reviews_compared
from models.review.combining import combined
from models.review.disagreements import disagreements, voices
from models.review.edits import corrected
from models.review.filters import parse, shown
from models.review.history import Wanted, history
from models.review.journal import decode, folder_of
from models.review.keeping import SavingError, arrived, draft, held_back
from models.review.outcome import outcome
from models.review.progress import Progress, next_undecided, reading_order
from models.review.renaming import renamed
from models.review.review import Review, read_reviews
from models.review.telling import lines
from models.revise import revise
from models.views.thread import thread_rows

pytestmark = pytest.mark.fuzz

ARTICLE = """\
copydesk: 1
article: {title: T, text: "Iran called a halt. Pakistan said “no” of it."}
places:
  - {id: tehran, name: Tehran, kind: city}
actors:
  - {id: iran, name: Iran, kind: state}
  - {id: pk, name: Pakistan, kind: state, tags: [a, b]}
events:
  - {id: e, title: Halt, actors: [iran], place: tehran, at: called a halt}
quotes:
  - {id: q, form: direct, speaker: [pk], text: "“no”", event: e}
links:
  - {from: q, rel: supports, to: e}
"""
IDS = ["tehran", "iran", "pk", "e", "q", "q:supports:e", "new", "", "\u202e", "reporter"]
FIELDS = [
    "id",
    "name",
    "title",
    "kind",
    "type",
    "actors",
    "place",
    "at",
    "speaker",
    "tags",
    "from",
    "rel",
    "to",
]
WORDS = [
    *IDS,
    "Iran",
    "state",
    "event",
    "actor",
    "link",
    "quote",
    "place",
    "direct",
    "supports",
    "called a halt",
]
TIMES = [
    "2026-01-29T18:30:00.000Z",
    "2026-01-29T18:30:00+00:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
]

plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(WORDS)
)
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3)
    ),
    max_leaves=6,
)
fields = st.none() | st.dictionaries(
    st.sampled_from(FIELDS) | st.text(max_size=4), values, max_size=5
)
changes = st.dictionaries(st.sampled_from(IDS) | st.text(max_size=4), fields, max_size=3)
verdicts = st.sampled_from(["accept", "reject", "flag", None])


numbers = st.integers(0, 9)
acts = st.fixed_dictionaries(
    {
        "v": st.just(1),
        "id": numbers.map("i{}".format),
        "at": st.sampled_from(TIMES),
        "act": st.sampled_from(get_args(ActName)),
        "record": st.sampled_from(IDS[:8]),
    },
    optional={
        "fingerprint": st.sampled_from(["", "0" * 16]),
        "words": st.text(max_size=8) | st.sampled_from(WORDS),
        "before": verdicts | changes,
        "after": verdicts | changes,
        "batch": st.sampled_from(["", "b1", "b2"]),
        "of": numbers.map("i{}".format) | st.sampled_from(["", "b1", "b2"]),
    },
)
"""Sound acts, whatever they say."""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """One article for all examples: each puts its own journals beside it."""
    path = tmp_path_factory.mktemp("fuzz") / "report.yaml"
    path.write_text(ARTICLE, encoding="utf-8")
    found = load(path).document
    assert found is not None
    assert found.problems == ()
    return found


def put(document: Document, files: dict[str, bytes]) -> Path:
    """The review's folder with just these files."""
    assert document.path is not None
    folder = folder_of(document.path)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def journal(by: str, done: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps({**act, "by": by}) + "\n" for act in done).encode()


def use(document: Document) -> None:
    """All that the desk and the commands do with a review."""
    assert document.path is not None
    review = Review.open(document.path, "mk")
    try:
        for trouble in (*review.troubles, review.read_only):
            assert isinstance(trouble, str)
        show(document, review)
        if not review.read_only:
            before = len(review.own.acts)
            record = document.records["e"]
            review.decide("accept", [record])
            assert review.verdict(record).verdict == "accept"
            review.undo()
            review.redo()
            review.reopen()
            assert len(review.own.acts) == before + 3
    finally:
        review.close()


def show(document: Document, review: Review) -> None:
    found = corrected(document, review.own)
    for trouble in found.troubles.values():
        assert trouble
    now = revise(document, found.records) if found.records else document
    progress = Progress(now, review.verdict)
    assert progress.whole.total == len(now.records)
    order = reading_order(now)
    assert next_undecided(order, "", 1, lambda record: True) == order[0]
    ledgers = {"mk": review.own, **review.others}
    for record in {**document.records, **now.records}.values():
        thread_rows(document.records.get(record.id, record), review.own, review.others)
        outcome(record, ledgers)
        voices(record, ledgers)
    assert shown(parse("by:ann accepted"), now, review.verdict) <= now.records.keys()
    held_back(review.own, {*found.conflicts, *found.troubles})
    arrived(document, review.own)
    with suppress(SavingError):
        assert draft(document, found.pending).diff is not None


def commands(document: Document) -> None:
    """What `log`, `agreement` and `apply` do."""
    assert document.path is not None
    ledgers, troubles = read_reviews(document.path)
    assert all(troubles)
    wanted = Wanted()
    assert lines(history(document, ledgers, wanted), document) is not None
    combined(document, ledgers)
    disagreements(document, ledgers)
    assert renamed(document, ledgers).document is document
    for made in (applied(document, ledgers), tagged(document, ledgers)):
        assert made.standings
    assert reviews_compared([(document, ledgers)])


# Acts that are sound, and say anything


@given(st.lists(acts, max_size=8), st.lists(acts, max_size=4))
def test_acts_that_say_anything(
    document: Document, mine: list[dict[str, Any]], theirs: list[dict[str, Any]]
) -> None:
    put(document, {"mk.jsonl": journal("mk", mine), "ann.jsonl": journal("ann", theirs)})
    commands(document)
    use(document)
    commands(document)


# Lines that are none


NOT_ACTS = [
    b"",
    b"\0",
    b"{}",
    b"[]",
    b"null",
    b"{" * 5000,
    b"[" * 5000 + b"]" * 5000,
    b'{"x": ' + b"[" * 5000,
    b'{"v": 1e400, "id": "x"}',
    b'{"v": NaN}',
    b'{"v": 99, "act": "dance", "by": "mk"}',
    b'{"v": 123456789012345678901234567890, "id": "x"}',
    b'{"v":1,"v":2,"id":"a","id":"b","at":"2026-01-29T18:30:00.000Z","by":"mk","act":"accept","record":"e"}',
    b'{"v":1,"id":"a","at":"2026-13-41T18:30:00.000Z","by":"mk","act":"accept","record":"e"}',
    b'{"v":1,"id":"\\ud800","at":"2026-01-29T18:30:00.000Z","by":"mk","act":"accept","record":"\\udfff"}',
    b'{"v":1,"id":"a","at":"2026-01-29T18:30:00.000Z","by":"mk","act":"accept","record":"e"',
    b'{"v":1,"id":"\x80","at":"2026-01-29T18:30:00.000Z","by":"mk","act":"accept","record":"e"}',
    b'{"owner":"\x80","host":"elsewhere","pid":7,"since":"2026-01-29T18:30:00.000Z"}',
    b"\xff\xfe",
    b"\xef\xbb\xbf{}",
    b"<<<<<<< mine",
    b"=======",
]
dented = st.tuples(acts, st.integers(0, 200), st.binary(max_size=3)).map(
    lambda made: dent(journal("mk", [made[0]]).strip(), *made[1:])
)


def dent(line: bytes, at: int, put_in: bytes) -> bytes:
    """A line with some bytes in the place of others."""
    at = min(at, len(line))
    return line[:at] + put_in + line[at + len(put_in) :]


odd_lines = st.sampled_from(NOT_ACTS) | st.binary(max_size=40) | dented
typed_otherwise = st.dictionaries(
    st.sampled_from(
        ["v", "id", "at", "by", "act", "record", "words", "before", "after", "batch", "of"]
    ),
    values,
).map(
    lambda odd: {
        "v": 1,
        "id": "i",
        "at": TIMES[0],
        "by": "mk",
        "act": "accept",
        "record": "e",
        **odd,
    }
)


@given(
    st.binary(max_size=60) | odd_lines | typed_otherwise.map(lambda act: json.dumps(act).encode())
)
def test_any_line_is_an_act_or_none(line: bytes) -> None:
    act = decode(line)
    assert act is None or (act.id and act.records is not None)


@given(
    st.lists(odd_lines | acts.map(lambda act: journal("mk", [act]).strip()), max_size=8),
    st.binary(max_size=9),
)
def test_journals_that_hold_anything(document: Document, told: list[bytes], last: bytes) -> None:
    data = b"\n".join(told) + b"\n" + last
    put(
        document, {"mk.jsonl": data, "ann.jsonl": data.replace(b'"mk"', b'"ann"'), "bo.jsonl": last}
    )
    commands(document)
    use(document)


# Locks and names


names = st.sampled_from(
    ["mk.lock", "ann.lock", "x.jsonl", "%41.jsonl", ".jsonl", "mk.jsonl.orig", "mk (1).jsonl"]
)


@given(st.dictionaries(names, st.binary(max_size=40) | st.sampled_from(NOT_ACTS), max_size=4))
def test_folders_that_hold_anything(document: Document, files: dict[str, bytes]) -> None:
    folder = put(document, files)
    (folder / "folder.jsonl").mkdir()
    commands(document)
    use(document)
