"""What leaves the desk: the clipboard and the editor."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import files
from models.document import Document
from models.text import visible

if TYPE_CHECKING:
    from textual.app import App

    from models.settings import Settings
    from tui.state import DeskState

CLIPBOARD = 55_000
"""Bytes of text that a terminal takes at once; many take no more than 74,994 of OSC 52's letters, which are
four for three bytes."""


def citation(document: Document, record: str) -> str:
    """A record's words with where they come from; nothing in them controls a terminal they are
    pasted into."""
    position = document.positions[record]
    passages = document.passages.of(record)
    words = [visible(document.caption(record))]
    if passages:
        quoted = " … ".join(document.text.string[slice(*span)] for span in passages[0].spans)
        paragraph = document.text.paragraph_at(passages[0].start) + 1
        if visible(quoted) != words[0]:
            words.append(f"‹{visible(quoted)}› ¶{paragraph}")
    words.append(f"{visible(record)} ({visible(document.name)}:{position.line})")
    return "\n".join(words)


def copy_file() -> Path:
    """Where copies lie for those whose terminal passes none on."""
    from platformdirs import user_state_path

    return user_state_path("copydesk") / "copied.txt"


def copy(app: App[Any], state: DeskState) -> str:
    """Copies the selected record's words, and says where they went: nothing tells whether a terminal
    took them."""
    if not state.selection.record:
        return "Nothing is selected, so there is nothing to copy."
    return copy_text(app, state.settings, citation(state.document, state.selection.record))


def copy_text(app: App[Any], settings: Settings, text: str) -> str:
    """Copies text as the settings say, and says where it went. It goes to the file too when it is longer
    than terminals take. Whatever is pasted into a terminal, nothing in it acts there."""
    text = "\n".join(map(visible, text.split("\n")))
    wanted = settings.copy in ("both", "terminal")
    sent, to_file = "", "Copied to"
    if wanted and len(text.encode()) <= CLIPBOARD:
        app.copy_to_clipboard(text)
        sent, to_file = f"Sent {len(text)} characters to the terminal's clipboard", "and to"
        if settings.copy == "terminal":
            return f"{sent}."
    elif wanted:
        to_file = "It is too long for a terminal's clipboard, so it is in"
    path = copy_file()
    try:
        files.keep_private(path, f"{text}\n".encode())
    except OSError as error:
        done = f"{sent}, but" if sent else "Nothing was copied:"
        return f"{done} {_home(path)} can't be written: {error.strerror}."
    return f"{sent} {to_file} {_home(path)}.".lstrip()


def report_file() -> Path:
    """Where a report of what failed lies."""
    from platformdirs import user_state_path

    return user_state_path("copydesk") / "report.txt"


def write_report(text: str) -> str:
    """Writes a report to its file, and says where that is."""
    path = report_file()
    try:
        files.keep_private(path, f"{text}\n".encode())
    except OSError as error:
        return f"{_home(path)} can't be written: {error.strerror}."
    return f"Written to {_home(path)}."


def last_words(error: Exception) -> str:
    """What to say when the desk can't go on; its report is written."""
    from tui.faults import Faults, report

    faults = Faults()
    faults.keep("the desk", error)
    written = write_report("\n".join(report(faults, shutil.get_terminal_size())))
    return (
        "The desk can't go on, by a mistake in Copydesk; what you did is in the journal. A report"
        f" without any words of the article: {written}"
    )


def _home(path: Path) -> str:
    return f"~/{path.relative_to(Path.home())}" if path.is_relative_to(Path.home()) else str(path)


def editor_command(editor: str, path: Path, line: int) -> list[str]:
    """The editor's arguments to open `path` at `line`, in the way each kind of editor takes it."""
    command = shlex.split(editor)
    name = Path(command[0]).name
    if name in ("code", "codium", "code-insiders", "cursor"):
        return [*command, "--wait", "--goto", f"{path}:{line}"]
    if name in ("hx", "helix", "subl", "zed"):
        return [*command, f"{path}:{line}"]
    return [*command, f"+{line}", str(path)]


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl+C and Ctrl+\\ are the editor's while it runs, not the desk's. A handler, unlike SIG_IGN, is
    not passed on to the editor."""
    numbers = (signal.SIGINT, signal.SIGQUIT)
    before = [signal.signal(number, lambda *_: None) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def edit(app: App[Any], state: DeskState, line: int = 0) -> str:
    """Opens the file in the editor at a line, or else the record's, the desk waiting; says what went
    wrong."""
    document, record = state.document, state.selection.record
    if document.path is None:
        return "This article came from standard input, so there is no file to edit."
    if app.is_web:
        return f"No editor opens in a browser. Edit {document.name} elsewhere, then press r here."
    environment = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    editor = state.settings.editor or environment or "vi"
    line = line or (document.positions[record].line if record else 1)
    status, failure = 0, ""
    try:
        command = editor_command(editor, document.path.resolve(), line)
    except (ValueError, IndexError) as error:
        return _not_started(editor, error)
    with app.suspend(), _deaf_to_interrupts():
        try:
            status = subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own
        except (OSError, ValueError) as error:  # out of `suspend` it would leave the desk unseen
            failure = _not_started(editor, error)
    return failure or (f"The editor ended with status {status}." if status else "")


def _not_started(editor: str, error: Exception) -> str:
    return f"The editor “{editor}” can't be started ({error}). Set $EDITOR, or `editor:`."
