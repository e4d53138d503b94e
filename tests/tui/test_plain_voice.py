"""What is said of a screen: all of it when it is new, then what has changed, never the same twice."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from models.text import visible
from tui.plain.voice import Voice
from tui.spoken import Listed, Part, Said, Typed, named_key, sentences, unmoved


class Screen:
    """A screen that says what it is told to."""

    def __init__(self, *parts: Part) -> None:
        self.parts: tuple[Part, ...] = parts

    def spoken(self) -> Iterable[Part]:
        return self.parts


class Listener:
    """A voice and all it has written."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        self.written = ""
        self.failed: list[Exception] = []
        self.voice = Voice(self._hear, self.failed.append, ascii_only=ascii_only)

    def _hear(self, text: str) -> None:
        self.written += text

    def hears(self, screen: Screen, *parts: Part) -> str:
        """What is written when the screen has these parts."""
        before = self.written
        screen.parts = parts or screen.parts
        told = self.voice.tell(screen)
        new = self.written[len(before) :]
        assert told == bool(new)
        return new


ROW = Said("row", "Talks, event", "1 of 2", "undecided", at=0)


def test_a_new_screen_is_said_in_one_line() -> None:
    heard = Listener().hears(Screen(Said("pane", "timeline", "0 of 2 decided"), ROW))
    assert heard == "timeline. 0 of 2 decided. Talks, event. 1 of 2. undecided.\n"


def test_nothing_is_said_twice() -> None:
    listener, screen = Listener(), Screen(ROW)
    listener.hears(screen)
    assert listener.hears(screen) == ""


def test_of_the_same_words_only_what_can_change_alone_is_said_again() -> None:
    listener, screen = Listener(), Screen(ROW)
    listener.hears(screen)
    assert listener.hears(screen, ROW._replace(now="accepted")) == "accepted.\n"
    assert listener.hears(screen, ROW._replace(more="1 of 1", now="accepted")) == ""


def test_the_same_words_at_another_place_are_said() -> None:
    listener, screen = Listener(), Screen(ROW)
    listener.hears(screen)
    moved = ROW._replace(more="2 of 2", at=1)
    assert listener.hears(screen, moved) == "Talks, event. 2 of 2. undecided.\n"


def test_a_message_is_said_again_when_something_else_was_heard_between() -> None:
    listener, desk, question = Listener(), Screen(Said("message", "Kept.")), Screen(ROW)
    assert listener.hears(desk) == "Kept.\n"
    assert listener.hears(desk) == ""
    listener.hears(question)
    assert listener.hears(desk) == "Kept.\n"


def test_what_was_heard_before_another_screen_is_not_said_again() -> None:
    listener, desk = Listener(), Screen(ROW)
    listener.hears(desk)
    listener.hears(Screen(Said("question", "Sure?")))
    assert listener.hears(desk) == ""
    listener.voice.tell_all(desk)
    assert listener.written.endswith("Sure?\nTalks, event. 1 of 2. undecided.\n")


def test_again_without_the_title() -> None:
    listener, desk = Listener(), Screen(Said("title", "A title"), ROW)
    listener.hears(desk)
    listener.voice.tell_all(desk, titled=False)
    assert listener.written.splitlines()[1:] == ["Talks, event. 1 of 2. undecided."]


def test_what_is_typed_is_echoed_and_what_follows_begins_a_line() -> None:
    listener, screen = Listener(), Screen(Said("title", "Why"), Typed("line", "", 0))
    assert listener.hears(screen) == "Why.\n"
    for at, letter in enumerate("wry", 1):
        assert listener.hears(screen, screen.parts[0], Typed("line", "wry"[:at], at)) == letter
    assert listener.hears(Screen(ROW)).startswith("\nTalks")


def line(value: str, at: int) -> Typed:
    return Typed("line", value, at)


def test_what_is_not_typed_at_the_end_is_said_as_it_stands() -> None:
    listener, screen = Listener(), Screen(line("wry", 3))
    assert listener.hears(screen) == "wry\n"
    assert listener.hears(screen, line("wr", 2)) == "wr\n"
    assert listener.hears(screen, line("wr", 1)) == "r\n"
    assert listener.hears(screen, line("wor", 2)) == "wor\n"
    assert listener.hears(screen, line("wor", 3)) == "End of the line.\n"
    assert listener.hears(screen, line("wor d", 3)) == "wor d\n"
    assert listener.hears(screen, line("wor d", 4)) == "d\n"
    assert listener.hears(screen, line("wor d", 3)) == "space\n"
    assert listener.hears(screen, line("", 0)) == "Nothing typed.\n"


def test_a_cluster_is_said_whole() -> None:
    listener, screen = Listener(), Screen(line("ae\u0301x", 4))
    listener.hears(screen)
    assert listener.hears(screen, line("ae\u0301x", 1)) == "e\u0301\n"


def test_beside_other_news_the_line_stands_in_quotation_marks() -> None:
    listener, screen = Listener(), Screen(line("", 0), Said("found", "9 found"))
    listener.hears(screen)
    assert listener.hears(screen, line("r", 1), Said("found", "3 found")) == "“r”. 3 found.\n"


def test_lines_to_read_are_said_all_and_then_the_one_that_is_moved_to() -> None:
    listener, screen = Listener(), Screen(Said("title", "Help"), Listed("rows", ("a", "b"), 0))
    assert listener.hears(screen) == "Help.\na\nb\n"
    assert listener.hears(screen, screen.parts[0], Listed("rows", ("a", "b"), 1)) == "b\n"


def test_a_part_that_is_gone_is_noticed() -> None:
    listener, screen = Listener(), Screen(ROW, Said("link", "Link 1 of 2"), Said("message", "Hm."))
    listener.hears(screen)
    listener.hears(screen, ROW, Said("link", "Link 1 of 2"))
    assert not listener.voice.lost
    listener.hears(screen, ROW)
    assert listener.voice.lost


class Broken(Screen):
    def spoken(self) -> Iterable[Part]:
        yield Said("message", "Hm.")
        raise ValueError("no such row")


def test_what_cannot_be_said_is_told_and_the_rest_is_said() -> None:
    listener = Listener()
    said = listener.hears(Broken())
    assert said == "Hm. The rest can’t be read out, by a mistake in Copydesk.\n"
    assert [str(error) for error in listener.failed] == ["no such row"]


HOSTILE = "a\x1b[2Jb\r\nc\x07\u202ed\u2028e\x9bf"


def test_nothing_of_a_file_controls_the_terminal() -> None:
    listener = Listener()
    screen = Screen(Said("row", HOSTILE, HOSTILE, HOSTILE), Listed("rows", (HOSTILE,)))
    written = listener.hears(screen) + listener.hears(Screen(Typed("line", HOSTILE, 3)))
    assert all(visible(line) == line for line in written.split("\n"))
    assert written.count("\n") == 3


def test_signs_are_those_of_a_keyboard_where_the_terminal_has_no_others() -> None:
    listener = Listener(ascii_only=True)
    assert listener.hears(Screen(Said("row", "“Israel–Hamas”"))) == '"Israel-Hamas".\n'


words = st.text(max_size=8)
parts = st.lists(
    st.one_of(
        st.builds(Said, st.sampled_from("abc"), words, words, words, st.integers(0, 2)),
        st.builds(lambda value: Typed("line", value, len(value)), words),
        st.builds(lambda lines: Listed("rows", tuple(lines)), st.lists(words, max_size=3)),
    ),
    max_size=4,
    unique_by=lambda part: part.part,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(parts, max_size=6))
def test_whatever_a_screen_says_comes_as_whole_printable_lines(states: list[list[Part]]) -> None:
    listener, screen = Listener(), Screen()
    for state in states:
        screen.parts = tuple(state)
        listener.voice.tell(screen)
        written = listener.written
        assert not listener.voice.tell(screen)
        assert listener.written == written
    listener.voice.say("The end.")
    lines = listener.written.split("\n")
    assert lines[-2:] == ["The end.", ""]
    assert all(visible(line) == line for line in lines)


def test_parts_become_sentences() -> None:
    assert sentences(["a", "", "b!", "  c\nd  ", "\n"]) == "a. b! c d."


def test_keys_by_name() -> None:
    named = [named_key(key) for key in ("a", "G", "!", "ctrl+d", "shift+tab", "7", "enter")]
    assert named[:3] == ["a", "shift g", "exclamation mark !"]
    assert named[3:] == ["control d", "shift tab", "7", "enter"]


def test_every_key_has_an_answer() -> None:
    assert [unmoved(key) for key in ("j", "k", "Q")] == [
        "No more below.",
        "No more above.",
        "shift q does nothing here.",
    ]


def test_what_is_typed_is_echoed_though_something_silent_changed() -> None:
    listener, screen = Listener(), Screen(line("", 0), Said("reading", "It is needed"))
    listener.hears(screen)
    assert listener.hears(screen, line("M", 1), Said("reading", "")) == "M"
