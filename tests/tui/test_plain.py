"""The desk as one hears it: every key is answered by a line that says what it changed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import msgspec
import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from models.document import Document
from models.review.review import Review
from models.settings import Settings
from models.text import visible
from tui.cli import main
from tui.commands import COMMANDS, keymap
from tui.plain.app import PlainApp
from tui.screens.ask import ask
from tui.screens.conflicts import ConflictRow, ConflictsScreen
from tui.widgets.rowlist import RowList

SENT = {"enter": "\r", "tab": "\t", "escape": "\x1b", "space": " ", "backspace": "\x7f"}


class Heard(PlainApp):
    """Keeps what would be written."""

    written = ""

    def write(self, text: str) -> None:
        self.written += text


class Listener:
    """Presses keys, and hears what comes of them."""

    def __init__(self, app: Heard, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def state(self) -> Any:
        return self.app.desk.state

    async def press(self, *keys: str) -> str:
        """What is said after the last of some keys."""
        said = ""
        for key in keys:
            before = self.app.written
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, key if len(key) == 1 else SENT.get(key)))
            for _ in range(3):
                await self.pilot.pause(0)
            said = self.app.written[len(before) :]
        return said

    async def type(self, words: str) -> str:
        return "".join([await self.press(key) for key in words])


Opens = Callable[..., AbstractAsyncContextManager[Listener]]


@pytest.fixture
def listen(seed: Document) -> Opens:
    """`async with listen(document, settings…) as desk`."""

    @asynccontextmanager
    async def opened(document: Document = seed, **settings: Any) -> AsyncIterator[Listener]:
        chosen = msgspec.convert({"copy": "file", "start": "timeline", **settings}, Settings)
        keys = keymap(chosen.panes, chosen.keys, {})
        review = Review.open(document.path, "mk")
        app = Heard(document, chosen, keys, theme="copydesk-dark", symbols="unicode", review=review)
        async with app.run_test(size=(80, 24)) as pilot:
            desk = Listener(app, pilot)
            for _ in range(4):
                await pilot.pause(0)
            yield desk

    return opened


async def test_the_first_line_says_how_it_goes_and_the_second_where_one_is(listen: Opens) -> None:
    async with listen() as desk:
        first, second, *rest = desk.app.written.splitlines()
        assert not rest
        assert "Question mark lists the keys" in first
        assert second.startswith("Pakistan and Iran promise closer work")
        assert "0 of 69 decided" in second
        assert "timeline. 0 of 15 decided. Israel–Hamas war, ongoing event" in second
        assert second.endswith("1 of 15. undecided.")


async def test_a_move_says_the_record_its_words_and_how_it_stands(listen: Opens) -> None:
    async with listen() as desk:
        said = await desk.press("j", "j")
        assert said == (
            "Iran’s strike, event, Iran to Jaish al-Adl, between 1 and 30 January 2024, claimed by"
            " its doer, material conflict. Paragraph 12: “it had struck”. 7 links. 3 of 15."
            " undecided.\n"
        )


async def test_ends_and_keys_that_do_nothing_are_answered(listen: Opens) -> None:
    async with listen() as desk:
        assert await desk.press("k") == "No more above.\n"
        assert await desk.press("g") == "This is the first.\n"
        assert (await desk.press("G")).endswith("15 of 15. undecided.\n")
        assert await desk.press("j") == "No more below.\n"
        assert (
            await desk.press("Q") == "shift q does nothing here; question mark ? lists the keys.\n"
        )
        assert await desk.press("3") == "You are in the timeline already.\n"
        assert await desk.press("z") == "Nothing is drawn here, so nothing can be zoomed.\n"
        assert await desk.press("h") == "This is where you began.\n"
        assert await desk.press("h") == "This is where you began.\n"


async def test_another_pane_says_its_name_and_counts(listen: Opens) -> None:
    async with listen() as desk:
        said = await desk.press("2")
        assert said.startswith("actors. 0 of 14 decided. Pakistan, state, mentioned 13 times")
        said = await desk.press("tab")
        assert said.startswith("timeline. 0 of 15 decided. ")


async def test_links_say_which_they_are_and_where_they_lead(listen: Opens) -> None:
    async with listen() as desk:
        assert await desk.press("]") == "Link 1 of 5: by Israel, actor.\n"
        assert await desk.press("]") == "Link 2 of 5: by Hamas, actor.\n"
        said = await desk.press("escape")
        assert said.startswith("timeline. 0 of 15 decided. Israel–Hamas war")
        said = await desk.press("]", "enter")
        assert said.startswith(
            "actors. 0 of 14 decided. Israel, state, mentioned once, quoted never."
        )
        assert (await desk.press("h")).startswith("timeline. 0 of 15 decided. Israel–Hamas war")


async def test_hints_are_said_with_their_letters(listen: Opens) -> None:
    async with listen() as desk:
        said = await desk.press("f")
        assert said.startswith(
            "Jump to which of 4? Type its letters; esc leaves. a: by Israel, actor."
        )
        assert (await desk.press("s")).startswith("actors. 0 of 14 decided. Hamas")


async def test_a_decision_is_said_and_what_is_selected_then(
    listen: Opens, on_disk: Document
) -> None:
    async with listen(on_disk) as desk:
        said = await desk.press("a")
        assert said.startswith("Accepted: “Israel–Hamas war”. Missile strikes traded, event")
        assert said.endswith("2 of 15. undecided.\n")
        assert (await desk.press("k")).endswith("1 of 15. accepted.\n")
        assert (await desk.press("backspace")) == "Your decision is taken back. undecided.\n"
        assert (await desk.press("u")).startswith("Undone: withdraw “Israel–Hamas war”. accepted.")


async def test_a_comment_is_echoed_and_kept(listen: Opens, on_disk: Document) -> None:
    async with listen(on_disk) as desk:
        said = await desk.press("c")
        assert said.startswith(
            "Comment on “Israel–Hamas war”. what you want to say. enter takes it"
        )
        assert await desk.type("Why?") == "Why?"
        assert await desk.press("backspace") == "\nWhy\n"
        assert await desk.press("left") == "y\n"
        assert await desk.press("enter") == "Comment kept. undecided, with comments.\n"
        assert await desk.press("c", "enter") == "Type some words first, or esc leaves.\n"
        said = await desk.press("escape")
        assert said.startswith("timeline. 0 of 15 decided. Israel–Hamas war")


async def test_searching_says_the_line_how_many_there_are_and_the_best(listen: Opens) -> None:
    async with listen() as desk:
        said = await desk.press("/")
        assert said == (
            "Search. search; enter goes there, esc leaves."
            " Type a name, a word of a quote or note, or words of the text.\n"
        )
        await desk.type("jilan")
        said = await desk.press("i")
        assert re.match(r"“jilani”\. |i$", said)
        assert "Jilani, alias of actor Jalil Abbas Jilani" in desk.app.written
        assert re.search(r"2 of \d+\.\n", await desk.press("down"))
        assert await desk.press("escape")


async def test_the_article_reads_each_paragraph_once(listen: Opens) -> None:
    async with listen() as desk:
        said = await desk.press("1", "g")
        assert "Paragraph 1. Pakistan and Iran have acknowledged that" in said
        assert said.endswith("“Pakistan”: Pakistan, actor. passage 1 of 111. undecided.\n")
        said = await desk.press("j")
        assert said == "“Iran”: Iran, actor. passage 2 of 111. undecided.\n"
        said = await desk.press("G")
        assert "Paragraph 14. Restive" in said


GAPS = """\
Nothing here.

Iran struck.

Nor here.

Tehran denied it.

Nor at the end.
"""


async def test_paragraphs_in_which_nothing_rests_are_read_too(
    listen: Opens, document: Callable[..., Document]
) -> None:
    found = document("actors:\n- {id: iran, name: Iran, kind: state, aliases: [Tehran]}\n", GAPS)
    async with listen(found, start="article") as desk:
        assert "Paragraph 1. Nothing here. Paragraph 2. Iran struck." in desk.app.written
        said = await desk.press("j")
        assert said.startswith(
            "Paragraph 3. Nor here. Paragraph 4. Tehran denied it. Paragraph 5. Nor at the end."
        )


async def test_the_details_say_everything_and_then_link_by_link(listen: Opens) -> None:
    async with listen() as desk:
        said = await desk.press("j", "j", "6")
        assert said.startswith("details. Iran’s strike, event, ")
        assert "stands as: claimed by its doer" in said
        assert "paragraph 12: “it had struck”" in said
        assert "Link 1 of 7: by Iran, actor." in said
        assert (await desk.press("j")).startswith("Link 2 of 7: ")


async def test_help_lists_the_keys_as_lines(listen: Opens) -> None:
    async with listen() as desk:
        lines = (await desk.press("?")).splitlines()
        assert lines[0] == "Help. esc leaves."
        assert "exclamation mark !: Flag the record, and say why." in lines
        assert "control d or pagedown: Half a pane down." in lines
        assert len(lines) > len(COMMANDS)
        assert await desk.press("j") == lines[3] + "\n"
        assert (await desk.press("escape")).startswith("timeline. ")


async def test_progress_is_said_in_words(listen: Opens, on_disk: Document) -> None:
    async with listen(on_disk) as desk:
        lines = (await desk.press("a", "P")).splitlines()
        assert "all records: 1 of 69 decided, 1 accepted, 68 left" in lines
        assert "events: 1 of 15 decided, 1 accepted, 14 left" in lines


async def test_a_choice_says_its_answers_and_the_one_that_enter_takes(
    listen: Opens, on_disk: Document
) -> None:
    async with listen(on_disk) as desk:
        said = await desk.press("+")
        assert said.startswith("Add what? a: actor; e: event; ")
        assert said.endswith("Enter takes a: actor.\n")
        assert await desk.press("j") == "Enter takes e: event.\n"
        assert await desk.press("Z") == "That is none of the answers; esc leaves.\n"
        assert (await desk.press("escape")) == "Nothing was changed.\n"


async def test_a_form_says_each_field_and_what_is_typed_in_it(
    listen: Opens, on_disk: Document
) -> None:
    async with listen(on_disk) as desk:
        said = await desk.press("j", "e")
        assert said.startswith(
            "Edit event strikes. enter edits a field, s takes it all, esc leaves,"
        )
        said = await desk.press("enter")
        assert said == "Type the title. “Missile strikes traded”.\n"
        assert await desk.type("!?") == "!?"
        said = await desk.press("enter")
        assert said.startswith("\n1 changed. title: Missile strikes traded!?, changed.")
        assert (await desk.press("j")).startswith("code: ")
        said = await desk.press("s")
        assert said.startswith("“Missile strikes traded” is corrected. u takes it back.")
        assert "Missile strikes traded!?, event" in said
        lines = (await desk.press("s")).splitlines()
        assert lines[0].startswith("Write this into pakistan-iran.yaml? 1 line in 1 record.")
        assert "goes out: title: Missile strikes traded" in lines
        assert "comes in: title: Missile strikes traded!?" in lines
        assert "1 record written to pakistan-iran.yaml." in await desk.press("y")


async def test_marking_says_the_words_at_the_cursor_and_what_is_marked(
    listen: Opens, on_disk: Document
) -> None:
    async with listen(on_disk) as desk:
        said = await desk.press("m")
        assert "Mark the words of a new record." in said
        assert "Nothing is marked" in said
        assert (await desk.press("}")).startswith("Paragraph ")
        assert len((await desk.press("l")).split()) <= 2
        assert "Marked: “" in await desk.press("w")
        assert (await desk.press("backspace")) == "Nothing is marked.\n"
        assert (await desk.press("enter")).startswith("Nothing is marked yet: w marks the word")
        assert (await desk.press("escape")) == "Nothing was changed.\n"


async def test_all_of_it_can_be_heard_again_wherever_one_is(
    listen: Opens, on_disk: Document
) -> None:
    async with listen(on_disk) as desk:
        said = await desk.press("ctrl+l")
        assert said.startswith("Pakistan and Iran promise closer work")
        assert "1 of 15. undecided." in said
        await desk.press("c")
        await desk.type("ab")
        said = await desk.press("ctrl+l")
        assert said.startswith("\nComment on “Israel–Hamas war”")
        assert said.endswith("“ab”.\n")


async def test_what_happens_by_itself_is_said(listen: Opens, on_disk: Document) -> None:
    async with listen(on_disk) as desk:
        before = len(desk.app.written)
        desk.app.desk.say("The review is free: this desk writes now.")
        for _ in range(5):
            await desk.pilot.pause(0)
        assert desk.app.written[before:] == "The review is free: this desk writes now.\n"


async def test_a_line_for_the_end(listen: Opens) -> None:
    async with listen() as desk:
        assert await desk.press("q") == "The desk is closed.\n"


async def test_every_command_is_answered_and_nothing_controls_the_terminal(
    listen: Opens, on_disk: Document
) -> None:
    left = {"quit", "suspend", "open", "reload"}
    async with listen(on_disk) as desk:
        keys = desk.state.keys
        for command in COMMANDS:
            if command.id not in left and (key := keys.first(command.id)):
                assert await desk.press(key), command.id
                while desk.app.screen is not desk.app.desk:
                    assert await desk.press("escape"), command.id
        assert all(visible(line) == line for line in desk.app.written.split("\n"))


def decided_by(document: Document, reviewer: str, record: str, verdict: Any, words: str) -> None:
    """Another reviewer's decision, from a desk of their own."""
    review = Review.open(document.path, reviewer)
    review.decide(verdict, [document.records[record]], words)
    review.close()


async def test_disagreements_are_said_voice_by_voice(listen: Opens, on_disk: Document) -> None:
    decided_by(on_disk, "ann", "gaza-war", "reject", "not in the text")
    async with listen(on_disk) as desk:
        said = await desk.press("a", "A")
        assert said.startswith("Disagreements. a: accept; x: reject;")
        assert "Israel–Hamas war, ongoing event" in said
        assert re.search(
            r"\d, mk: accepted; [^.]*\. \d, ann: rejected; [^.]*; “not in the text”", said
        )
        assert "settled" in await desk.press("x")
        assert (await desk.press("escape")).startswith("Nobody differs any more.")


async def test_a_conflict_says_the_three_values(listen: Opens) -> None:
    rows = [ConflictRow("e", "Talks", "title", "Talk", "Talks", "The talks")]
    async with listen() as desk:
        await desk.press("j")
        ask(desk.app, ConflictsScreen(desk.app.look, rows))
        assert await desk.press("ctrl+l") == (
            "Changed by you and in the file. m: mine; t: the file’s; b: later; esc: leave;"
            " j k: next, previous; M T: for all that are left. Conflict 1 of 1. Talks, title."
            " It was Talk. m for mine: Talks. t for the file’s: The talks. Chosen: none yet.\n"
        )
        assert (await desk.press("m")).startswith("timeline. ")


async def test_what_cannot_be_read_out_is_told_and_the_desk_goes_on(
    listen: Opens, monkeypatch: pytest.MonkeyPatch, faults: list[BaseException]
) -> None:
    def broken(_: object) -> str:
        raise ValueError("no words")

    async with listen() as desk:
        with monkeypatch.context() as patch:
            patch.setattr(RowList, "place", property(broken))
            said = await desk.press("j")
            assert "The rest can’t be read out, by a mistake in Copydesk." in said
            assert "shows a report." in said
        assert "Israel–Hamas war, ongoing event" in await desk.press("k")
        assert "Missile strikes traded, event" in await desk.press("j")
    assert {str(fault) for fault in faults} == {"no words"}
    faults.clear()


def test_show_says_what_was_decided(on_disk: Document, capsys: pytest.CaptureFixture[str]) -> None:
    decided_by(on_disk, "ann", "strike-iran", "flag", "by whom?")
    assert main(["show", str(on_disk.path)]) == 0
    shown = capsys.readouterr().out
    lines = shown.splitlines()
    assert "reviewed by ann: 1 of 69 decided" in lines
    assert [line for line in lines if line.startswith("Section: ")] == [
        "Section: text, 14 paragraphs.",
        "Section: actors, 14 records.",
        "Section: timeline, 15 records.",
        "Section: quotes, 13 records.",
        "Section: context, 27 records.",
    ]
    start = next(at for at, line in enumerate(lines) if line.startswith("Iran’s strike, event"))
    assert lines[start].endswith("id strike-iran.")
    assert lines[start + 1] == "Text: paragraph 12, “it had struck”."
    assert lines[start + 2].startswith("Links: by: Iran. to: Jaish al-Adl.")
    review = next(line for line in lines[start:] if line.startswith("Review: "))
    assert re.fullmatch(r"Review: ann flagged \d+ \w+ \d+:\d\d “by whom\?”\.", review)
    assert not any(line.startswith((" ", "\t", "#", "-", "[")) for line in lines)
