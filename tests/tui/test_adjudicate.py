"""Disagreements gone through one by one, on real journals."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len

from models.document import Document
from models.loading import load
from models.review.acts import Verdict
from models.review.journal import JournalError
from models.review.ledger import Ledger
from models.review.review import Review
from tui.screens.adjudicate import AdjudicateScreen

SEED = Path(__file__).parents[2] / "seeds" / "pakistan-iran.yaml"
SIZES = [(80, 24), (120, 40), (60, 15)]


class Bench:
    """Three reviewers of one file, and mk's screen over a desk, which writes to mk's journal."""

    def __init__(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)
        document = load(path).document
        assert document is not None
        self.document: Document = document
        minutes = count(1)

        def clock() -> str:
            minute = next(minutes)
            return f"2024-01-29T{minute // 60:02}:{minute % 60:02}:00.000Z"

        self.reviews = {name: Review.open(path, name, clock=clock) for name in ("ann", "max", "mk")}
        self.fails = ""
        self.answers: list[Any] = []
        self.desk: Any = None

    def decide(self, name: str, verdict: Verdict, *records: str, words: str = "") -> None:
        for record in records:
            self.reviews[name].decide(verdict, [self.document.records[record]], words)

    def ledgers(self) -> dict[str, Ledger]:
        mk = self.reviews["mk"]
        mk.refresh()
        return {"mk": mk.own, **mk.others}

    @property
    def written(self) -> list[tuple[str, str, Any, str]]:
        acts = self.reviews["mk"].own.acts
        return [(act.act, act.record, act.after, act.words) for act in acts]

    def write(self, act: Callable[[Review], object]) -> None:
        if self.fails:
            raise JournalError(self.fails)
        act(self.reviews["mk"])

    def settle(self, record: str, verdict: Verdict, words: str) -> None:
        found = self.document.records[record]
        self.write(
            lambda mk: mk.do(mk.act("settle", found, words=words, before=None, after=verdict))
        )

    def screen(self) -> AdjudicateScreen:
        return AdjudicateScreen(
            self.desk.app.look,
            self.document,
            self.ledgers,
            settle=self.settle,
            comment=lambda record, words: self.write(
                lambda mk: mk.comment(words, [self.document.records[record]])
            ),
            undo=lambda: self.write(lambda mk: mk.undo()),
        )

    def close(self) -> None:
        for review in self.reviews.values():
            review.close()

    def pane(self, name: str) -> str:
        """The words of one half, without its frame, as one line."""
        region = self.desk.app.screen.query_one(f"#{name}").region
        lines = self.desk.lines[region.y + 1 : region.bottom - 1]
        return " ".join(" ".join(line[region.x + 1 : region.right - 1] for line in lines).split())

    @property
    def place(self) -> str:
        """The record shown, which of how many, and how many are left."""
        pane = self.desk.app.screen.record_pane
        return f"{pane.record} {pane.counter}"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "test.yaml", SEED.read_bytes())
    yield made
    made.close()


@pytest.fixture
def differing(bench: Bench) -> Bench:
    """Three disagreements: jilani, talks and recall, in reading order."""
    bench.decide("ann", "accept", "recall", "talks", "jilani", "iran")
    bench.decide("max", "reject", "recall", words="the text does not say who was recalled")
    bench.decide("mk", "flag", "recall", words="which day?")
    bench.decide("max", "reject", "talks")
    bench.decide("max", "flag", "jilani")
    bench.decide("mk", "accept", "iran")
    bench.reviews["ann"].comment("see the second paragraph", [bench.document.records["talks"]])
    return bench


@pytest.fixture
def opened(open_desk: Any) -> Any:
    @asynccontextmanager
    async def over(
        bench: Bench, width: int = 80, height: int = 24, **more: Any
    ) -> AsyncIterator[Any]:
        async with open_desk(width, height, **more) as desk:
            bench.desk = desk
            desk.ask(bench.screen(), bench.answers.append)
            await desk.settle()
            yield desk

    return over


# What shows


@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_record_and_what_each_says_of_it(
    differing: Bench, opened: Any, size: tuple[int, int], symbols: str
) -> None:
    async with opened(differing, *size, symbols=symbols) as desk:
        await desk.press("j", "j")
        assert [cell_len(line) for line in desk.lines] == [size[0]] * size[1]
        assert "event recall" in desk.lines[0]
        assert "3/3" in desk.lines[0]
        assert "3 left" in desk.lines[0]
        record = differing.pane("record")
        sign = desk.app.look.symbols
        assert record.startswith(f"Ambassador recalled {sign.paragraph}10 Ties between the two")
        assert f"{sign.open_passage}called home" in record
        heard = differing.pane("voices")
        for words in (
            "1 mk",
            "2 ann",
            "3 max",
            "flagged",
            "accepted",
            "29 Jan 00:06",
            "which day?",
        ):
            assert words in heard
        assert "a accept" in desk.lines[-1]
        assert "esc leave" in desk.lines[-1]
        if symbols == "ascii":
            assert desk.text.isascii()


async def test_wide_screens_have_the_record_at_the_left(differing: Bench, opened: Any) -> None:
    async with opened(differing, 120, 40) as desk:
        screen = desk.app.screen
        assert screen.record_pane.region.right == screen.voices_pane.region.x
        assert screen.record_pane.region.height == screen.voices_pane.region.height
        await desk.resize(99, 30)
        assert screen.record_pane.region.bottom == screen.voices_pane.region.y
        await desk.press("j", "j")
        line = next(line for line in desk.lines if "2 ann" in line)
        assert line.split("│")[1:4] == [
            f" {head:<{len(part) - 1}}"
            for head, part in zip(("1 mk", "2 ann", "3 max"), line.split("│")[1:4], strict=True)
        ]


async def test_those_who_only_spoke_are_heard_last(differing: Bench, opened: Any) -> None:
    mk = differing.reviews["mk"]
    mk.comment("was it really in the capital?", [differing.document.records["talks"]])
    async with opened(differing, 120, 40) as desk:
        await desk.press("j")
        assert differing.place.startswith("talks")
        heard = differing.pane("voices")
        assert "1 ann │ 2 max │ mk" in heard
        assert "undecided" in heard
        assert "see the second" in heard
        await desk.press("3")
        assert "There is no decision 3 to take here." in desk.text
        assert ("settle", "talks") not in [act[:2] for act in differing.written]


async def test_corrections_and_outdated_decisions_are_told(bench: Bench, opened: Any) -> None:
    talks = bench.document.records["talks"]
    ann = bench.reviews["ann"]
    ann.do(
        ann.act(
            "edit",
            talks,
            before={"talks": {"status": None}},
            after={"talks": {"status": "planned"}},
        )
    )
    ann.decide("accept", [msgspec.structs.replace(talks, status="planned")])
    bench.decide("max", "reject", "talks")
    mk = bench.reviews["mk"]
    mk.decide("flag", [msgspec.structs.replace(talks, title="Other talks")])
    async with opened(bench, 120, 40):
        heard = bench.pane("voices")
        assert "corrects status" in heard
        assert "nothing → planned" in heard
        assert "flagged; the record" in heard


async def test_nobody_differs(bench: Bench, opened: Any) -> None:
    bench.decide("ann", "accept", "recall")
    async with opened(bench, 60, 15) as desk:
        assert "Nobody differs: there is nothing to settle." in desk.text
        await desk.press(*"axn!jc1u", "tab", "ctrl+d")
        assert bench.written == []
        await desk.press("escape")
        assert bench.answers == [0]


async def test_a_record_longer_than_its_half_scrolls(differing: Bench, opened: Any) -> None:
    async with opened(differing, 60, 15) as desk:
        await desk.press("j", "j")
        seen = differing.pane("record")
        for _ in range(12):
            await desk.press("ctrl+d")
            seen += differing.pane("record")
        assert "Envoys asked back" in seen
        await desk.press("pageup", "tab")
        record, seen = differing.pane("record"), ""
        for _ in range(8):
            await desk.press("ctrl+d")
            seen += differing.pane("voices")
        assert "does not say who was" in seen
        assert differing.pane("record") == record
        await desk.press("k", "j")
        assert "1 mk" in differing.pane("voices"), "another record is read from its beginning"


async def test_the_keys_are_explained(differing: Bench, opened: Any) -> None:
    async with opened(differing) as desk:
        await desk.press("?")
        assert "settle it as that reviewer says" in desk.text
        await desk.press("escape", "a")
        assert differing.written[-1] == ("settle", "jilani", "accept", "")


# Settling


@pytest.mark.parametrize(("key", "verdict"), [("a", "accept"), ("x", "reject")])
async def test_one_key_settles_and_goes_on(
    differing: Bench, opened: Any, key: str, verdict: str
) -> None:
    async with opened(differing) as desk:
        assert differing.place == "jilani 1/3 · 3 left"
        await desk.press(key)
        assert differing.written[-1] == ("settle", "jilani", verdict, "")
        assert differing.place == "talks 2/3 · 2 left"
        assert f"“Jalil Abbas Jilani” is {verdict}ed." in desk.text
        await desk.press("k")
        assert f"Now {verdict}ed, by mk." in differing.pane("voices")
        assert differing.place == "jilani 1/3 · 2 left"


@pytest.mark.parametrize(("key", "verdict"), [("!", "flag"), ("A", "accept"), ("X", "reject")])
async def test_words_can_be_said_with_it(
    differing: Bench, opened: Any, key: str, verdict: str
) -> None:
    async with opened(differing) as desk:
        desk.send(key, *"both may be right", "enter", "a")
        await desk.settle()
        await desk.settle()
        assert differing.written[-2:] == [
            ("settle", "jilani", verdict, "both may be right"),
            ("settle", "talks", "accept", ""),
        ]
        await desk.press(key, "escape")
        assert differing.place == "recall 3/3 · 1 left"
        await desk.press(key, "enter")
        assert differing.written[-1] == ("settle", "recall", verdict, "")


async def test_a_digit_takes_that_reviewers_decision(differing: Bench, opened: Any) -> None:
    async with opened(differing) as desk:
        await desk.press("2")
        assert differing.written[-1] == ("settle", "jilani", "flag", "as max says")
        await desk.press("n", "9")
        assert "There is no decision 9 to take here." in desk.text
        assert differing.place == "recall 3/3 · 2 left"
        await desk.press("3")
        words = "as max says: the text does not say who was recalled"
        assert differing.written[-1] == ("settle", "recall", "reject", words)
        assert differing.place == "talks 2/3 · 1 left"


async def test_when_all_are_settled_it_says_so(differing: Bench, opened: Any) -> None:
    async with opened(differing) as desk:
        desk.send("a", "a", "x")
        await desk.settle()
        assert differing.place == "recall 3/3 · 0 left"
        assert "All 3 disagreements are settled. esc goes back" in desk.text
        await desk.press("j")
        assert "disagreements" not in desk.text
        await desk.press("n")
        assert "All 3 disagreements are settled." in desk.text
        await desk.press("escape")
        assert differing.answers == [3]
        assert desk.app.screen is desk.screen


async def test_what_was_settled_can_be_settled_otherwise(differing: Bench, opened: Any) -> None:
    async with opened(differing) as desk:
        await desk.press("a", "k", "x", "k")
        assert "Now rejected, by mk." in differing.pane("voices")
        assert differing.place == "jilani 1/3 · 2 left"


async def test_a_settlement_that_settles_nothing_is_told(differing: Bench, opened: Any) -> None:
    mk, jilani = differing.reviews["mk"], differing.document.records["jilani"]
    before, after = {"jilani": {"note": None}}, {"jilani": {"note": "acting"}}
    mk.do(mk.act("edit", jilani, before=before, after=after))
    async with opened(differing) as desk:
        await desk.press("a")
        assert differing.place == "jilani 1/3 · 3 left"
        assert "stays open: you have corrected it" in desk.text
        await desk.press("u")
        assert differing.written[-1][0] == "undo"
        assert "Taken back." in desk.text


async def test_undo_takes_back_what_was_done_here_and_no_more(
    differing: Bench, opened: Any
) -> None:
    before = len(differing.written)
    async with opened(differing) as desk:
        await desk.press("u")
        assert "Nothing was done here that could be taken back." in desk.text
        assert len(differing.written) == before
        await desk.press("a", "a", "u")
        assert differing.place == "talks 2/3 · 2 left"
        assert "Taken back." in desk.text
        await desk.press("u")
        assert differing.place == "jilani 1/3 · 3 left"
        await desk.press("u")
        assert "Nothing was done here" in desk.text
        assert [act for act, *_ in differing.written[before:]] == ["settle"] * 2 + ["undo"] * 2
        await desk.press("escape")
        assert differing.answers == [0]


async def test_a_comment_leaves_it_open(differing: Bench, opened: Any) -> None:
    async with opened(differing) as desk:
        await desk.press("c")
        assert "Comment on “Jalil Abbas Jilani”" in desk.text
        await desk.type("who is it?")
        await desk.press("enter")
        assert differing.written[-1] == ("comment", "jilani", None, "who is it?")
        assert differing.place == "jilani 1/3 · 3 left"
        assert "who is it?" in differing.pane("voices")
        await desk.press("u")
        assert "who is it?" not in differing.pane("voices")


async def test_steps_go_through_all_or_only_what_is_open(differing: Bench, opened: Any) -> None:
    async with opened(differing) as desk:
        for key, place in (("j", "talks"), ("down", "recall"), ("j", "recall"), ("k", "talks")):
            await desk.press(key)
            assert differing.place.startswith(place)
        await desk.press("a")
        for key, place in (("n", "jilani"), ("n", "recall"), ("N", "jilani"), ("N", "recall")):
            await desk.press(key)
            assert differing.place.startswith(place)
        await desk.press("k")
        assert differing.place == "talks 2/3 · 2 left"


async def test_what_can_not_be_kept_is_not_settled(differing: Bench, opened: Any) -> None:
    sentence = (
        "Nothing was kept: /srv/shared/articles/2024/pakistan-iran.review/mk.jsonl can't be written."
        " The disk is full, or your share of it. Make room and do it again."
    )
    async with opened(differing, 60, 15) as desk:
        differing.fails = sentence
        for keys in (("a",), ("1",), ("!", "enter"), ("c", "x", "enter")):
            await desk.press(*keys)
            assert differing.place == "jilani 1/3 · 3 left"
            assert sentence in " ".join(" ".join(desk.lines[-5:]).split())
        differing.fails = ""
        await desk.press("a")
        differing.fails = sentence
        await desk.press("u")
        assert differing.place == "talks 2/3 · 2 left"
        differing.fails = ""
        await desk.press("u")
        assert differing.place == "jilani 1/3 · 3 left"


async def test_others_are_heard_while_it_is_open(differing: Bench, opened: Any) -> None:
    async with opened(differing) as desk:
        differing.decide("max", "accept", "jilani")
        differing.decide("max", "flag", "iran", words="which one?")
        desk.app.screen.refresh_cases()
        await desk.settle()
        assert differing.place == "jilani 1/4 · 3 left"
        assert "Now accepted, by ann, max." in differing.pane("voices")
        await desk.press("N")
        assert differing.place == "iran 4/4 · 3 left"
        assert "which one?" in differing.pane("voices")


async def test_keys_typed_behind_it_reach_the_desk(differing: Bench, opened: Any) -> None:
    async with opened(differing) as desk:
        desk.send("a", "escape", "3", "j")
        for _ in range(3):
            await desk.settle()
        assert differing.answers == [1]
        assert desk.selection.active == "timeline"
        desk.check()


# Whatever is in the file


async def test_hostile_words_show_and_do_nothing(tmp_path: Path, opened: Any) -> None:
    hostile = "[/]\\x1b[31m\\u202e[@click=app.quit]go"
    bench = Bench(
        tmp_path / "test.yaml",
        f'copydesk: 1\narticle: {{text: "Ann {hostile} here. Then more."}}\n'
        f'actors:\n  - {{id: ann, name: "Ann {hostile}", kind: person, note: "{hostile}"}}\n'.encode(),
    )
    words = "[/]\x1b[31m\u202e[@click=app.quit]go"
    bench.decide("ann", "accept", "ann", words=words)
    bench.decide("max", "reject", "ann", words=words)
    bench.reviews["mk"].comment(words, [bench.document.records["ann"]])
    async with opened(bench, 120, 30) as desk:
        assert desk.text.count("[/]␛[31m␦") >= 5
        assert "\x1b" not in desk.text
        await desk.press("1")
        assert bench.written[-1][3] == f"as ann says: {words}"
        assert [cell_len(line) for line in desk.lines] == [120] * 30
    bench.close()


async def test_a_record_that_rests_nowhere_and_one_in_pieces(tmp_path: Path, opened: Any) -> None:
    bench = Bench(
        tmp_path / "test.yaml",
        b"copydesk: 1\narticle: {text: 'First here. They met, after a while, in Oslo. Then more.'}\n"
        b"events:\n  - {id: met, title: met in Oslo, at: {parts: [They met, in Oslo]}}\n"
        b"context:\n  - {id: out, kind: history, gloss: elsewhere}\n",
    )
    for name, verdict in (("ann", "accept"), ("max", "reject")):
        bench.decide(name, verdict, "met", "out")
    async with opened(bench, 80, 24) as desk:
        assert "¶1 ‹They met›, after a while, ‹in Oslo›." in bench.pane("record")
        assert "First" not in bench.pane("record")
        await desk.press("j")
        assert bench.pane("record").startswith("elsewhere kind history")
    bench.close()


@pytest.mark.parametrize("size", [(24, 6), (12, 3), (7, 2), (200, 60)])
async def test_any_size_will_do(differing: Bench, opened: Any, size: tuple[int, int]) -> None:
    async with opened(differing, *size) as desk:
        await desk.press("a", "?", "escape", "tab", "ctrl+d", "x")
        assert [cell_len(line) for line in desk.lines] == [size[0]] * size[1]
        assert [act for act, *_ in differing.written[-2:]] == ["settle", "settle"]
