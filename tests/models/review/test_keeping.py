"""From corrections to the file: what would change, the writing of it, and every fault on the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models import files
from models.document import Document
from models.loading import load
from models.plain import plain, whole
from models.review import operations
from models.review.edits import Corrections, corrected
from models.review.journal import JournalError
from models.review.keeping import ChangedError, Draft, SavingError, arrived, draft, write
from models.review.review import Review
from models.shipped import first_article
from tests.models.review.test_faults import FAULTS, NAMES, Faulty


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "report.yaml"
    path.write_bytes(first_article().read_bytes())
    return path


def opened(path: Path) -> Document:
    document = load(path).document
    assert document is not None
    return document


def retitled(document: Document, review: Review, title: str = "Called home") -> Corrections:
    """A correction that waits in the journal."""
    fields = {**plain(document.records["recall"]), "title": title}
    made = operations.edit(document, "recall", fields)
    record = document.records["recall"]
    review.do(review.act(made.act, record, before=made.before, after=made.after))
    return corrected(document, review.own)


def test_a_draft_tells_what_would_change_and_changes_nothing(article: Path) -> None:
    document, review = opened(article), Review.open(article, "mk")
    before = article.read_bytes()
    made = draft(document, retitled(document, review).pending)
    assert [line for line in made.diff if line[:1] in "+-"] == [
        "-    title: Ambassador recalled",
        "+    title: Called home",
    ]
    assert article.read_bytes() == before == made.old
    write(made)
    assert article.read_bytes() == made.new
    assert opened(article).records["recall"].caption == "Called home"
    review.close()


def test_nothing_is_drafted_from_a_file_that_is_another_now(article: Path) -> None:
    document, review = opened(article), Review.open(article, "mk")
    pending = retitled(document, review).pending
    made = draft(document, pending)
    article.write_bytes(article.read_bytes() + b"# a word\n")
    now = article.read_bytes()
    with pytest.raises(ChangedError, match="has changed since it was read"):
        draft(document, pending)
    with pytest.raises(ChangedError, match="has changed just now"):
        write(made)
    assert article.read_bytes() == now
    review.close()


def test_what_can_not_be_edited_safely_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(
        "copydesk: 1\narticle: {title: T, text: Words.}\nevents:\n"
        "  - {id: recall, title: &same A title}\n  - {id: other, title: *same}\n"
    )
    before = path.read_bytes()
    document, review = opened(path), Review.open(path, "mk")
    with pytest.raises(SavingError, match="Line 4: "):
        draft(document, retitled(document, review).pending)
    assert path.read_bytes() == before
    review.close()


def test_standard_input_has_no_file_to_write() -> None:
    from models.loading import load_bytes

    document = load_bytes(first_article().read_bytes(), "standard input").document
    assert document is not None
    with pytest.raises(SavingError, match="standard input"):
        draft(document, {})


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_a_fault_under_any_call_of_the_save_leaves_a_whole_file_and_the_correction(
    article: Path, fault: int | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, review = opened(article), Review.open(article, "mk")
    found = retitled(document, review)
    made = draft(document, found.pending)
    for at in range(100):
        article.write_bytes(made.old)
        shim = Faulty(at, fault)
        monkeypatch.setattr(files, "os", shim)
        said = saved(made, review, found)
        monkeypatch.setattr(files, "os", os)
        assert article.read_bytes() in (made.old, made.new)
        assert not [each for each in article.parent.iterdir() if each.name.endswith(".tmp")]
        if at >= shim.calls:
            assert at > 3  # or nothing was tried
            break
        assert bool(said) <= shim.fired
        if not said:  # what failed did not matter
            assert article.read_bytes() == made.new
            assert review.own.acts[-1].act == "save"
        check_nothing_is_lost(article, review)
    else:
        pytest.fail("there was no end of faults")
    review.close()


def saved(made: Draft, review: Review, found: Corrections) -> str:
    """Writes as the desk does; what is said if it fails."""
    try:
        write(made)
        review.do(review.act("save", after=found.written))
    except (SavingError, JournalError) as error:
        return str(error)
    return ""


def check_nothing_is_lost(article: Path, review: Review) -> None:
    """Another desk finds the title that was wanted: in the file, or waiting."""
    again = Review.open(article, "mk2")
    document = opened(article)
    mine = again.others["mk"]
    wanted = corrected(document, mine).records.get("recall", document.records["recall"])
    assert wanted is not None
    assert wanted.caption == "Called home"
    again.close()


def test_what_the_journal_was_not_told_of_is_found_in_the_file(article: Path) -> None:
    document, review = opened(article), Review.open(article, "mk")
    made = draft(document, retitled(document, review).pending)
    assert arrived(document, review.own) == {}
    write(made)
    now = opened(article)
    assert arrived(now, review.own) == {"recall": {"title": "Called home"}}
    review.do(review.act("save", after=arrived(now, review.own)))
    assert arrived(now, review.own) == {}
    review.undo()
    undone = corrected(now, review.own)
    record = undone.records["recall"]
    assert record is not None
    assert whole(record) == whole(document.records["recall"])
    review.close()
