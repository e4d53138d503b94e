"""From corrections to the file: what would change, the writing of it, and every fault on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from models.document import Document
from models.loading import load
from models.loading.source import read_file
from models.plain import plain, whole
from models.review import keeping, operations
from models.review.acts import Act, ActName
from models.review.edits import Corrections, corrected
from models.review.keeping import (
    ChangedError,
    SavingError,
    arrived,
    draft,
    held_back,
    write,
)
from models.review.ledger import Ledger
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


def test_a_file_that_changes_as_it_is_read_is_not_drafted_from(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, review = opened(article), Review.open(article, "mk")
    pending = retitled(document, review).pending

    def meanwhile(path: Path) -> object:
        path.write_bytes(path.read_bytes() + b"# a word\n")
        return read_file(path)

    monkeypatch.setattr(keeping, "read_file", meanwhile)
    with pytest.raises(ChangedError, match="has changed since it was read"):
        draft(document, pending)
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
    from models.loading.reading import load_bytes

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


# What must not be written in part


def done(*acts: tuple[str, Any]) -> Ledger:
    """A ledger of acts with ids from 1: a correction has records, with a value before and after for
    one field in each; an `undo` has an id; a `save` the records with what is written."""
    made = []
    for number, (name, what) in enumerate(acts, 1):
        sides: dict[str, Any] = {"of": what}
        if name == "save":
            sides = {"after": {id_: {"x": value} for id_, value in what.items()}}
        elif name != "undo":
            before, after = (
                {id_: {"x": value[side]} for id_, value in what.items()} for side in (0, 1)
            )
            sides = {"before": before, "after": after}
        made.append(Act(v=1, id=str(number), at="", by="mk", act=cast(ActName, name), **sides))
    return Ledger("mk", made)


MERGED = ("merge", {"a": (0, 1), "b": (0, 1)})


def test_what_was_corrected_together_waits_together() -> None:
    ledger = done(MERGED, ("edit", {"b": (1, 2), "c": (0, 1)}), ("edit", {"d": (0, 1)}))
    assert held_back(ledger, []) == set()
    for record in "abc":
        assert held_back(ledger, [record]) == {"a", "b", "c"}
    assert held_back(ledger, {"d": ()}) == {"d"}


def test_acts_of_one_batch_wait_together() -> None:
    acts = [
        Act(
            v=1,
            id=id_,
            at="",
            by="mk",
            act="edit",
            batch="x",
            before={id_: {}},
            after={id_: {"x": 1}},
        )
        for id_ in "ab"
    ]
    assert held_back(Ledger("mk", acts), ["a"]) == {"a", "b"}


def test_what_was_saved_or_taken_back_holds_nothing() -> None:
    alone = ("edit", {"a": (1, 2)}), ("edit", {"b": (1, 2)})
    assert held_back(done(MERGED, ("save", {"a": 1, "b": 1}), *alone), ["a"]) == {"a"}
    anew = ("edit", {"a": (0, 2)}), ("edit", {"b": (0, 2)})
    assert held_back(done(MERGED, ("undo", "1"), *anew), ["a"]) == {"a"}


def test_what_is_taken_back_after_it_was_saved_waits_together_too() -> None:
    saved = MERGED, ("save", {"a": 1, "b": 1}), ("undo", "1")
    assert held_back(done(*saved), ["a"]) == {"a", "b"}
    assert held_back(done(*saved, ("save", {"a": 0, "b": 0}), ("edit", {"b": (0, 3)})), ["a"]) == {
        "a"
    }
