"""Two reviewers in one folder, a thousand acts each from two processes at once."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import time
from pathlib import Path

from models.article import Place
from models.review.journal import Reading, folder_of
from models.review.review import Review, read_reviews

RECORDS = 40
ACTS = 1000

WORK = """
    import json, random, sys, time
    from pathlib import Path
    from models.article import Place
    from models.review.review import Review

    reviewer, acts = sys.argv[1], int(sys.argv[2])
    records = [Place(id=f"p{number}", name=f"P{number}", kind="city") for number in range(int(sys.argv[3]))]
    chance = random.Random(reviewer)
    review = Review.open(Path("x.yaml"), reviewer)
    seen = {}

    def look(touched):
        for record in records:
            if record.id in touched:
                seen[record.id] = review.verdict(record)

    while not Path("go").exists():
        time.sleep(0.001)
    while len(review.own.acts) < acts:
        kind = chance.choice(["accept", "reject", "flag", "comment", "undo", "redo", "set", "withdraw"])
        some = chance.sample(records, min(4, acts - len(review.own.acts)))
        if kind in ("undo", "redo"):
            done = getattr(review, kind)()
            look({record for act in done for record in act.records})
        elif kind == "comment":
            look(review.comment("hm", some[:1]))
        elif kind == "set":
            look(review.decide("accept", some))
        else:
            look(review.decide(kind, some[:1]))
        look(review.refresh())
    Path(reviewer + ".done").touch()
    while not all(Path(name + ".done").exists() for name in ("mk", "jk")):
        time.sleep(0.001)
    look(review.refresh())
    assert review.read_only == "" and review.troubles == []
    print(json.dumps({record: state for record, state in sorted(seen.items())}))
"""


def test_both_journals_are_whole_and_both_agree_in_the_end(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").touch()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WORK), reviewer, str(ACTS), str(RECORDS)],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        )
        for reviewer in ("mk", "jk")
    ]
    time.sleep(0.3)
    (tmp_path / "go").touch()
    shown = [json.loads(process.communicate(timeout=120)[0]) for process in processes]
    assert [process.returncode for process in processes] == [0, 0]

    ledgers, troubles = read_reviews(tmp_path / "x.yaml")
    assert troubles == []
    for reviewer, ledger in ledgers.items():
        path = folder_of(tmp_path / "x.yaml") / f"{reviewer}.jsonl"
        assert len(ledger.acts) == ACTS == len(path.read_bytes().splitlines())
        assert len({act.id for act in ledger.acts}) == ACTS
        assert Reading(path, reviewer).new_acts() == ledger.acts

    # What each saw at the end, having looked only at what it was told was touched, is what is there
    records = [Place(id=f"p{number}", name=f"P{number}", kind="city") for number in range(RECORDS)]
    for reviewer, seen in zip(("mk", "jk"), shown, strict=True):
        review = Review.open(tmp_path / "x.yaml", reviewer)
        there = {record.id: json.loads(json.dumps(review.verdict(record))) for record in records}
        assert there == seen
        review.close()
    mine, others = shown
    for record in mine:
        assert [["jk", others[record][0], others[record][1]]] * bool(others[record][0]) == mine[
            record
        ][4]
        assert [["mk", mine[record][0], mine[record][1]]] * bool(mine[record][0]) == others[record][
            4
        ]
        assert mine[record][3] == others[record][3]
