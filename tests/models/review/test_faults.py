"""A fault under every call that writes: no act is lost, no file is half written, each time it is said,
and doing it again works."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest

from models import files
from models.article import Place
from models.loading import load
from models.plain import plain
from models.review.edits import corrected
from models.review.journal import JournalError
from models.review.keeping import SavingError, draft, write
from models.review.operations import edit
from models.review.review import Review

WRITING = {"open", "write", "fsync", "ftruncate", "fchmod", "fchown", "replace", "unlink"}
FOLDERS = {"mkdir", "chmod", "rmdir"}
ASKING = {"fstat", "stat", "pread"}
CALLS = WRITING | FOLDERS | ASKING

E = TypeVar("E", bound=Exception)


class Faulty:
    """Stands in for `os` under the file layer. The call number `at` (from 0) of those that write or
    prepare it meets a fault; with `forever` so do all that come after it."""

    def __init__(self, at: int, fault: int | str, forever: bool = False) -> None:
        self.at, self.fault, self.forever = at, fault, forever
        self.calls = 0
        self.fired = False
        self.tearing = False

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return (
            (lambda *args, **more: self._call(name, real, *args, **more)) if name in CALLS else real
        )

    def _call(self, name: str, real: Callable[..., Any], *args: Any, **more: Any) -> Any:
        number, self.calls = self.calls, self.calls + 1
        if self.tearing and name == "write":  # what follows the short write
            self.tearing = False
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if number != self.at and not (self.forever and number > self.at):
            return real(*args, **more)
        if self.fault == "torn":
            if name != "write":
                return real(*args, **more)
            self.fired = self.tearing = True
            return real(args[0], bytes(args[1])[: len(args[1]) // 2])
        self.fired = True
        raise OSError(self.fault, os.strerror(int(self.fault)))


ARTICLE = """\
copydesk: 1
article: {title: T, text: Words.}
events:
  - {id: a, title: Before}
"""

FAULTS = [errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.EDQUOT, "torn"]
NAMES = [errno.errorcode.get(fault, fault) for fault in FAULTS]


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Iterator[Faulty]]:
    """`for os in faulty(fault)`: the loop's body once for each call in it, that call failing; it ends
    when no fault was met. Out of the body everything works."""

    def each(fault: int | str, forever: bool = False) -> Iterator[Faulty]:
        for at in count():
            shim = Faulty(at, fault, forever)
            monkeypatch.setattr(files, "os", shim)
            yield shim
            monkeypatch.setattr(files, "os", os)
            if at >= shim.calls:
                assert at > 3  # or nothing was tried
                return

    return each


@pytest.fixture
def healthy(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(files, "os", os)


def failing(kind: type[E], call: Callable[..., Any], *args: Any) -> E | None:
    """The failure of a call, if it fails."""
    try:
        call(*args)
    except kind as error:
        return error
    return None


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_a_replaced_file_is_the_old_one_or_the_new_one(tmp_path, faulty, healthy, fault):
    for number, shim in enumerate(faulty(fault)):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "x.yaml"
        path.write_bytes(b"old" * 100)
        failure = failing(OSError, files.replace, path, b"new" * 100)
        if failure:
            assert failure.errno == (errno.EIO if fault == "torn" else fault)
        else:
            assert path.read_bytes() == b"new" * 100
        assert bool(failure) <= shim.fired
        assert path.read_bytes() in (b"old" * 100, b"new" * 100)
        assert names(folder) == ["x.yaml"]
        healthy()
        files.replace(path, b"newer")
        assert path.read_bytes() == b"newer"
        assert names(folder) == ["x.yaml"]


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
@pytest.mark.parametrize("former", [None, b"", b"whole\n", b"whole\ntor"])
def test_a_file_that_can_not_be_added_to_is_as_it_was(tmp_path, faulty, healthy, fault, former):
    for number, shim in enumerate(faulty(fault)):
        path = tmp_path / str(number) / "deep" / "mk.jsonl"
        if former is not None:
            path.parent.mkdir(parents=True)
            path.write_bytes(former)
        expected = (former or b"") + (b"\n" if former == b"whole\ntor" else b"")
        if failing(OSError, files.append, path, b"one\ntwo\n"):
            assert shim.fired
            assert (path.read_bytes() if path.exists() else None) == former
        else:
            expected += b"one\ntwo\n"
            assert path.read_bytes() == expected
        healthy()
        files.append(path, b"three\n")
        assert path.read_bytes() == expected + b"three\n"


# A review: no decision that was told to be kept is lost, and what was not kept is told

PLACES = [Place(id=f"p{number}", name=f"Place {number}", kind="city") for number in range(3)]


def decided(path: Path) -> dict[str, str]:
    """What somebody who opens the review finds decided."""
    review = Review.open(path, "mk")
    found = {place.id: review.verdict(place).verdict for place in PLACES}
    review.close()
    return {record: verdict for record, verdict in found.items() if verdict}


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
@pytest.mark.parametrize("new", [True, False], ids=["new", "begun"])
def test_a_decision_is_kept_or_it_is_said_that_it_is_not(tmp_path, faulty, healthy, fault, new):
    for number, shim in enumerate(faulty(fault)):
        path = tmp_path / str(number) / "x.yaml"
        path.parent.mkdir()
        path.touch()
        healthy()
        expected = {}
        review = Review.open(path, "mk")
        if not new:
            review.decide("accept", PLACES[:1])
            expected["p0"] = "accept"
        files.os = shim  # the fixture puts it back
        failure = failing(JournalError, review.decide, "reject", PLACES[1:])
        if failure:
            assert shim.fired
            assert str(failure).startswith("Nothing was kept: ")
            assert len(str(failure).split(". ")) > 1  # and what to do
        else:
            expected |= {"p1": "reject", "p2": "reject"}
        healthy()
        shown = {place.id: review.verdict(place).verdict for place in PLACES}
        assert {record: verdict for record, verdict in shown.items() if verdict} == expected
        review.decide("flag", PLACES[2:])
        assert not review.troubles
        review.close()
        assert decided(path) == {**expected, "p2": "flag"}


@pytest.mark.parametrize("fault", FAULTS[:-1], ids=NAMES[:-1])
def test_when_nothing_works_any_more_what_was_kept_is_still_there(tmp_path, faulty, healthy, fault):
    """Not even putting the file back. What could not be kept may then be there, but never in part."""
    for number, shim in enumerate(faulty(fault, forever=True)):
        path = tmp_path / str(number) / "x.yaml"
        path.parent.mkdir()
        path.touch()
        healthy()
        review = Review.open(path, "mk")
        review.decide("accept", PLACES[:1])
        files.os = shim
        expected = {"p0": "accept"}
        if failing(JournalError, review.decide, "reject", PLACES[1:2]):
            assert review.verdict(PLACES[1]).verdict == ""
        else:
            expected["p1"] = "reject"
        healthy()
        review.decide("flag", PLACES[2:])
        review.close()
        expected["p2"] = "flag"
        assert decided(path).items() >= expected.items()
        assert decided(path).get("p1", "reject") == "reject"


def test_killed_at_any_call_leaves_whole_files(tmp_path):
    """The process ends on the spot, with nothing put in order: half of what a write was to write may
    be in the file."""
    code = """
        import os, sys
        from pathlib import Path
        from models import files
        from models.article import Place
        from models.review.review import Review

        CALLS = "open write fsync ftruncate fchmod fchown chmod mkdir rename replace unlink".split()

        class Deadly:
            def __init__(self, at):
                self.left = at
            def __getattr__(self, name):
                real = getattr(os, name)
                return (lambda *args, **more: self.call(name, real, *args, **more)) if name in CALLS else real
            def call(self, name, real, *args, **more):
                if self.left == 0:
                    if name == "write":
                        real(args[0], bytes(args[1])[: len(args[1]) // 2])
                    os._exit(9)
                self.left -= 1
                return real(*args, **more)

        def work(folder, at):
            place = Place(id="p0", name="P", kind="city")
            review = Review.open(folder / "x.yaml", "mk")
            if folder.name.startswith("begun"):
                review.decide("accept", [place])
            files.os = Deadly(at)
            review.decide("reject", [place])
            print(folder.name, file=open(folder / "done", "w"))
            files.replace(folder / "x.yaml", b"new" * 100)

        for kind in ("new", "begun"):
            for at in range(100):
                folder = Path(f"{kind}{at}")
                folder.mkdir()
                (folder / "x.yaml").write_bytes(b"old" * 100)
                child = os.fork()
                if not child:
                    work(folder, at)
                    os._exit(0)
                if os.waitpid(child, 0)[1] == 0:
                    break
            else:
                sys.exit("it never ended")
    """
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=tmp_path, check=True, timeout=60
    )
    folders = sorted(tmp_path.iterdir())
    assert len(folders) > 20
    for folder in folders:
        assert (folder / "x.yaml").read_bytes() in (b"old" * 100, b"new" * 100)
        strays = [name for name in names(folder) if name.startswith(files.TEMPORARY)]
        assert len(strays) <= 1
        review = Review.open(folder / "x.yaml", "mk")
        assert review.read_only == ""
        done, begun = (folder / "done").exists(), folder.name.startswith("begun")
        verdict = review.verdict(PLACES[0]).verdict
        if done:
            assert verdict == "reject"
        else:  # it may have been killed between the write and its return
            assert verdict in ("accept", "reject") if begun else ("", "reject")
        torn = f"Line {1 + begun} of {folder}/x.review/mk.jsonl was not written whole; it is passed over."
        assert review.troubles in ([], [torn])
        review.decide("flag", PLACES[:1])
        review.close()
        assert decided(folder / "x.yaml") == {"p0": "flag"}


# Corrections into the file


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_a_fault_under_a_save_leaves_a_whole_file_and_the_correction(
    tmp_path, faulty, healthy, fault
):
    for number, shim in enumerate(faulty(fault)):
        healthy()
        path = tmp_path / str(number) / "report.yaml"
        path.parent.mkdir()
        path.write_text(ARTICLE)
        document, review = load(path).document, Review.open(path, "mk")
        made = edit(document, "a", {**plain(document.records["a"]), "title": "After"})
        review.do(review.act("edit", document.records["a"], before=made.before, after=made.after))
        found = corrected(document, review.own)
        change = draft(document, found.pending)
        files.os = shim
        said = ""
        try:
            write(change)
            review.do(review.act("save", after=found.written))
        except (SavingError, JournalError) as error:
            said = str(error)
        healthy()
        assert bool(said) <= shim.fired
        assert said.endswith(".") == bool(said)
        assert path.read_bytes() in (change.old, change.new)
        assert names(path.parent) == ["report.review", "report.yaml"]
        if not said:  # what failed did not matter
            assert path.read_bytes() == change.new
            assert review.own.acts[-1].act == "save"
        review.close()
        again, now = Review.open(path, "mk"), load(path).document
        assert corrected(now, again.own).records.get("a", now.records["a"]).caption == "After"
        assert again.troubles == []
        again.close()
