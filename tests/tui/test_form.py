"""The form in which a record is corrected or written."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from rich.cells import cell_len
from textual import events

from models.article import RecordType
from models.document import Document
from models.plain import Fields, plain
from models.review.operations import add, edit
from models.review.rework import typed_record
from models.text import visible
from tui.screens.ask import ChoiceScreen
from tui.screens.choose import ChooseScreen
from tui.screens.form import FormScreen
from tui.screens.form_words import KEYS
from tui.screens.own_keys import KeysScreen
from tui.screens.picker import PickScreen

SIZES = [(80, 24), (120, 40), (60, 15)]
NASTY = "[/] [@click=app.quit]x \u202e\u200b [red]y"


async def open_form(
    desk: Any, record: str = "", type_: RecordType = "event", fields: Fields | None = None
) -> list[Any]:
    """Opens the form of a record, or of a new one; the list gets what it ends with."""
    out: list[Any] = []
    found = desk.document.records.get(record)
    screen = FormScreen(
        desk.document,
        desk.app.look,
        desk.state.keys,
        found.type if found else type_,
        plain(found) if found else fields or {},
        title=f"Edit {record}" if found else f"New {type_}",
        new=not found,
    )
    desk.ask(screen, out.append)
    await desk.settle()
    return out


def form(desk: Any) -> Any:
    return desk.app.screen


async def go(desk: Any, row: str) -> None:
    """Moves the cursor to a row with the keys."""
    ids = [each.id for each in form(desk).list.rows]
    steps = ids.index(row) - form(desk).list.cursor
    await desk.press(*("j" if steps > 0 else "k" for _ in range(abs(steps))))
    assert form(desk).list.record == row


def value(desk: Any, label: str) -> str:
    """What stands beside a label, without the sign that it was changed."""
    return shown(desk, label).removesuffix("✱").strip()


def shown(desk: Any, label: str) -> str:
    """The rest of the line beside a label."""
    line = next(line for line in desk.lines if f" {label}  " in line)
    return re.split(r"\s+[│┃|#]", line.split(f" {label}  ", 1)[1])[0].strip(" │┃|#")


def same_width(desk: Any, width: int, height: int) -> bool:
    return [cell_len(line) for line in desk.lines] == [width] * height


# What it shows


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
async def test_every_field_stands_under_its_label(
    open_desk: Any, size: tuple[int, int], symbols: str
) -> None:
    async with open_desk(*size, symbols=symbols) as desk:
        out = await open_form(desk, "recall")
        assert "Edit recall" in desk.lines[0]
        assert value(desk, "title") == "Ambassador recalled"
        dash = "−" if symbols == "unicode" else "-"
        assert value(desk, "code") == f"SANCTION/withdraw  material conflict {dash}6"
        assert shown(desk, "date").startswith("between 1 and 30 January 2024")
        assert "  [2024-01-01..2024-01-30]" in desk.text
        starts = {desk.lines[y].index(word) for y, word in ((1, "recall"), (2, "Amb"), (4, "Pak"))}
        assert len(starts) == 1, "values stand in one column"
        assert "The event in a few words." in desk.lines[-2]
        for key in ("enter edit", "s take it", "esc leave", "? keys"):
            assert key in desk.lines[-1]
        assert same_width(desk, *size)
        if symbols == "ascii":
            assert not set("►✱│━…“”") & set(desk.text)
        seen = desk.text
        for _ in range(30):
            await desk.press("j")
            assert same_width(desk, *size)
            seen += desk.text
        for words in ("the reporter, as fact", "+ add an assertion", "called home its", "Dated by"):
            assert words in seen
        await desk.press("g", "ctrl+d", "G", "ctrl+u", "escape")
        assert out == [None]
        desk.check()


async def test_long_values_end_with_a_mark(open_desk: Any) -> None:
    async with open_desk(60, 30) as desk:
        await open_form(desk, "presser", fields={})
        await desk.press("G")
        note = desk.document.records["presser"].note
        assert cell_len(note) > 200
        assert any(line.rstrip(" │┃").endswith("…") for line in desk.lines)


async def test_all_keys_are_told(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        await desk.press("?")
        assert isinstance(desk.app.screen, KeysScreen)
        seen = desk.text
        await desk.press("G")
        told = " ".join(re.sub("[│┃]", " ", seen + desk.text).split())
        for each in KEYS:
            assert each.sentence.split(".")[0] in told
        await desk.press("x")
        assert isinstance(desk.app.screen, FormScreen)


# Lines


async def test_a_line_is_typed_in_place_and_taken(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await desk.press("enter", "ctrl+u")
        await desk.type("Envoy called home [/]")
        assert "enter take" in desk.lines[-1]
        await desk.press("enter")
        assert value(desk, "title") == "Envoy called home [/]"
        assert shown(desk, "title").endswith(" ✱")
        assert "1 changed" in desk.lines[0]
        await desk.press("s")
        assert out == [{**plain(desk.document.records["recall"]), "title": "Envoy called home [/]"}]
        assert desk.app.screen is desk.screen


async def test_escape_leaves_a_line_as_it_was(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await desk.press("enter")
        await desk.type("sq?")
        await desk.press("escape")
        assert value(desk, "title") == "Ambassador recalled"
        await desk.press("escape")
        assert out == [None]


async def test_tab_takes_a_line_and_goes_on(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        await desk.press("enter", "x", "tab")
        assert value(desk, "title") == "Ambassador recalledx"
        assert form(desk).list.record == "code"
        await desk.press("shift+tab", "enter", "y", "shift+tab")
        assert form(desk).list.record == "id"
        assert value(desk, "title") == "Ambassador recalledxy"


async def test_the_arrows_never_leave_a_line(open_desk: Any, make: Any) -> None:
    actor = {"id": "ann", "name": "Ann", "kind": "person", "note": "one\ntwo " + "three " * 30}
    async with open_desk(80, 24, make({"actors": [actor]})) as desk:
        out = await open_form(desk, "ann")
        await desk.press("enter", "up", "x", "down", "y", "enter")
        assert value(desk, "name") == "Annxy"
        await go(desk, "note")
        await desk.press("enter", "home", "down", "A", "down", "down", "down", "down", "down", "Z")
        assert form(desk).list.line is not None
        await desk.press("up", "up", "up", "up", "up", "B", "enter", "s")
        first, second = out[0]["note"].split("\n")
        assert first == "onBe"
        assert second.startswith("Atwo three")
        assert "tZhree" in second[-30:]


async def test_a_text_of_many_lines_is_gone_over_by_the_lines_that_show(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        await go(desk, "note")
        await desk.press("enter", "home", *["right"] * 12)
        line = form(desk).list.line
        ranges = line.lines(form(desk).list.room)
        for number in range(1, len(ranges)):
            await desk.press("down")
            assert line.cursor_line(ranges) == number
            assert line.at - ranges[number][0] == min(12, ranges[number][1] - ranges[number][0])
        for _ in ranges:
            await desk.press("up")
        assert line.at == 12


async def test_what_a_date_may_be_is_told_by_examples(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        await go(desk, "date")
        told = "\n".join(desk.lines[-3:-1])
        for words in ("18~ about", "2024-01? uncertain", "unknown day", "-07 throughout"):
            assert words in " ".join(told.split())
        await desk.press("enter", "ctrl+u")
        await desk.type("3 Jan")
        assert told in desk.text
        assert "is not an EDTF date" in desk.text


async def test_a_date_that_reads_as_it_is_written_stands_once(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        await go(desk, "date")
        await desk.press("enter", "ctrl+u")
        await desk.type("2023")
        assert form(desk).list.reading == ""
        await desk.press("enter")
        assert value(desk, "date") == "2023"


async def test_a_date_is_read_while_it_is_typed(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await go(desk, "date")
        await desk.press("enter", "ctrl+u")
        await desk.type("2024-01-03/2024-01-07~")
        assert "3 January – about 7 January 2024" in desk.text
        await desk.press("ctrl+u")
        await desk.type("3 Jan")
        assert '"3 Jan" is not an EDTF date' in desk.text
        assert "as in 2024-01-09" in desk.text
        await desk.press("enter", "s")
        assert out == []
        assert "Not yet: mend “date” first" in desk.lines[-3]
        await desk.press("enter", "ctrl+u")
        await desk.type("2024-01-03")
        await desk.press("ctrl+s")
        assert out[0]["date"] == "2024-01-03"


async def test_numbers_stay_numbers(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "islamabad")
        await go(desk, "lat")
        await desk.press("enter", "enter")
        assert "changed" not in desk.lines[0]
        await desk.press("enter", "ctrl+u")
        await desk.type("133")
        assert "should be at most 90" in desk.text
        await desk.press("home", "delete", "end")
        await desk.type(".7")
        await desk.press("enter", "s")
        assert out[0]["lat"] == 33.7


async def test_line_breaks_of_a_note_stay_and_more_can_be_made(open_desk: Any, make: Any) -> None:
    actor = {"id": "ann", "name": "Ann", "kind": "person", "note": "one\ntwo"}
    async with open_desk(80, 24, make({"actors": [actor]})) as desk:
        out = await open_form(desk, "ann")
        await go(desk, "note")
        await desk.press("enter")
        assert "ctrl+j line break" in desk.lines[-1]
        await desk.press("x", "ctrl+j", "y", "enter", "s")
        assert out[0]["note"] == "one\ntwox\ny"


async def test_a_paste_goes_into_the_line(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        form(desk).post_message(events.Paste("not in a line"))
        await desk.settle()
        await desk.press("enter")
        form(desk).post_message(events.Paste(" (17\nJan\u202e)"))
        await desk.settle()
        await desk.press("enter", "s")
        assert out[0]["title"] == "Ambassador recalled (17 Jan)"


# Choices


async def test_a_code_is_chosen_with_what_it_means(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await go(desk, "code")
        await desk.press("enter")
        assert isinstance(desk.app.screen, ChooseScreen)
        assert "SANCTION/withdraw" in desk.lines[2]
        await desk.type("sanction/expel")
        assert "material conflict −5.5" in desk.text
        await desk.press("enter")
        assert shown(desk, "code").startswith("SANCTION/expel")
        await desk.press("i", "ctrl+u")
        await desk.type("OWN/code")
        await desk.press("enter", "s")
        assert out[0]["code"] == "OWN/code"


async def test_words_are_offered_with_what_they_mean(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        await go(desk, "basis")
        await desk.press("enter")
        for meaning in ("the text says it", "worked out from the text", "the text does not say it"):
            assert meaning in desk.text


async def test_records_are_chosen_by_name_and_kept_by_id(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await go(desk, "actors")
        await desk.press("enter")
        await desk.type("abdollahian")
        await desk.press("enter")
        assert value(desk, "actors") == "Hossein Amir-Abdollahian"
        await desk.press("u", "enter")
        await desk.type("jilani")
        await desk.press("tab", "enter")
        assert value(desk, "actors") == "Pakistan, Jalil Abbas Jilani"
        await go(desk, "place")
        await desk.press("enter")
        await desk.type("islamabad")
        await desk.press("enter")
        await go(desk, "targets")
        await desk.press("enter", "tab", "enter")
        await desk.press("s")
        assert (out[0]["actors"], out[0]["place"]) == (["pakistan", "jilani"], "islamabad")
        assert "targets" not in out[0]


async def test_a_record_is_not_offered_to_itself(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        await go(desk, "after")
        await desk.press("enter")
        assert "recall" not in [row.id for row in desk.app.screen.found.rows]
        await desk.press("escape")
        assert value(desk, "after") == "Missile strikes traded"


# Lists


async def test_an_item_opens_and_its_fields_are_edited(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await go(desk, "asserted/0")
        assert "enter open" in desk.lines[-1]
        await desk.press("enter")
        await go(desk, "asserted/0/as")
        await desk.press("enter")
        await desk.type("claim")
        await desk.press("enter")
        assert "the reporter, as claim" in desk.text
        await go(desk, "asserted/0")
        await desk.press("enter")
        assert "asserted/0/as" not in [row.id for row in form(desk).list.rows]
        await desk.press("s")
        assert out[0]["asserted"] == [{"by": "reporter", "as": "claim"}]


async def test_an_item_is_added_and_filled_in_at_once(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await go(desk, "asserted/0")
        await desk.press("+")
        assert isinstance(desk.app.screen, ChooseScreen)
        await desk.type("jilani")
        await desk.press("enter")
        assert "Jalil Abbas Jilani, as fact" in desk.text
        await go(desk, "tags/0")
        await desk.press("enter")
        await desk.type("second look")
        await desk.press("enter", "j", "enter")
        await desk.type("dates, all")
        await desk.press("enter", "s")
        assert out[0]["asserted"] == [{"by": "reporter"}, {"by": "jilani"}]
        assert out[0]["tags"] == ["second look", "dates, all"]


async def test_an_item_that_was_given_up_is_gone(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "jilani")
        before = plain(desk.document.records["jilani"])
        for list_, count in (("labels", 0), ("roles", 1), ("aliases", 2), ("at", 3), ("tags", 0)):
            await go(desk, f"{list_}/{count}")
            await desk.press("enter")
            assert desk.app.screen is not desk.screen
            await desk.press("escape")
            assert form(desk).state.fields == before, list_
        await desk.press("+", "escape", "escape")
        assert out == [None]


async def test_items_are_taken_away_and_given_back(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "jilani")
        await go(desk, "aliases/0")
        await desk.press("d")
        assert "1 changed" in desk.lines[0]
        assert [row.id for row in form(desk).list.rows if row.path[0] == "aliases"] == [
            "aliases/0",
            "aliases/1",
        ]
        await desk.press("d", "d")
        assert "nothing here to take away" in desk.lines[-2]
        await desk.press("u")
        await go(desk, "roles/0")
        await desk.press("enter")
        await go(desk, "roles/0/of")
        await desk.press("delete", "s")
        assert [alias["language"] for alias in out[0]["aliases"]] == ["ur"]
        assert "of" not in out[0]["roles"][0]


async def test_a_flag_changes_at_once(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "jilani")
        await go(desk, "aliases/0")
        await desk.press("enter")
        await go(desk, "aliases/0/metonym")
        await desk.press("enter")
        assert "Jilani  metonym" in desk.text
        await desk.press("enter", "enter", "s")
        assert out[0]["aliases"][0] == {"text": "Jilani", "metonym": True}


async def test_undo_takes_back_one_change_after_the_other(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        for row in ("title", "code", "asserted/0", "note"):
            await go(desk, row)
            await desk.press("d")
        assert "4 changed" in desk.lines[0]
        await desk.press("u", "u", "u", "u")
        assert "changed" not in desk.lines[0]
        await desk.press("u")
        assert "Nothing was changed yet." in desk.lines[-2]
        await desk.press("s")
        assert out == [plain(desk.document.records["recall"])]


# From the text


async def test_a_passage_is_marked_in_the_text(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await go(desk, "at/0")
        await desk.press("enter")
        assert isinstance(desk.app.screen, PickScreen)
        assert "‹called home its ambassador in Tehran" in " ".join(desk.text.split())
        await desk.press("c", "enter")
        assert "Pakistan called home its" in desk.text
        await desk.press("+")
        await desk.press("G", "h", "w", "enter", "s")
        assert [found["exact"] for found in out[0]["at"]] == [
            "Pakistan called home its ambassador in Tehran",
            "minerals",
        ]


async def test_a_quotation_is_marked_or_typed(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "", "quote", {"form": "direct", "speaker": ["jilani"]})
        await go(desk, "text")
        await desk.press("enter")
        await desk.press("}", "}", "}", '"', "enter")
        await go(desk, "cue")
        await desk.press("i")
        await desk.type("he sang")
        await desk.press("enter", "s")
        assert out[0]["text"].startswith("“All these channels")
        assert out[0]["text"].endswith("quickly,”")
        assert out[0]["cue"] == "he sang"
        assert "at" not in out[0]


async def test_a_quotation_that_stands_twice_says_where(open_desk: Any, make: Any) -> None:
    text = "“Yes,” said Ann.\n\n“Yes,” said Bo."
    async with open_desk(80, 24, make({"article": {"text": text}})) as desk:
        out = await open_form(desk, "", "quote", {"form": "direct"})
        await go(desk, "text")
        await desk.press("enter", "}", '"', "enter")
        assert "`at` says now which" in desk.lines[-2]
        await desk.press("s")
        assert out == [
            {"form": "direct", "text": "“Yes,”", "at": [{"exact": "“Yes,”", "paragraph": 2}]}
        ]


async def test_words_are_taken_from_the_text(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await go(desk, "date_says")
        await desk.press("t")
        assert "once the missiles had flown" in desk.lines[-2]
        await desk.press("H", "enter")
        await go(desk, "place")
        await desk.press("t")
        assert "Only words can be taken" in desk.lines[-2]
        await desk.press("i")
        assert "This is not typed" in desk.lines[-2]
        await desk.press("+")
        assert "Only a list" in desk.lines[-2]
        await desk.press("s")
        assert out[0]["date_says"] == "once the missiles had flow"


async def test_what_the_text_does_not_have_is_remarked_but_can_be_taken(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "q-channels")
        await go(desk, "text")
        await desk.press("i", "ctrl+u")
        await desk.type("“All these chanels")
        assert "is not in the text" in desk.text
        await desk.press("enter", "s")
        assert out[0]["text"] == "“All these chanels"


# A new record


async def test_a_new_record_begins_with_what_it_needs(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk)
        assert form(desk).list.record == "title"
        assert "1 to mend" in desk.lines[0]
        await desk.press("ctrl+s")
        assert out == []
        assert "Not yet" in desk.lines[-2]
        await desk.press("enter")
        await desk.type("Border closed")
        await desk.press("enter", "s")
        assert out == [{"title": "Border closed"}]
        assert add(desk.document, "event", out[0]).record == "border-closed"


async def test_what_a_new_record_is_called_is_typed_right_away(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "", "actor")
        await desk.press("enter")
        assert "It is needed: what it is called" in " ".join(desk.text.split())
        await desk.type("Sadiq Sanjrani")
        await desk.press("enter", "j", "enter")
        await desk.type("person")
        await desk.press("enter", "s")
        assert out == [{"name": "Sadiq Sanjrani", "kind": "person"}]


async def test_a_new_record_in_which_nothing_was_typed_is_left_at_once(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "", "actor")
        assert "esc leave" in desk.lines[-1]
        await desk.press("escape")
        assert out == [None]
        out = await open_form(desk, "", "actor")
        await desk.press("x", "escape")
        assert isinstance(desk.app.screen, FormScreen)


async def test_a_record_begun_from_the_text_goes_on_with_what_is_empty(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        begun = {"form": "indirect", "speaker": ["jilani"], "at": ["a rocky past"]}
        out = await open_form(desk, "", "quote", begun)
        assert form(desk).list.record == "gloss"
        assert "✱" not in desk.text
        assert "“a rocky past”  ¶5" in desk.text
        await desk.press("escape")
        assert out == [None]


async def test_a_fault_inside_an_item_is_gone_to(open_desk: Any) -> None:
    async with open_desk(60, 15) as desk:
        fields: Fields = {"name": "Ann", "kind": "person", "roles": [{"of": "iran"}]}
        out = await open_form(desk, "", "actor", fields)
        await desk.press("G", "s")
        assert form(desk).list.record == "roles/0/title"
        assert "It is needed: the office." in desk.text
        await desk.press("enter")
        await desk.type("minister")
        await desk.press("enter", "s")
        assert out[0]["roles"] == [{"title": "minister", "of": "iran"}]


async def test_a_taken_id_is_refused_and_another_is_a_new_name(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await desk.press("k", "enter", "ctrl+u")
        await desk.type("talks")
        assert "is taken by “Talks in Islamabad”" in desk.text
        await desk.press("enter", "s")
        assert out == []
        await desk.press("enter")
        await desk.type("-2")
        await desk.press("enter", "s")
        assert edit(desk.document, "recall", out[0]).record == "talks-2"


async def test_an_id_is_one_word(open_desk: Any) -> None:
    async with open_desk(60, 15) as desk:
        out = await open_form(desk, "recall")
        await desk.press("k", "enter", "ctrl+u")
        await desk.type("bad id!")
        assert "letters, digits" in " ".join(desk.text.split())
        await desk.press("enter", "s")
        assert out == []
        assert "no spaces" in desk.text


@pytest.mark.parametrize("type_", ["actor", "event", "quote", "place", "context", "link"])
async def test_every_type_can_be_filled_in_at_the_smallest_size(
    open_desk: Any, type_: RecordType
) -> None:
    async with open_desk(60, 15) as desk:
        out = await open_form(desk, "", type_)
        for _ in range(6):
            row = form(desk).list.here
            if not form(desk).state.faults:
                break
            if form(desk).list.line is None:
                await desk.press("enter")
            if isinstance(desk.app.screen, ChooseScreen):
                await desk.press("down", "enter")
            else:
                await desk.type("Some words")
                await desk.press("enter")
            assert not form(desk).state.faults.get(row.path)
            await desk.press("s")
            if out:
                break
        if not out:
            await desk.press("s")
        assert typed_record(type_, {"id": "new", **out[0]}).type == type_


# Leaving


async def test_leaving_asks_once_when_something_was_changed(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await desk.press("enter", "x", "enter", "escape")
        assert isinstance(desk.app.screen, ChoiceScreen)
        assert "1 field changed." in desk.text
        await desk.press("b")
        assert isinstance(desk.app.screen, FormScreen)
        await desk.press("escape", "n")
        assert out == [None]
        out = await open_form(desk, "recall")
        await desk.press("enter", "x", "enter", "escape", "s")
        assert out[0]["title"] == "Ambassador recalledx"
        desk.check()


@pytest.mark.parametrize(
    "keys",
    [
        ("enter", "x", "enter"),
        ("enter", "x"),
        ("d", "j", "enter", "a"),
        ("d", "?"),
        ("d", "G", "k", "k", "k", "k", "enter"),
        ("d", "escape"),
        ("d", "ctrl+c"),
    ],
)
async def test_ctrl_c_asks_before_anything_is_lost(open_desk: Any, keys: tuple[str, ...]) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await desk.press(*keys, "ctrl+c")
        assert desk.app.is_running
        assert "Leave the form?" in desk.text
        await desk.press("b")
        assert isinstance(desk.app.screen, FormScreen)
        assert "1 changed" in desk.lines[0]
        await desk.press("ctrl+c", "n")
        assert out == [None]
        assert desk.app.screen is desk.screen
        desk.check()


async def test_ctrl_c_typed_ahead_asks_too(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        desk.send("enter", *"anew", "ctrl+c")
        for _ in range(3):
            await desk.settle()
        assert "Leave the form?" in desk.text


@pytest.mark.parametrize("keys", [(), ("enter",), ("j", "enter"), ("?",), ("enter", "x", "escape")])
async def test_ctrl_c_leaves_the_program_where_nothing_can_be_lost(
    open_desk: Any, keys: tuple[str, ...]
) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        await desk.press(*keys)
        await desk.pilot.press("ctrl+c")
        assert not desk.app.is_running or desk.app._exit


@pytest.mark.parametrize("width", [80, 60])
async def test_why_it_can_not_be_taken_is_told_to_its_end(open_desk: Any, width: int) -> None:
    async with open_desk(width, 24) as desk:
        await open_form(desk, "recall")
        await go(desk, "date")
        await desk.press("enter", "ctrl+u")
        await desk.type("3 Jan")
        await desk.press("enter", "s")
        told = " ".join(" ".join(desk.lines[-4:-1]).split())
        assert "Not yet: mend “date” first." in told
        assert "2024-01 or 2024." in told
        assert same_width(desk, width, 24)
        await desk.press("k")
        assert "Not yet" not in desk.text


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_sign_of_a_change_takes_nothing_of_the_value(open_desk: Any, width: int) -> None:
    async with open_desk(width, 40) as desk:
        await open_form(desk, "recall")
        for row in ("title", "note"):
            await go(desk, row)
            await desk.press("enter", "home")
            await desk.type("a few more words for it")
            await desk.press("enter")
            shown = form(desk).list._strips(
                form(desk).list.cursor, form(desk).list.state_of(form(desk).list.cursor)
            )
            first, *rest = [strip.text for strip in shown]
            assert first.endswith(" ✱")
            assert "…" not in first
            assert "✱" not in "".join(rest)
            words = " ".join([first[3:-2].split(row, 1)[1], *rest]).replace("…", "").split()
            assert " ".join(words) in " ".join(str(form(desk).state.value((row,))).split())
        starts = {
            line.index(text) for line in desk.lines for text in ("a few more",) if text in line
        }
        assert len(starts) == 1, "values stand in one column, changed or not"


async def test_changes_that_cannot_be_taken_keep_the_form_open(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out = await open_form(desk, "recall")
        await desk.press("d", "escape", "s")
        assert isinstance(desk.app.screen, FormScreen)
        assert "Not yet" in desk.lines[-2]
        assert out == []


async def test_keys_typed_ahead_reach_what_they_are_for(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        out: list[Any] = []
        record = desk.document.records["recall"]
        screen = FormScreen(
            desk.document,
            desk.app.look,
            desk.state.keys,
            "event",
            plain(record),
            title="Edit",
            new=False,
        )
        desk.ask(screen, out.append)
        keys = ["enter", "ctrl+u", *"New", "enter", "j", "enter", *"accuse/all", "enter", "j", "j"]
        keys += ["d", *"jjjjjjjjjjj", "+", "G", "h", "w", "enter", "s", "3"]
        desk.send(*keys)
        for _ in range(4):
            await desk.settle()
        assert desk.app.screen is desk.screen
        (fields,) = out
        assert (fields["title"], fields["code"]) == ("New", "ACCUSE/allege")
        assert "targets" not in fields
        assert fields["at"][-1] == {"exact": "minerals"}
        assert desk.selection.active == "timeline"


async def test_a_click_moves_and_a_second_one_edits(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        rows = form(desk).list
        await desk.pilot.click(rows, offset=(20, 1))
        await desk.pilot.click(rows, offset=(20, 2))
        await desk.settle()
        assert rows.record == "title"
        assert rows.line is None
        await desk.pilot.click(rows, offset=(20, 2))
        await desk.settle()
        assert rows.line is not None
        await desk.press("x")
        await desk.pilot.click(rows, offset=(20, 4))
        await desk.settle()
        assert rows.line is None
        assert value(desk, "title") == "Ambassador recalledx"


async def test_it_stands_at_any_size(open_desk: Any) -> None:
    async with open_desk(80, 24) as desk:
        await open_form(desk, "recall")
        await go(desk, "note")
        await desk.press("enter", "end")
        for size in ((24, 6), (60, 15), (10, 3), (120, 40), (30, 9), (80, 24)):
            await desk.resize(*size)
            assert same_width(desk, *size)
            if size[1] > 6:
                assert "two." in desk.text, size
            await desk.press("x", "backspace")
        await desk.press("escape", "escape")
        desk.check()


async def test_own_keys_for_moving_move_here_too(open_desk: Any) -> None:
    async with open_desk(80, 24, keys={"down": "n", "up": "e"}) as desk:
        await open_form(desk, "recall")
        await desk.press("n", "n", "e")
        assert form(desk).list.record == "code"


# Whatever it holds, whatever is pressed


async def test_hostile_values_are_shown_literally(open_desk: Any, make: Any) -> None:
    actor = {
        "id": f"a {NASTY}",
        "name": f"name {NASTY}",
        "kind": "person",
        "aliases": [f"alias {NASTY}"],
        "roles": [{"title": f"role {NASTY}", "of": f"gone {NASTY}"}],
        "labels": [{"label": f"label {NASTY}"}],
        "note": f"note {NASTY}",
        "tags": [f"tag {NASTY}"],
        "at": [f"no {NASTY}"],
    }
    async with open_desk(120, 40, make({"article": {"text": "Ann."}, "actors": [actor]})) as desk:
        await open_form(desk, f"a {NASTY}")
        seen = desk.text
        await desk.press("G")
        seen += desk.text
        for field in ("a", "name", "alias", "role", "label", "note", "tag", "no"):
            assert f"{field} {visible(NASTY)}" in seen, field
        for row in ("name", "note", "tags/0"):
            await go(desk, row)
            await desk.press("enter")
            assert all(line == visible(line) for line in desk.lines)
            await desk.press("escape")
        await desk.press("escape")
        assert desk.app.screen is desk.screen


MASHED = (
    *("enter", "escape", "tab", "delete", "backspace", "ctrl+d", "ctrl+u", "ctrl+j", "down", "up"),
    *"jkgGdd++tiuw&x?s2",
)


@pytest.mark.parametrize("record", ["jilani", "recall", "q-channels", "islamabad", "restive"])
async def test_no_keys_break_it(open_desk: Any, record: str, bundled: Document) -> None:
    rng = random.Random(record)
    async with open_desk(60, 15) as desk:
        found = desk.document.records[record]
        for _ in range(4):
            out = await open_form(desk, record)
            for key in rng.choices(MASHED, k=25):
                if desk.app.screen is desk.screen:
                    break
                await desk.press(key)
                assert same_width(desk, 60, 15)
            for _ in range(8):
                if out:
                    break
                await desk.press("escape")
                if isinstance(desk.app.screen, ChoiceScreen):
                    await desk.press("n")
            (fields,) = out
            if fields is not None:
                assert plain(typed_record(found.type, fields)) == fields
