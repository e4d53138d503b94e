"""From corrections to the file: what would change, the writing of it, and every fault on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.document import Document
from models.loading import load
from models.plain import plain, whole
from models.review import operations
from models.review.edits import Corrections, corrected
from models.review.keeping import ChangedError, SavingError, arrived, draft, write
from models.review.review import Review
from models.shipped import first_article


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
