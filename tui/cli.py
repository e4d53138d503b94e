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

    from models.document import Document
    from models.loading.cache import Cache
    from models.settings import Configured
    from tui.app import CopydeskApp

_UNWRITABLE = (EDQUOT, EFBIG, EIO, ENOSPC)

EXAMPLES = """\
examples:
  copydesk                                  the desk, on the article that ships
  copydesk report.yaml                      the desk, on your own
  copydesk report.yaml --as ann             the same, as the reviewer ann
  copydesk --plain report.yaml              the same line by line, for a screen reader
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
        from tui.console import FAILED, say

        _forget_output()
        say(f"copydesk: standard output can't be written: {error.strerror}.")
        return FAILED
    except KeyboardInterrupt:
        return 128 + 2
    return status


def _run(words: list[str]) -> int:
    if words in (["--version"], ["-V"]):  # answered at once: nothing is to be parsed
        print(f"copydesk {__version__}")
        return 0
    from tui.subcommands import COMMANDS

    gc.disable()  # nothing made until the first frame is garbage; the app turns it on again
    if words and words[0] in COMMANDS:
        return _subcommand(words[0], words[1:])
    if len(words) < 2 and not any(word.startswith("-") for word in words):
        return _desk(*words)  # nothing is to be parsed here either, and the parser takes its time
    options = _desk_parser(COMMANDS).parse_args(words)
    return _desk(options.file, options.config, options.reviewer, plain=options.plain)


def _subcommand(name: str, words: list[str]) -> int:
    import argparse
    from importlib import import_module

    from tui.arguments import Parser

    command = import_module(f"tui.subcommands.{name}")
    parser = Parser(
        prog=f"copydesk {name}",
        description=command.HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    status: int = command.run(parser.parse_args(words))
    return status


def _desk_parser(commands: dict[str, str]) -> argparse.ArgumentParser:
    import argparse

    from models.settings import user_file
    from models.shipped import bundled
    from tui import console
    from tui.arguments import Parser

    listed = "".join(f"  {name:<12}{words}\n" for name, words in commands.items())
    examples = EXAMPLES.format(user_file=user_file(), defaults=bundled("config.yaml").resolve())
    parser = Parser(
        prog="copydesk",
        description="A keyboard desk for reviewing annotated news articles in a terminal.",
        usage="copydesk [FILE] [--as NAME] [--plain] [--config FILE]\n       copydesk COMMAND ...",
        epilog=f"commands (copydesk COMMAND --help says more):\n{listed}\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    version = f"copydesk {__version__}"
    parser.add_argument("-V", "--version", action="version", version=version)
    parser.add_argument(
        "--as",
        dest="reviewer",
        metavar="NAME",
        default="",
        help="who reviews (default: the setting `reviewer`, or the login name)",
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="say each move as a line instead of drawing: for screen readers, and any terminal",
    )
    console.add_file(parser)
    console.add_config(parser)
    return parser


def _desk(
    file: str | None = None, config: str | None = None, reviewer: str = "", *, plain: bool = False
) -> int:
    from tui import console

    configured = console.configured(config)
    from tui.browser import in_browser
    from tui.terminal import why_no_keys, why_no_screen

    reason = None if in_browser() else why_no_keys() if plain else why_no_screen()
    cache = _cache() if configured.settings.cache else None
    document = console.opened(file, own=not reason, cache=cache)
    if document is None:
        return console.FAILED
    if reason:
        from tui.subcommands.show import show

        console.say(f"copydesk: {reason} Showing the article as plain text instead.")
        return show(document)
    try:
        return _open_desk(document, configured, reviewer, cache, plain=plain)
    except Exception as error:
        from tui import faults, outside

        console.say(f"copydesk: {outside.last_words(error)}")
        return faults.BROKEN


def _open_desk(
    document: Document,
    configured: Configured,
    reviewer: str,
    cache: Cache | None,
    *,
    plain: bool = False,
) -> int:
    import os
    from contextlib import nullcontext

    from models.review.lock import login
    from models.review.review import Review
    from tui.browser import in_browser
    from tui.commands import keymap
    from tui.console import say
    from tui.styles.themes import ANSI
    from tui.terminal import (
        at_terminal,
        exit_status,
        has_colors,
        shows_what_it_does_not_know,
        symbols_for_terminal,
    )

    settings = configured.settings
    if plain or (shows_what_it_does_not_know() and not in_browser()):
        from msgspec.structs import replace

        settings = replace(
            settings, copy="file", mouse=False
        )  # there is no clipboard, and no mouse
    if not has_colors():
        os.environ["NO_COLOR"] = "1"  # Textual and the editor look there
    keys = keymap(settings.panes, settings.keys, configured.key_places)
    mistakes = [problem.say() for problem in configured.problems]
    mistakes += [problem.say(name) for name, problem in keys.problems]
    theme = settings.theme
    if theme == "auto":
        few_colours = "NO_COLOR" in os.environ or os.environ.get("TERM", "") in ("linux", "screen")
        theme = "ansi" if few_colours else "dark"
    symbols = symbols_for_terminal() if settings.symbols == "auto" else settings.symbols
    review = Review.open(document.path, reviewer or settings.reviewer or login())
    app = _app_class(plain)(
        document,
        settings,
        keys,
        theme=ANSI if theme == "ansi" or "NO_COLOR" in os.environ else f"copydesk-{theme}",
        symbols=symbols,
        review=review,
        message=mistakes[0] if mistakes else "",
        cache=cache,
    )
    with nullcontext() if in_browser() else at_terminal((0,) if plain else (0, 2)):
        app.run(mouse=settings.mouse)
    if app.mending.fatal is not None:
        raise app.mending.fatal
    for mistake in mistakes:
        say(f"copydesk: {mistake}")
    if waiting := len(app.desk.state.corrections.pending):
        kept = "1 corrected record is" if waiting == 1 else f"{waiting} corrected records are"
        say(f"copydesk: {kept} kept in the review, and not yet in {document.name}.")
    return exit_status(app)


def _app_class(plain: bool) -> type[CopydeskApp]:
    if plain:
        from tui.plain.app import PlainApp

        return PlainApp
    from tui.app import CopydeskApp

    return CopydeskApp


def _cache() -> Cache:
    from models.loading.cache import Cache

    return Cache()


def _forget_output() -> None:
    """Keeps Python from complaining about the closed pipe once more at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
