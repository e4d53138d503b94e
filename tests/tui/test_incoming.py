"""What a terminal sends is the same keys, pastes and answers in whatever pieces it arrives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui.incoming import PASTED, REST, Incoming, Letters, together

SOON = 0.01
"""Seconds between pieces that are still taken for one."""

SENT = [
    *("j", "7", "é", "字", "ن", "🙂", "\r", "\t", "\x7f", "\x04"),
    *("\x1b[A", "\x1bOB", "\x1b[1;5C", "\x1b[3~", "\x1b[15~", "\x1b[Z", "\x1b[[A", "\x1b[97;5u"),
    *("\x1b[I", "\x1b[O", "\x1b[12;40R", "\x1b[<0;10;5M", "\x1b[<64;10;5m", "\x1b[M !!"),
    *("\x1b[?2026;2$y", "\x1b[?62;22c", "\x1b[>0;276;0c", "\x1b[?1u", "\x1b[2$"),
    *("\x1b]11;rgb:0000/0000/0000\x07", "\x1b]52;c;eA==\x1b\\", "\x1bP>|tmux 3.3a\x1b\\"),
    *("\x1b[200~axq\x1b[31m\x1b[201~", "\x1b[200~" + "漢x\n" * 9 + "\x1b[201~"),
]


def said(event: events.Event) -> object:
    match event:
        case events.Key():
            return event.key
        case events.Paste():
            return ("paste", event.text)
        case events.MouseEvent():
            return (type(event).__name__, event.x, event.y)
        case events.CursorPosition():
            return ("cursor", event.x, event.y)
    return type(event).__name__


def heard(pieces: Iterable[bytes], pause: float = SOON, silence: float = 10.0) -> list[object]:
    """What comes of pieces, each a `pause` after the one before, and of the `silence` after them."""
    incoming, now, found = Incoming(), 0.0, []
    for piece in pieces:
        now += pause
        found += incoming.take(b"", now)
        found += incoming.take(piece, now)
    found += incoming.take(b"", now + silence)
    return [said(event) for event in found]


@given(st.lists(st.sampled_from(SENT), max_size=8), st.data())
def test_pieces_make_no_difference(sent: Sequence[str], data: st.DataObject) -> None:
    whole = "".join(sent).encode()
    cuts = sorted(data.draw(st.sets(st.integers(0, len(whole)), max_size=12)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert heard(pieces) == heard([each.encode() for each in sent])


@pytest.mark.parametrize("sent", SENT, ids=repr)
def test_every_byte_may_come_alone(sent: str) -> None:
    whole = sent.encode()
    assert heard([whole[at : at + 1] for at in range(len(whole))]) == heard([whole])


def test_keys_and_answers_are_those_of_textual() -> None:
    assert heard([b"\x1b[A\x1bOB\x1b[1;5C\x1b[3~\x1b[Z\x1b[[A"]) == [
        *("up", "down", "ctrl+right", "delete", "shift+tab", "f1")
    ]
    assert heard([b"\x1b[12;40R\x1b[<0;10;5M\x1b[I\x1b[O"]) == [
        *(("cursor", 39, 11), ("MouseDown", 9.0, 4.0), "AppFocus", "AppBlur")
    ]


@pytest.mark.parametrize(
    "answer",
    ["[?62;22c", "[>0;276;0c", "[?1u", "]11;rgb:00/00/00\x07", "P1+r626365\x1b\\", "[4;9;2t"],
)
def test_an_answer_to_somebody_else_presses_no_key(answer: str) -> None:
    """As those to an editor that was just left."""
    assert heard([f"\x1b{answer}j".encode()]) == ["j"]


@pytest.mark.parametrize(
    "begun", ["[1", "[1;5", "[<0;10", "[12;4", "[?2026", "]11;rgb:00", "P>|x", "O5"]
)
def test_what_has_begun_waits_for_its_rest_and_types_nothing(begun: str) -> None:
    """Answers and arrows in two pieces, a second apart; and what never gets its rest."""
    assert heard([f"\x1b{begun}".encode()]) == []
    incoming = Incoming()
    assert not [*incoming.take(f"\x1b{begun}".encode(), 0.0)]
    assert not [*incoming.take(b"", REST + 0.1)]
    assert [said(each) for each in incoming.take(b"jx", REST + 0.2)] == ["j", "x"]


def test_an_answer_a_second_late_is_the_answer() -> None:
    assert heard([b"\x1b[12;", b"40R"], pause=1.0) == [("cursor", 39, 11)]


def test_escape_is_a_key_when_nothing_follows_or_a_key_does() -> None:
    assert heard([b"\x1b"]) == ["escape"]
    assert heard([b"\x1b"], silence=0.05) == []
    assert heard([b"\x1b", b"\x1b"]) == ["escape", "escape"]
    assert heard([b"\x1b\x1b[A"]) == ["escape", "up"]
    assert heard([b"\x1bj"]) == ["escape", "j"]  # typed ahead, on a line that brings both at once
    assert heard([b"\x1b", b"[", b"x"], pause=0.5) == ["escape", "left_square_bracket", "x"]
    assert heard([b"\x1b["]) == ["escape", "left_square_bracket"]
    assert heard([b"\x1b]\x1bP"]) == ["escape", "right_square_bracket", "escape", "P"]


def test_what_was_typed_before_an_answer_takes_nothing_from_it() -> None:
    """The next link and the first pane, say, after escape; on a line that brings all at once."""
    answer = ("cursor", 39, 11)
    keys = ["escape", "right_square_bracket", "1", "j"]
    assert heard([b"\x1b]1j\x1b[12;40R"]) == [*keys, answer]
    assert heard([b"\x1b]1;j\x1b[12;40R"]) == [answer]
    assert heard([b"\x1bP1\x1b[12;40R"]) == ["escape", "P", "1", answer]
    assert heard([b"\x1b[1\x1b[12;40R"]) == [answer]
    assert heard([b"\x1b]11"]) == ["escape", "right_square_bracket", "1", "1"]


def test_bytes_that_are_no_utf_8_stop_nothing() -> None:
    """A terminal of another encoding sends é as one byte, which begins something in UTF-8."""
    assert heard([b"\xe9", b"jk"])[-2:] == ["j", "k"]
    assert heard([b"\xff\x9bj"])[-1] == "j"


@pytest.mark.parametrize("pause", [SOON, 5.0])
def test_a_paste_is_one_however_late_its_parts_come(pause: float) -> None:
    whole = "\x1b[200~aé\x1b[31mx\x1b[200~q\x00\x1b[201~".encode()
    pieces = [b"\x1b[200~", *(whole[at : at + 1] for at in range(6, len(whole))), b"j"]
    assert heard(pieces, pause=pause) == [("paste", "aé\x1b[31mx\x1b[200~q"), "j"]


def test_a_paste_whose_end_was_lost_can_be_left() -> None:
    assert heard([b"\x1b[200~abc", b"j\x03k", b"\x1b", b"\x03", b"k"]) == ["ctrl+c", "k"]


def test_a_paste_has_a_limit() -> None:
    text = b"x" * 65536
    pieces = [b"\x1b[200~", *[text] * 70, b"\x1b[201~j"]
    (paste, pasted), key = heard(pieces)
    assert (paste, len(pasted), key) == ("paste", PASTED, "j")


def test_letters_that_came_together_are_one_and_all_else_is_as_it_was() -> None:
    sent = "ab\x1b[Aé\rمی\u200cگ\x04\x1b[200~x\x1b[201~漢 ".encode()
    came = [*together(Incoming().take(sent, 0.0))]
    letters = [[key.character for key in each.keys] for each in came if isinstance(each, Letters)]
    assert letters == [["a", "b"], ["م", "ی", "\u200c", "گ"], ["漢", " "]]
    alone = [said(each) for each in came if not isinstance(each, Letters)]
    assert alone == ["up", "é", "enter", "ctrl+d", ("paste", "x")]
