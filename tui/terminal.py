"""Everything between the program and the terminal it is shown on; imports nothing heavy.

Textual takes its keys from fd 0, writes its pictures to fd 2, asks fd 1 for the size, and leaves
the terminal as it is when a signal ends it. The functions here make up for that.
"""

from __future__ import annotations

import codecs
import locale
import os
import select
import signal
import sys
import time
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import FrameType

    from textual.app import App

TTY = "/dev/tty"
GRACE = 5.0  # seconds an orderly exit may take once a signal came or the terminal went
_ENDING = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT)
_TOUCHED = (*_ENDING, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)


def is_dumb() -> bool:
    """Whether the terminal knows no sequences at all, as far as is told."""
    return os.environ.get("TERM", "") in ("", "dumb", "unknown")


def why_no_screen() -> str | None:
    """Say in one sentence why a full-screen desk cannot be shown here, or None if it can.

    Guards against escape sequences in files, pipes, `ssh host copydesk` without `-t` and TERM=dumb,
    and against a desk nobody can type to. Redirected input and stderr are left to `at_terminal`.
    """
    if sys.__stdin__ is None or sys.__stdout__ is None or sys.__stderr__ is None:
        return "Standard input, output or error is closed."
    if not os.isatty(1):
        return "Standard output is not a terminal."
    if is_dumb():
        term = os.environ.get("TERM", "")
        return (
            f"A terminal of this kind cannot place text on its screen (TERM={term!r});"
            " `copydesk --plain` needs no screen."
        )
    if not (os.isatty(0) and os.isatty(2)):
        return _why_not_opened("keys and pictures")
    return None


def why_no_keys() -> str | None:
    """Say in one sentence why a desk without a screen cannot be used here, or None if it can: it needs
    keys, and somewhere to write to, which may be a file."""
    if sys.__stdin__ is None or sys.__stdout__ is None:
        return "Standard input or output is closed."
    return None if os.isatty(0) else _why_not_opened("keys")


def _why_not_opened(wanted: str) -> str | None:
    try:
        os.close(os.open(TTY, os.O_RDWR))
    except OSError as error:
        return f"The terminal cannot be opened for {wanted} ({TTY}: {error.strerror})."
    return None


@contextmanager
def at_terminal(ours: Sequence[int] = (0, 2)) -> Iterator[None]:
    """Give fd 0 and fd 2 to the terminal while the desk is open; put everything back afterwards.

    Guards against `echo x | copydesk FILE` and `</dev/null` (no keys, or a spinning core), against
    `2>file` (no picture), against a locale whose encoding cannot hold the text, and against
    Textual's signal handlers outliving it: one would take the screen again on a later Ctrl+Z and
    `fg`. Words for stderr after the block go where the user sent them, in the locale's encoding.
    """
    handlers = [(number, signal.getsignal(number)) for number in _TOUCHED]
    encoding = sys.__stderr__.encoding if sys.__stderr__ else "utf-8"
    kept: dict[int, int] = {}
    try:
        _encode_stderr("utf-8")
        for fd in ours:
            if not os.isatty(fd):
                terminal = os.open(TTY, os.O_RDWR)
                kept[fd] = os.dup(fd)
                os.dup2(terminal, fd)
                os.close(terminal)
        yield
    finally:
        signal.set_wakeup_fd(-1)
        _encode_stderr(encoding)
        for fd, original in kept.items():
            os.dup2(original, fd)
            os.close(original)
        for number, handler in handlers:
            signal.signal(number, handler or signal.SIG_DFL)


def _encode_stderr(encoding: str) -> None:
    stream: Any = sys.__stderr__
    with suppress(OSError):
        stream.flush()
        if codecs.lookup(stream.encoding).name != codecs.lookup(encoding).name:
            stream.reconfigure(encoding=encoding, errors=stream.errors)


def symbols_for_terminal(env: Mapping[str, str] | None = None) -> Literal["unicode", "ascii"]:
    """Choose the symbols that this terminal and locale can show.

    Guards against question marks and boxes in a C locale and on the Linux console. Only what the
    user set counts: Python itself puts LC_CTYPE=C.UTF-8 into the environment of a C locale.
    """
    env = _environment_of_user() if env is None else env
    if shows_what_it_does_not_know(env):
        return "ascii"
    name = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "C"
    if name in ("C", "POSIX"):
        return "ascii"
    _, dot, charset = name.partition("@")[0].rpartition(".")
    if not dot and "utf" not in charset.lower():  # `hi_IN` leaves it to the system, `UTF-8` not
        charset = locale.nl_langinfo(locale.CODESET)
    return "unicode" if charset.lower().replace("-", "") == "utf8" else "ascii"


def shows_what_it_does_not_know(env: Mapping[str, str] = os.environ) -> bool:
    """Whether a terminal may show letters of a sequence that is newer than itself. The Linux console did
    until 2018: of `ESC [ > 1 u` it showed `1u`."""
    term = env.get("TERM") or "dumb"
    return term in ("linux", "ansi", "dumb", "unknown") or term.startswith(("vt", "cons"))


def has_colors(env: Mapping[str, str] = os.environ) -> bool:
    """Whether there are colours, and they are wanted (https://no-color.org). The VT100 had none."""
    term = env.get("TERM", "")
    return (
        "NO_COLOR" not in env and not term.startswith("vt") and not term.endswith(("-m", "-mono"))
    )


def undoes_attributes(env: Mapping[str, str] = os.environ) -> bool:
    """Whether single attributes can be taken back (SGR 22 to 27). Before the VT220 only all could."""
    return not env.get("TERM", "").startswith("vt1")


def erases_in_color(env: Mapping[str, str] = os.environ) -> bool:
    """Whether erasing (ECH) surely leaves the present background colour (`bce` in terminfo). GNU screen
    and the VT100 leave their own; terminfo, which would tell, is not everywhere."""
    return env.get("TERM", "").startswith(("xterm", "linux", "alacritty", "foot", "rxvt-unicode"))


def _environment_of_user() -> Mapping[str, str]:
    try:
        start = Path("/proc/self/environ").read_bytes().split(b"\0")
    except OSError:
        return os.environ
    typed = [os.fsdecode(entry[9:]) for entry in start if entry.startswith(b"LC_CTYPE=")]
    return {**os.environ, "LC_CTYPE": "".join(typed)}


def watch_signals(app: App[Any]) -> None:
    """Leave in good order on SIGHUP, SIGTERM, SIGQUIT or a lost terminal; come back after Ctrl+Z.

    To be called on mount, inside `at_terminal`. Guards against a terminal left on the alternate
    screen with the mouse on; an exit status that hides the signal (it is 128 + its number); under
    nohup, threads spinning on a terminal that is gone; waiting for ever to write the last words to
    a terminal that is gone or stalled; a blank screen after `fg` (textual #6298); and a second set
    of Textual's threads when SIGCONT comes without a Ctrl+Z, as it does with every hang-up.

    Signals only write to a pipe. One thread waits for that and for the terminal's end, by no clock:
    this works even while the event loop, where asyncio's own handlers run, is stuck.
    """
    if app.is_headless:
        return
    from asyncio import get_running_loop  # 50 ms to import, unless Textual has done it

    loop = get_running_loop()
    app.app_resume_signal.subscribe(app, lambda _: app.refresh(layout=True))
    (heard, tell), terminal, nowhere = os.pipe(), os.dup(0), os.open(os.devnull, os.O_RDWR)
    os.set_blocking(tell, False)
    ours = [fd for fd in (0, 1, 2) if os.isatty(fd)]
    stops, continues = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    stopped = leaving = False

    def on_ending(_number: int, _frame: FrameType | None) -> None:
        nonlocal leaving
        leaving = True

    def on_stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        if callable(stops):
            stops(number, frame)

    def on_continue(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        if stopped and callable(continues):
            stopped = False
            continues(number, frame)
        elif not leaving and os.isatty(0):  # after a SIGSTOP the shell has had the terminal
            loop.call_soon_threadsafe(app.call_later, take_terminal_again)

    def take_terminal_again() -> None:
        with app.suspend():
            pass

    def wait_for_end() -> None:
        poll, number = select.poll(), 0
        poll.register(heard, select.POLLIN)
        poll.register(terminal, 0)  # a hang-up is reported even if nothing is asked for
        while number not in _ENDING:
            events = dict(poll.poll())
            number = os.read(heard, 1)[0] if heard in events else signal.SIGHUP
            if loop.is_closed():
                return  # the desk has already been left
            if terminal in events:
                for fd in ours:  # no write can fail or block there from now on
                    os.dup2(nowhere, fd)
            act = partial(app.exit, return_code=128 + number) if number in _ENDING else int
            with suppress(RuntimeError):  # the loop was closed just now
                loop.call_soon_threadsafe(act)  # anything wakes the main thread for its handlers
        time.sleep(GRACE)
        os._exit(128 + number)

    signal.set_wakeup_fd(tell, warn_on_full_buffer=False)  # the system may pick another thread
    for number in _ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, on_ending)
    signal.signal(signal.SIGTSTP, on_stop)
    signal.signal(signal.SIGCONT, on_continue)
    Thread(target=wait_for_end, name="copydesk-terminal", daemon=True).start()


def exit_status(app: App[Any]) -> int:
    """Return the status the process should end with.

    Guards against a crash that looks like success: Textual's `run` returns as if nothing had been.
    """
    return 1 if app.return_code is None else app.return_code
