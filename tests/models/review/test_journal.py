"""Journals on disk: names, lines, and reading a file that grows, breaks off, or is another one now."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import files
from models.review.acts import Act
from models.review.journal import (
    Journal,
    JournalError,
    Reading,
    decode,
    encode,
    file_name,
    folder_of,
    reviewer_of,
    unkept,
)

AT = "2024-01-29T12:30:00.123Z"


def act(name: str = "accept", number: int = 1, **more: Any) -> Act:
    """`act("flag", 2, words="why")`: a sound act of mk's about the record `r`."""
    usual = {"v": 1, "id": f"id{number}", "at": AT, "by": "mk", "act": name, "record": "r"}
    return Act(**{**usual, **more})


def line(**more: Any) -> bytes:
    """The line of an act, with fields that acts of this version need not have."""
    import json

    usual = {"v": 1, "id": "id1", "at": AT, "by": "mk", "act": "accept", "record": "r"}
    given = {key: value for key, value in {**usual, **more}.items() if value is not ...}
    return json.dumps(given).encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mk.jsonl"


def ids(acts: list[Act]) -> str:
    return " ".join(each.id for each in acts)


# Names


@pytest.mark.parametrize(
    ("article", "folder"),
    [
        ("seeds/pakistan-iran.yaml", "seeds/pakistan-iran.review"),
        ("/news/a.b.yml", "/news/a.b.review"),
        ("article", "article.review"),
        ("../.yaml", "../.yaml.review"),
    ],
)
def test_journals_lie_beside_their_article(article, folder):
    assert folder_of(Path(article)) == Path(folder)


def test_a_link_to_an_article_has_the_journals_of_what_it_leads_to(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x.yaml").touch()
    (tmp_path / "here").symlink_to("real")
    (tmp_path / "other.yaml").symlink_to("here/x.yaml")
    (tmp_path / "third.yml").symlink_to(tmp_path / "other.yaml")
    folder = tmp_path / "real" / "x.review"
    for link in ("other.yaml", "third.yml"):
        assert folder_of(tmp_path / link) == folder
        assert Journal(tmp_path / link, "mk").path == folder / "mk.jsonl"
    assert folder_of(tmp_path / "here" / "x.yaml") == tmp_path / "here" / "x.review"
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert folder_of(tmp_path / "loop.yaml") == tmp_path / "loop.review"


def test_journals_are_as_open_as_the_article_and_not_as_a_link_to_it(tmp_path):
    real, links = tmp_path / "real", tmp_path / "links"
    for folder, mode in ((real, 0o755), (links, 0o700)):
        folder.mkdir()
        folder.chmod(mode)
    (real / "x.yaml").touch(mode=0o644)
    (links / "x.yaml").symlink_to(real / "x.yaml")
    journal = Journal(links / "x.yaml", "mk")
    journal.append([act()])
    assert journal.path.parent.stat().st_mode & 0o777 == 0o755
    assert not (links / "x.review").exists()


@pytest.mark.parametrize(
    ("reviewer", "name"),
    [
        ("mk", "mk.jsonl"),
        ("M.K-2_x", "M.K-2_x.jsonl"),
        ("", "%.jsonl"),
        (".", "%2E.jsonl"),
        ("..", "%2E..jsonl"),
        (".mk", "%2Emk.jsonl"),
        ("a/b", "a%2Fb.jsonl"),
        ("%", "%25.jsonl"),
        ("a b~", "a%20b%7E.jsonl"),
        ("\n\0", "%0A%00.jsonl"),
        ("Zoë", "Zo%C3%AB.jsonl"),
        ("\ud800", "%ED%A0%80.jsonl"),
    ],
)
def test_a_reviewer_s_file(reviewer, name):
    assert file_name(reviewer) == name
    assert reviewer_of(name) == reviewer


@given(st.text(st.characters(codec=None), max_size=20), st.text(max_size=20))
def test_names_are_safe_and_read_back(reviewer, other):
    name = file_name(reviewer)
    assert re.fullmatch(r"[A-Za-z0-9_%-][A-Za-z0-9._%-]*\.jsonl", name)
    assert reviewer_of(name) == reviewer
    assert (file_name(other) == name) == (other == reviewer)


def test_a_name_too_long_for_a_file_is_refused():
    assert len(file_name("x" * 240)) < 255
    with pytest.raises(JournalError, match="too long for a file"):
        file_name("x" * 241)
    with pytest.raises(JournalError, match="too long for a file"):
        file_name("é" * 50)


@pytest.mark.parametrize(
    "name",
    ["mk.lock", "mk", ".jsonl", ".mk.jsonl", "a b.jsonl", "mk (conflicted copy).jsonl", "%2e.jsonl",
     "%61.jsonl", "%FF.jsonl", "%%.jsonl", "a%.jsonl", "é.jsonl", "x" * 241 + ".jsonl"],
)  # fmt: skip
def test_other_files_are_nobody_s(name):
    assert reviewer_of(name) is None


# Lines

texts = st.text(st.characters(codec=None), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
changes = st.dictionaries(
    texts, st.none() | st.dictionaries(texts, values, max_size=3), max_size=3
) | st.none()  # fmt: skip
verdicts = st.sampled_from([None, "accept", "reject", "flag"])
corrections = st.builds(
    act,
    st.sampled_from(["edit", "add", "delete", "merge", "split", "rename", "resolve", "save"]),
    record=texts, before=changes, after=changes, batch=texts,
)  # fmt: skip
decisions = st.builds(
    act,
    st.sampled_from(["accept", "reject", "flag", "withdraw", "comment", "settle"]),
    fingerprint=texts, words=texts, before=verdicts, after=verdicts, batch=texts,
)  # fmt: skip
undone = st.builds(
    act, st.sampled_from(["undo", "redo"]), record=st.just(""), of=st.text("ab", min_size=1)
)
acts = corrections | decisions | undone


@given(acts)
@settings(max_examples=200)
def test_an_act_is_one_line_and_reads_back(one):
    written = encode(one)
    assert written.count(b"\n") == 1
    assert written.endswith(b"\n")
    assert decode(written) == one


def test_a_line_is_as_the_format_says():
    written = encode(act("flag", before="accept", after="flag", words="who “says” ن\x1b\u202e?"))
    assert written.decode() == (
        '{"v":1,"id":"id1","at":"2024-01-29T12:30:00.123Z","by":"mk","act":"flag","record":"r",'
        '"words":"who “says” ن\\u001b\u202e?","before":"accept","after":"flag"}\n'
    )


NO_ACTS = [
    b"null",
    b"[]",
    b"{}",
    b"{" * 100_000,
    b"[" * 100_000,
    b"\xff\xfe",
    b"\x00" * 40,
    b"<<<<<<< HEAD",
    line()[:-1],
    line() + line(),
    line(id=...),
    line(id=""),
    line(id=7),
    line(v="1"),
    line(v=0),
    line(v=-3),
    line(record=""),
    line(at=""),
    line(at="yesterday"),
    line(at="2024-01-29T12:30:00"),
    line(at="2024-01-29T12:30:00+01:00"),
    line(at="\x1b[2J"),
    line(words=None),
    line(after="nonsense"),
    line(after={"r": {}}),
    line(act="comment", after={"r": {}}),
    line(act="settle", after="withdraw"),
    line(act="edit", after="accept"),
    line(act="edit", after={"r": []}),
    line(act="edit", after={"r": {"x": float("nan")}}),
    line(act="edit", after={"r": {"x": float("inf"), "y": "\ud800"}}),
    line(act="edit", after={"r": {"x": 0.5, "y": "\ud800"}}).replace(b"0.5", b"1e999"),
    line(act="save", before="accept"),
    line(act="undo"),
    line(act="undo", of="x", after={"r": {}}),
    line(words="\ud800")[:-1],
    b'{"words":"\\ud800"}',
]


@pytest.mark.parametrize("bad", NO_ACTS, ids=range(len(NO_ACTS)))
def test_what_is_no_act_is_passed_over_and_told_with_its_line(path, bad):
    path.write_bytes(encode(act()) + bad + b"\n" + encode(act(number=2)))
    reading = Reading(path, "mk")
    assert ids(reading.new_acts()) == "id1 id2"
    assert reading.troubles == [f"Line 2 of {path} is no act; it is passed over."]
    assert not reading.newer


@pytest.mark.parametrize(
    "newer",
    [
        line(v=2),
        line(v=2, act="weigh"),
        line(act="weigh"),
        line(v=2, by=7),
        b'{"v":2}',
        line(v=2, at=5),
        line(v=2, words="\ud800"),
    ],
)
def test_a_newer_version_is_recognised(path, newer):
    path.write_bytes(newer + b"\n" + encode(act()) + newer + b"\n")
    reading = Reading(path, "mk")
    assert ids(reading.new_acts()) == "id1"
    assert reading.newer
    (trouble,) = reading.troubles
    assert trouble == (
        f"{path} was written by a newer version of Copydesk; what this one does not know is passed"
        " over. Install the newer version to see it all."
    )


def test_fields_of_a_later_day_are_ignored(path):
    path.write_bytes(line(mood="good", before=None) + b"\n")
    assert Reading(path, "mk").new_acts() == [act()]


def test_what_another_reviewer_did_is_not_taken_for_this_one_s(path):
    path.write_bytes(encode(act(by="jk")) + encode(act(number=2)))
    reading = Reading(path, "mk")
    assert ids(reading.new_acts()) == "id2"
    assert reading.troubles == [f"Line 1 of {path} is by another reviewer; it is passed over."]


def test_many_faults_are_told_in_few_words(path):
    path.write_bytes(b"?\n" * 1000)
    reading = Reading(path, "mk")
    reading.new_acts()
    assert len(reading.troubles) == 6
    assert reading.troubles[-1] == f"So are 995 more lines of {path}."


# Reading


def test_a_growing_file_is_read_on_from_where_it_stopped(path, monkeypatch):
    reading = Reading(path, "mk")
    assert reading.new_acts() == []
    assert reading.missing
    assert reading.troubles == []
    first = [act(number=number) for number in range(100)]
    path.write_bytes(b"".join(map(encode, first)))
    size = path.stat().st_size
    assert reading.new_acts() == first
    assert not reading.missing
    calls = []
    real = files.read_from
    monkeypatch.setattr(files, "read_from", lambda *args: calls.append(args) or real(*args))
    assert reading.new_acts() == []
    assert calls == []
    with path.open("ab") as file:
        file.write(encode(act(number=100)) + encode(act(number=101)))
    assert ids(reading.new_acts()) == "id100 id101"
    assert [offset for _, offset in calls] == [size - 512]  # the end of what is known is compared
    assert len(reading.acts) == 102
    assert reading.restarts == 0


def test_line_ends_of_other_systems_and_blank_lines_are_no_faults(path):
    path.write_bytes(encode(act())[:-1] + b"\r\n\r\n\n  \n" + encode(act(number=2)) + b"?\n")
    reading = Reading(path, "mk")
    assert ids(reading.new_acts()) == "id1 id2"
    assert reading.troubles == [f"Line 6 of {path} is no act; it is passed over."]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_journal_cut_at_any_byte_reads_to_a_prefix_of_its_acts(tmp_path_factory, data):
    done = data.draw(st.lists(acts, min_size=1, max_size=4))
    done = [Act(**{**{f: getattr(one, f) for f in one.__struct_fields__}, "id": f"id{n}"})
            for n, one in enumerate(done)]  # fmt: skip
    written = b"".join(map(encode, done))
    cut = data.draw(st.integers(0, len(written)))
    path = tmp_path_factory.mktemp("cut") / "mk.jsonl"
    path.write_bytes(written[:cut])
    reading = Reading(path, "mk")
    whole = sum(
        cut >= len(b"".join(map(encode, done[: number + 1]))) - 1 for number in range(len(done))
    )
    assert reading.new_acts() == done[:whole]
    assert reading.troubles == []  # somebody may still be writing
    torn = cut > len(b"".join(map(encode, done[:whole])))
    reading.tell_torn()
    reading.tell_torn()
    assert reading.troubles == (
        [f"Line {whole + 1} of {path} was not written whole; it is passed over."] if torn else []
    )
    files.append(path, encode(act(number=99)))
    assert reading.new_acts() == [act(number=99)]
    assert len(reading.troubles) == torn
    assert reading.acts == Reading(path, "mk").new_acts() == [*done[:whole], act(number=99)]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_in_whatever_pieces_it_comes_a_journal_is_the_same(tmp_path_factory, data):
    lines = data.draw(st.lists(
        st.integers(0, 20).map(lambda number: encode(act(number=number)))
        | st.sampled_from([b"?\n", b"\n", b"\r\n", encode(act(by="jk")), line(words="\ud800") + b"\n"]),
        max_size=12,
    ))  # fmt: skip
    written = b"".join(lines)
    path = tmp_path_factory.mktemp("pieces") / "mk.jsonl"
    path.write_bytes(b"")
    reading = Reading(path, "mk")
    came = []
    at = 0
    while at < len(written):
        step = data.draw(st.integers(1, 200))
        with path.open("ab") as file:
            file.write(written[at : at + step])
        at += step
        came += reading.new_acts()
    fresh = Reading(path, "mk")
    assert came == reading.acts == fresh.new_acts()
    assert reading.troubles == fresh.troubles
    assert reading.restarts == fresh.restarts == 0


def test_a_line_that_git_merged_twice_counts_once(path):
    path.write_bytes(encode(act()) + encode(act(number=2)) + encode(act()))
    assert ids(Reading(path, "mk").new_acts()) == "id1 id2"


def replaced(path: Path, content: bytes) -> None:
    files.replace(path, content)


def rewritten(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def made_anew(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


ONE, TWO, THREE = (encode(act(number=number)) for number in (1, 2, 3))


@pytest.mark.parametrize("put", [replaced, rewritten, made_anew])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ""),
        (ONE, "id1"),
        (THREE, "id3"),
        (THREE + ONE, "id3 id1"),
        (ONE + THREE + TWO, "id1 id3 id2"),
        (TWO + THREE + ONE + TWO, "id2 id3 id1"),
        (b"?\n", ""),
    ],
)
def test_another_file_in_its_place_is_read_from_the_start(path, put, content, expected):
    path.write_bytes(ONE + TWO + b"?\n")
    reading = Reading(path, "mk")
    assert ids(reading.new_acts()) == "id1 id2"
    put(path, content)
    os.utime(path, ns=(1, 1))  # even two writes within one tick of the clock
    assert ids(reading.new_acts()) == expected
    assert reading.restarts == 1
    assert ids(reading.acts) == expected
    told = [f"Line 1 of {path} is no act; it is passed over."] if b"?" in content else []
    assert reading.troubles == told


def test_a_file_that_is_gone_keeps_its_acts_until_there_is_one_again(path):
    path.write_bytes(ONE + TWO)
    reading = Reading(path, "mk")
    reading.new_acts()
    path.unlink()
    assert reading.new_acts() == []
    assert reading.missing
    assert ids(reading.acts) == "id1 id2"
    path.write_bytes(ONE + TWO + THREE)
    assert ids(reading.new_acts()) == "id3"
    assert reading.restarts == 0


def test_what_can_not_be_read_is_told_until_it_can(path, monkeypatch):
    path.write_bytes(ONE)

    def fail(*_):
        raise OSError(errno.EIO, "Input/output error")

    reading = Reading(path, "mk")
    with monkeypatch.context() as patch:
        patch.setattr(files, "read_from", fail)
        assert reading.new_acts() == []
        (trouble,) = reading.troubles
        assert trouble == (
            f"{path} can't be read. The disk reports an error. Try again, or review a copy on"
            " another disk."
        )
    assert reading.new_acts() == [act()]
    assert reading.troubles == []


@pytest.mark.parametrize("put", [replaced, rewritten])
@pytest.mark.parametrize("failing", [1, 2])
def test_a_failure_while_another_file_is_read_forgets_nothing(path, monkeypatch, put, failing):
    path.write_bytes(ONE + TWO)
    reading = Reading(path, "mk")
    reading.new_acts()
    put(path, THREE + ONE)
    calls = []
    real = files.read_from

    def read(*args):
        calls.append(args)
        if len(calls) == failing:
            raise OSError(errno.EIO, "Input/output error")
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(files, "read_from", read)
        if not reading.new_acts():
            assert "can't be read" in reading.troubles[0]
            assert (ids(reading.acts), reading.restarts) == ("id1 id2", 0)
    reading.new_acts()
    assert (ids(reading.acts), reading.restarts, reading.troubles) == ("id3 id1", 1, [])


def test_a_file_of_rubbish_is_given_up_soon(tmp_path):
    path = tmp_path / "mk.jsonl"
    good, rubbish = encode(act(number=1)), b"x\n" * 4_000_000
    path.write_bytes(good + b"\n" * 4_000_000 + rubbish)
    reading = Reading(path, "mk")
    start = perf_counter()
    assert [each.id for each in reading.new_acts()] == [act(number=1).id]
    assert perf_counter() - start < 2
    assert reading.unreadable.startswith(f"{path} is no journal, or a broken one: more than 10,000")
    assert len(reading.troubles) == 7
    assert reading.troubles[0] == f"Line 4000002 of {path} is no act; it is passed over."
    with path.open("ab") as file:
        file.write(encode(act(number=2)))
    assert reading.new_acts() == []
    assert reading.unreadable
    path.write_bytes(good + encode(act(number=3)))  # mended in place
    assert [each.id for each in reading.new_acts()] == [act(number=1).id, act(number=3).id]
    assert reading.unreadable == ""


def test_what_is_no_journal_at_all(tmp_path, monkeypatch):
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "link.jsonl").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "file").touch()
    (tmp_path / "large.jsonl").touch()
    os.truncate(tmp_path / "large.jsonl", 1 << 40)
    for name, words in [
        ("folder.jsonl", "Is a directory"),
        ("link.jsonl", "Remove the link."),
        ("pipe.jsonl", "Not a regular file"),
        ("file/mk.jsonl", "is not a folder. Move it away."),
        ("large.jsonl", "larger than 128 MiB, too large for a journal"),
    ]:
        reading = Reading(tmp_path / name, "mk")
        assert reading.new_acts() == []
        assert words in reading.unreadable


# Writing


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    (tmp_path / "x.yaml").touch()
    journal = Journal(tmp_path / "x.yaml", "mk")
    journal.reading.new_acts()
    return journal


class Counting:
    def __init__(self) -> None:
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name in ("write", "fsync", "pwrite", "writev"):
            self.calls.append(name)
        return getattr(os, name)


def test_many_acts_are_one_write_and_on_disk(journal, monkeypatch):
    journal.append([act()])
    counting = Counting()
    monkeypatch.setattr(files, "os", counting)
    journal.append([act(number=number) for number in range(2, 500)])
    assert counting.calls == ["write", "fsync"]
    assert len(Reading(journal.path, "mk").new_acts()) == 499


def test_what_was_written_is_not_new_again(journal):
    journal.append([act()])
    assert journal.acts == [act()]
    assert journal.reading.new_acts() == []
    with journal.path.open("ab") as file:
        file.write(TWO)
    journal.append([act(number=3)])
    assert journal.reading.new_acts() == [act(number=2)]
    assert ids(journal.acts) == "id1 id3 id2"


def test_a_journal_that_was_taken_away_is_written_anew(journal):
    journal.append([act(), act(number=2)])
    journal.path.unlink()
    journal.path.parent.rmdir()
    journal.reading.new_acts()
    assert journal.troubles == [
        f"{journal.path} is gone. The next act writes it anew, with all that was in it."
    ]
    journal.append([act(number=3)])
    assert journal.path.read_bytes() == ONE + TWO + THREE
    assert journal.reading.new_acts() == []
    assert ids(journal.acts) == "id1 id2 id3"
    assert journal.troubles == []


def test_nothing_is_added_to_a_newer_journal(journal):
    journal.append([act()])
    content = journal.path.read_bytes() + line(v=2) + b"\n"
    journal.path.write_bytes(content)
    journal.reading.new_acts()
    assert journal.read_only.endswith("Install the newer version.")
    with pytest.raises(JournalError, match=r"Nothing was kept: .* by a newer version of Copydesk"):
        journal.append([act(number=2)])
    assert journal.path.read_bytes() == content
    assert journal.acts == [act()]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full, or your share of it. Make room and do it again."),
        (errno.EDQUOT, "The disk is full, or your share of it. Make room and do it again."),
        (errno.EFBIG, "The disk is full, or your share of it. Make room and do it again."),
        (errno.EACCES, "You lack the right to it. Ask for that, or review a copy of the article."),
        (errno.EROFS, "You lack the right to it. Ask for that, or review a copy of the article."),
        (errno.EIO, "The disk reports an error. Try again, or review a copy on another disk."),
        (errno.ELOOP, "It is a symbolic link, which no file of a review may be. Remove the link."),
        (errno.ENOTDIR, "x.review is not a folder. Move it away."),
        (errno.ESTALE, "The reason: Stale file handle."),
    ],
)
def test_why_nothing_was_kept_is_said_in_words(number, words):
    error = unkept(OSError(number, os.strerror(number)), Path("x.review/mk.jsonl"))
    assert str(error) == f"Nothing was kept: x.review/mk.jsonl can't be written. {words}"


def test_a_folder_that_is_a_file_and_a_journal_that_is_a_link(tmp_path, journal):
    (tmp_path / "x.review").touch()
    with pytest.raises(JournalError, match=r"x\.review is not a folder\. Move it away\."):
        journal.append([act()])
    (tmp_path / "x.review").unlink()
    (tmp_path / "x.review").mkdir()
    journal.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(JournalError, match="Remove the link"):
        journal.append([act()])
    assert not (tmp_path / "elsewhere").exists()
    assert journal.acts == []
