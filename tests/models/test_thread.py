"""The review of one record in rows, as the details show it."""

from __future__ import annotations

from typing import Any

import pytest

from models.article import Actor
from models.plain import fingerprint
from models.review.acts import Act
from models.review.ledger import Ledger
from models.views import thread
from models.views.thread import when

ANN = Actor(id="ann", name="Ann", kind="person", note="a witness")


def act(name: Any, at: str, by: str = "mk", *, old: bool = False, **fields: Any) -> Act:
    return Act(
        v=1,
        id=f"{by}{at}{name}",
        at=f"{at}:00.000Z",
        by=by,
        act=name,
        record="ann",
        fingerprint="before" if old else fingerprint(ANN),
        **fields,
    )


def thread_rows(*arguments: Any) -> list[tuple[str, ...]]:
    """The rows without what sorts them."""
    return [row[:4] for row in thread.thread_rows(*arguments)]


def test_what_decides_is_told_from_talk_and_wishes() -> None:
    own = Ledger("mk", [act("accept", "2024-01-29T18:30"), act("comment", "2024-01-29T18:31")])
    assert [row.verdict for row in thread.thread_rows(ANN, own, {})] == [True, False]


def test_nothing_said_is_an_undecided_record() -> None:
    assert thread_rows(ANN, Ledger("mk"), {}) == [("mk", "", "undecided", "")]
    assert thread_rows(ANN, Ledger("mk"), {"zoe": Ledger("zoe")}) == [("mk", "", "undecided", "")]


def test_own_decision_comes_first_then_others_then_the_talk_by_its_time() -> None:
    own = Ledger(
        "mk",
        [
            act("comment", "2024-01-29T18:31", words="who?"),
            act("reject", "2024-01-30T09:05", words="not her"),
            act("settle", "2024-02-01T08:00", after="accept", words="after all"),
        ],
    )
    others = {
        "ann": Ledger("ann", [act("accept", "2024-01-28T00:00", "ann")]),
        "zoe": Ledger(
            "zoe",
            [
                act("flag", "2024-01-29T18:30", "zoe", old=True),
                act("comment", "2024-01-29T18:45", "zoe", words="she is in paragraph 2"),
                act("settle", "2024-01-31T07:00", "zoe", old=True, after="flag"),
            ],
        ),
    }
    assert thread_rows(ANN, own, others) == [
        ("mk", "30 Jan 09:05", "rejected", "not her"),
        ("ann", "28 Jan 00:00", "accepted", ""),
        ("zoe", "29 Jan 18:30", "flagged, outdated", ""),
        ("zoe", "31 Jan 07:00", "settled: flagged, outdated", ""),
        ("mk", "1 Feb 08:00", "settled: accepted", "after all"),
        ("mk", "29 Jan 18:31", "comment", "who?"),
        ("zoe", "29 Jan 18:45", "comment", "she is in paragraph 2"),
    ]


def test_corrections_wait_at_the_end() -> None:
    edit = act(
        "edit",
        "2024-01-29T18:30",
        before={"ann": {"note": "a witness", "aliases": None}},
        after={"ann": {"note": None, "aliases": [{"text": "Annie"}, {"text": "A."}]}},
    )
    gone = act("delete", "2024-01-29T18:30", "zoe", before={"ann": {}}, after={"ann": None})
    assert thread_rows(ANN, Ledger("mk", [edit]), {"zoe": Ledger("zoe", [gone])}) == [
        ("mk", "", "undecided", ""),
        ("mk", "", "corrects note", "a witness → nothing"),
        ("mk", "", "corrects aliases", "nothing → Annie, A."),
        ("zoe", "", "takes it out", ""),
    ]
    saved = act("save", "2024-01-29T18:31", after={"ann": {"note": None, "aliases": ["Annie"]}})
    other = Actor(id="ann", name="Ann", kind="person")
    assert thread_rows(other, Ledger("mk", [edit, saved]), {})[1:] == [
        ("mk", "", "corrects aliases", "nothing → Annie, A.")
    ]


def test_a_decision_on_what_one_has_corrected_is_not_outdated() -> None:
    corrected = Actor(id="ann", name="Ann", kind="person", note="the witness")
    edit = act(
        "edit",
        "2024-01-29T18:30",
        before={"ann": {"note": "a witness"}},
        after={"ann": {"note": "the witness"}},
    )
    decided = Act(
        v=1,
        id="x",
        at="2024-01-29T18:31:00.000Z",
        by="mk",
        act="accept",
        record="ann",
        fingerprint=fingerprint(corrected),
    )
    rows = thread_rows(ANN, Ledger("mk", [edit, decided]), {})
    assert rows[0] == ("mk", "29 Jan 18:31", "accepted", "")


@pytest.mark.parametrize(
    ("at", "year", "words"),
    [
        ("2024-01-29T18:30:05.123Z", "2024", "29 Jan 18:30"),
        ("2024-12-01T00:00:00.000Z", "2024", "1 Dec 00:00"),
        ("2023-09-05T23:59:59.999Z", "2024", "5 Sep 2023 23:59"),
        ("2023-09-05T23:59:59.999Z", "", "5 Sep 2023 23:59"),
    ],
)
def test_times_are_short(at: str, year: str, words: str) -> None:
    assert when(at, year) == words


def test_the_year_shows_where_it_is_not_that_of_the_last_act() -> None:
    own = Ledger(
        "mk",
        [
            act("comment", "2023-12-31T23:59", words="a"),
            act("comment", "2024-01-01T00:01", words="b"),
        ],
    )
    times = [row[1] for row in thread_rows(ANN, own, {})]
    assert times == ["", "31 Dec 2023 23:59", "1 Jan 00:01"]
