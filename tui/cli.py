"""The command line. Nothing is imported here that a plain answer does not need."""

from __future__ import annotations

import gc
import sys
from errno import EDQUOT, EFBIG, EIO, ENOSPC
from typing import TYPE_CHECKING

from tui import __version__

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from models.document import Document
    from models.loading import Loaded
    from models.settings import Configured

PANES = ("actors", "timeline", "quotes", "context", "article", "all")

FAILED = 2
"""The exit status when nothing could be opened, or the words of the command are off."""

_UNWRITABLE = (EDQUOT, EFBIG, EIO, ENOSPC)

EXAMPLES = """\
examples:
  copydesk                                  the desk, on the article that ships
  copydesk report.yaml                      the desk, on your own
  copydesk show report.yaml | less          the same as plain text
  copydesk show --pane timeline --json      one pane, for a program
  ssh -t server copydesk report.yaml        over SSH (-t gives it a terminal)
  cat report.yaml | copydesk -              from standard input
  copydesk keys                             every key and command

settings: {user_file}
defaults: {defaults} (each explained: copy what you want to change)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs `copydesk` and gives its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _run(words)
        if sys.stdout:  # it may have been closed
            sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return 128 + 13  # as if SIGPIPE had ended it
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        _forget_output()
        _say(f"copydesk: standard output can't be written: {error.strerror}.")
        return FAILED
    except KeyboardInterrupt:
        return 128 + 2
    return status


def _run(words: list[str]) -> int:
    if words in (["--version"], ["-V"]):  # answered at once: nothing is to be parsed
        print(f"copydesk {__version__}")
        return 0
    command = words[0] if words and words[0] in ("show", "keys") else "desk"
    options = _parser(command).parse_args(words[1:] if command != "desk" else words)
    gc.disable()  # nothing made until the first frame is garbage; the app turns it on again
    configured = _configured(options.config)
    if command == "keys":
        return _keys(configured)
    loaded = _load(options.file)
    if loaded.document is None:
        for problem in loaded.problems[:1]:
            _say(f"copydesk: {problem.say(_name(options.file))}")
        return FAILED
    if command == "show":
        return _show(loaded.document, options.pane, options.json)
    from tui.terminal import why_no_screen

    reason = why_no_screen()
    if reason:
        _say(f"copydesk: {reason} Showing the article as plain text instead.")
        return _show(loaded.document, "all", as_json=False)
    return _desk(loaded.document, configured)


def _parser(command: str) -> argparse.ArgumentParser:
    import argparse

    from models.settings import user_file
    from models.shipped import bundled

    formatter = argparse.RawDescriptionHelpFormatter
    if command == "keys":
        parser = argparse.ArgumentParser(
            prog="copydesk keys", description="Print every command, its keys and what it does."
        )
    elif command == "show":
        parser = argparse.ArgumentParser(
            prog="copydesk show", description="Print an annotated article without a screen."
        )
        parser.add_argument(
            "--pane", choices=PANES, default="all", help="which pane to print (default: all)"
        )
        parser.add_argument("--json", action="store_true", help="print JSON, for a program")
    else:
        parser = argparse.ArgumentParser(
            prog="copydesk",
            description="A keyboard desk for reviewing annotated news articles in a terminal.",
            usage="copydesk [FILE]\n       copydesk show [FILE] [--pane PANE] [--json]\n"
            "       copydesk keys",
            epilog=EXAMPLES.format(
                user_file=user_file(), defaults=bundled("config.yaml").resolve()
            ),
            formatter_class=formatter,
        )
        version = f"copydesk {__version__}"
        parser.add_argument("-V", "--version", action="version", version=version)
    if command != "keys":
        parser.add_argument(
            "file", nargs="?", metavar="FILE", help="annotated article, - for standard input"
        )
    parser.add_argument("--config", metavar="FILE", help="settings that stand above your own")
    return parser


def _configured(given: str | None) -> Configured:
    import os
    from pathlib import Path

    from models.settings import configure, user_file

    configured = configure(user_file(), Path(given) if given else None, os.environ)
    for problem in configured.problems:
        _say(f"copydesk: {problem.say()}")
    return configured


def _name(file: str | None) -> str:
    return "standard input" if file == "-" else str(_path(file))


def _path(file: str | None) -> Path:
    from pathlib import Path

    from models.shipped import first_article

    return Path(file) if file is not None else first_article()


def _load(file: str | None) -> Loaded:
    from models.loading import load

    if file == "-":
        return _load_input()
    path = _path(file)
    if not sys.stderr.isatty():
        return load(path)
    shown = 0

    def progress(share: float) -> None:
        nonlocal shown
        percent = int(share * 100)
        if percent >= shown + 2:
            shown = percent
            print(f"\rreading {path.name} {percent}%", end="", file=sys.stderr, flush=True)

    large = path.is_file() and path.stat().st_size > 256 << 10
    loaded = load(path, progress if large else None)
    if shown:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    return loaded


def _load_input() -> Loaded:
    from models.loading import Loaded, load_bytes
    from models.loading.source import MAX_BYTES
    from models.problems import Problem

    if not sys.stdin:
        return Loaded(None, (Problem("E001", "it is closed."),))
    if sys.stdin.isatty():
        _say("copydesk: reading standard input; ctrl+d ends it.")
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        return Loaded(None, (Problem("E001", f"it can't be read: {error.strerror}."),))
    return load_bytes(data, "standard input")


def _show(document: Document, pane: str, as_json: bool) -> int:
    from tui.show import as_text
    from tui.terminal import symbols_for_terminal

    panes = ["article", "actors", "timeline", "quotes", "context"] if pane == "all" else [pane]
    if as_json:
        from tui.show import as_json as to_json

        print(_as_json(to_json(document, panes)))
    else:
        ascii_only = symbols_for_terminal() == "ascii"
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="backslashreplace")
        for line in as_text(document, panes, ascii_only=ascii_only):
            print(line)
    for problem in document.problems:
        _say(problem.say(document.name))
    return 0


def _as_json(data: object) -> str:
    """JSON as readable as standard output can hold it. What would control a terminal or turn the
    direction of the text is escaped, which changes nothing for a program."""
    import codecs
    import json
    import re

    readable = codecs.lookup(getattr(sys.stdout, "encoding", "utf-8")).name == "utf-8"
    text = json.dumps(data, ensure_ascii=not readable, indent=2)
    acting = r"[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
    return re.sub(acting, lambda found: f"\\u{ord(found[0]):04x}", text)


def _keys(configured: Configured) -> int:
    from tui.commands import COMMANDS, keymap, shown

    keys = keymap(configured.settings.panes, configured.settings.keys, configured.key_places)
    for name, problem in keys.problems:
        _say(f"copydesk: {problem.say(name)}")
    for group in dict.fromkeys(command.group for command in COMMANDS):
        print(group)
        for command in COMMANDS:
            if command.group == group:
                bound = " ".join(map(shown, keys.keys[command.id]))
                print(f"  {bound:<16} {command.id:<15} {command.help}")
    return 0


def _desk(document: Document, configured: Configured) -> int:
    import os

    from tui.app import CopydeskApp
    from tui.commands import keymap
    from tui.styles.themes import ANSI
    from tui.terminal import at_terminal, exit_status, symbols_for_terminal

    settings = configured.settings
    keys = keymap(settings.panes, settings.keys, configured.key_places)
    mistakes = [problem.say() for problem in configured.problems]
    mistakes += [problem.say(name) for name, problem in keys.problems]
    theme = settings.theme
    if theme == "auto":
        few_colours = "NO_COLOR" in os.environ or os.environ.get("TERM", "") in ("linux", "screen")
        theme = "ansi" if few_colours else "dark"
    symbols = symbols_for_terminal() if settings.symbols == "auto" else settings.symbols
    app = CopydeskApp(
        document,
        settings,
        keys,
        theme=ANSI if theme == "ansi" or "NO_COLOR" in os.environ else f"copydesk-{theme}",
        symbols=symbols,
        reviewer=settings.reviewer or _login(),
        message=mistakes[0] if mistakes else "",
    )
    with at_terminal():
        app.run(mouse=settings.mouse)
    for mistake in mistakes:
        _say(f"copydesk: {mistake}")
    return exit_status(app)


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"


def _say(words: str) -> None:
    from models.text import visible

    print(visible(words), file=sys.stderr)


def _forget_output() -> None:
    """Keeps Python from complaining about the closed pipe once more at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
