"""A reviewer's walk over SSH: from a man to his words, to what they are about, to where that is."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(80, 24), (120, 40)]
MOST_LINKS = 30
TITLE = "Paki"
"""What is left of the title beside the search, on a wide screen."""


class Reader:
    """Presses a key and reads the screen it leads to."""

    def __init__(self, terminal: Any) -> None:
        self.terminal = terminal

    def press(
        self,
        key: str,
        *shows: str,
        pane: str = "",
        cursor: str = "",
        trail: str = "",
        marks: tuple[str, ...] = (),
        typed: str = "",
    ) -> str:
        """The screen after `key`, once it shows all that: the pane with the keys, the beginning of
        the cursor's row, the end of the trail, rows marked as linked, what was typed on the first
        line, and any other words."""
        missing: list[str] = []

        def everything_shows(screen: str) -> bool:
            missing[:] = [words for words in shows if words not in screen]
            if pane and pane != pane_with_keys(screen):
                missing.append(f"pane {pane}, not {pane_with_keys(screen)}")
            if cursor and not any(row.startswith(cursor) for row in rows(screen, "►")):
                missing.append(f"► {cursor}")
            if trail and not trail_of(screen).endswith(trail):
                missing.append(f"trail … {trail}, not {trail_of(screen)}")
            marked = [*rows(screen, "✦"), *rows(screen, "❖")]
            missing.extend(
                f"✦ {mark}" for mark in marks if not any(row.startswith(mark) for row in marked)
            )
            if typed and not re.search(rf"\b(?:{TITLE})?{typed}(?: |$)", screen.splitlines()[0]):
                missing.append(f"{typed} on the first line")
            if len(rows(screen, "►")) > 1:
                missing.append("one cursor only")
            return not missing

        self.terminal.send(key)
        try:
            screen: str = self.terminal.wait_for(everything_shows)
        except pytest.fail.Exception as failure:
            pytest.fail(f"after {key!r} there is no {missing}; {failure}")
        return screen

    def step_to(self, link: str) -> None:
        """Presses ] until the link with these words is the chosen one, reading each."""
        seen: list[str] = []

        def another_is_chosen(screen: str) -> bool:
            chosen = rows(screen, "❖")
            if chosen and chosen != seen:
                seen[:] = chosen
                return True
            return False

        for _ in range(MOST_LINKS):
            self.terminal.send("]")
            self.terminal.wait_for(another_is_chosen)
            if any(row.startswith(link) for row in seen):
                return
        pytest.fail(f"stepping never came to {link!r}:\n{self.terminal.screen()}")


def pane_with_keys(screen: str) -> str:
    """The pane drawn with the thick border, which one at most may have."""
    return " and ".join(re.findall(r"┍━ (\S+(?: \w+)?) ━", screen))


def rows(screen: str, sign: str) -> list[str]:
    """What stands behind a sign, up to the border of its pane."""
    return [row.strip() for row in re.findall(rf"{sign} +([^│┃{sign}\n]+)", screen)]


def trail_of(screen: str) -> str:
    found = re.search(r"^ trail {2}(.*?)(?: {2,}.*)?$", screen, re.MULTILINE)
    return found[1] if found else ""


def ahead(screen: str) -> str:
    """How many stations lie ahead on the trail."""
    found = re.search(r"^ trail .*\((\d+) ahead: L\)", screen, re.MULTILINE)
    return found[1] if found else "0"


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def shell(request: Any, tmux: Any, sshd: Any, copydesk_command: Path) -> Any:
    """An interactive shell over SSH that finds `copydesk` on its PATH, with its size."""
    path = shlex.quote(str(copydesk_command.parent))
    remote = f"PATH={path}:$PATH PS1='ready> ' ENV= exec sh -i"
    terminal = tmux(sshd.command(remote), size=request.param)
    terminal.wait_for("ready>")
    return terminal


def ask(terminal: Any, name: str, command: str) -> str:
    """Types a command at the prompt; its one line of output, read from the screen."""
    terminal.type(f"echo {name}=[$({command})]")
    terminal.send("Enter")
    answer = re.compile(rf"^{name}=\[(.*)\]\n+ready>", re.MULTILINE)
    found = answer.search(terminal.wait_for(answer.search))
    assert found
    return found[1]


def test_the_walk(shell: Any) -> None:
    settings = ask(shell, "before", "stty -a | cksum")
    shell.type("copydesk")
    shell.send("Enter")
    shell.wait_for(lambda screen: "► " not in screen and "‹Pakistan›" in screen)
    screen = shell.wait_for("j k move")
    assert pane_with_keys(screen) == "1 Article"
    assert "Pakistan and Iran promise closer work on security" in screen.splitlines()[0]
    assert "¶1/14" in screen
    reader = Reader(shell)

    # The man
    reader.press("2", "‹Pakistan›", pane="2 Actors", cursor="Pakistan", trail="Pakistan")
    for name in ("Iran", "Israel", "Government of Pakistan", "Government of Iran", "Jalil Abbas"):
        reader.press("j", pane="2 Actors", cursor=name)
    screen = reader.press(
        "j",
        pane="2 Actors",
        cursor="Hossein Amir-Abdollah",
        trail="Hossein Amir-Abdollahian",
        marks=("foreign minister of Iran",),
    )
    assert trail_of(screen) == "Hossein Amir-Abdollahian"

    # What he said, what it is about, where that is
    reader.step_to("said Raisi is to come")
    reader.press(
        "Enter",
        "‹Ebrahim Raisi",
        pane="4 Quotes",
        cursor="⋯ Raisi is to come to Pakistan",
        trail="Hossein Amir-Abdollahian › Raisi is to come to Pakista…",
        marks=("said by Hossein",),
    )
    reader.step_to("about Raisi to visit")
    reader.press(
        "Enter",
        "‹would",
        pane="3 Timeline",
        cursor="[≥19 Jan] ▹ Raisi to visit",
        trail="Raisi is to come to Pakista… › Raisi to visit",
    )
    reader.step_to("at Pakistan (place)")
    screen = reader.press(
        "Enter", pane="5 Context", cursor="▾ Pakistan", trail="Raisi to visit › Pakistan (place)"
    )
    assert ahead(screen) == "0"

    # Back the way it came
    screen = reader.press(
        "h", pane="3 Timeline", cursor="[≥19 Jan] ▹ Raisi to visit", trail="› Raisi to visit"
    )
    assert ahead(screen) == "1"
    screen = reader.press("h", pane="4 Quotes", cursor="⋯ Raisi is to come to Pakistan")
    assert ahead(screen) == "2"
    screen = reader.press("h", pane="2 Actors", cursor="Hossein Amir-Abdollah")
    assert (trail_of(screen), ahead(screen)) == ("Hossein Amir-Abdollahian", "3")

    # A group by its short name, and what befell it, by one letter
    reader.press("/", "Type a name, a word of a quote or note", pane="Search")
    for typed in ("J", "JA", "JAA"):
        reader.press(typed[-1], "JAA   → Jaish al-Adl", pane="Search", typed=typed)
    reader.press("Enter", pane="2 Actors", cursor="Jaish al-Adl  (JAA)", trail="› Jaish al-Adl")
    screen = reader.press("f", "Jump to which of 6? Type its letters; esc leaves.")
    hint = re.search(r"(\w) +target of Iran’s strike", screen)
    assert hint, screen
    reader.press(
        hint[1],
        "‹it had",
        pane="3 Timeline",
        cursor="[1–30]    ✕ Iran’s strike",
        trail="Jaish al-Adl › Iran’s strike",
    )

    # Out, and everything as it was
    shell.send("q")
    shell.wait_for(lambda screen: screen.rstrip().endswith("ready>"))
    assert shell.flags() == (False, True, False)
    assert ask(shell, "status", "echo $?") == "0"
    assert ask(shell, "after", "stty -a | cksum") == settings
    shell.type("exit")
    shell.send("Enter")
    assert shell.wait_exit() == 0


def test_details_say_what_a_record_is_and_lead_on(shell: Any) -> None:
    """The same way by the details pane: its rows are links, enter follows the one at the cursor."""
    shell.type("copydesk --version && copydesk")
    shell.send("Enter")
    shell.wait_for("j k move")
    reader = Reader(shell)
    reader.press("3", pane="3 Timeline", cursor="7 Oct →")
    reader.press("G", pane="3 Timeline", cursor="[≥19 Jan] ▹ Raisi to visit")
    reader.press(
        "6",
        "planned",
        "19 January 2024 or",
        "claimed",
        pane="6 Details",
        cursor="by Ebrahim Raisi",
    )
    reader.press("j", pane="6 Details", cursor="to Pakistan")
    reader.press("Enter", pane="2 Actors", cursor="Pakistan", trail="Raisi to visit › Pakistan")
    reader.press("h", pane="3 Timeline", cursor="[≥19 Jan] ▹ Raisi to visit")
    reader.press("q")
    shell.wait_for(lambda screen: screen.rstrip().endswith("ready>"))
