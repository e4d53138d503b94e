"""`copydesk show`: the panes as plain text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import console

if TYPE_CHECKING:
    import argparse

    from models.document import Document

HELP = """\
Print an annotated article, what it says and how that was decided, pane by pane, without a screen.
What is wrong with the file is told on standard error."""
PANES = ("actors", "timeline", "quotes", "context", "article", "all")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pane",
        choices=PANES,
        metavar="PANE",
        default="all",
        help=f"which pane to print: {', '.join(PANES)} (default: all)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, for a program")
    console.add_file(parser)
    console.add_config(parser)


def run(options: argparse.Namespace) -> int:
    console.configured(options.config)  # tells what is wrong with the settings
    document = console.opened(options.file)
    if document is None:
        return console.FAILED
    return show(document, options.pane, as_json=options.json)


def show(document: Document, pane: str = "all", *, as_json: bool = False) -> int:
    """Prints one pane or all; the document's problems go to standard error."""
    from tui.show import as_json as to_json
    from tui.show import as_text

    panes = ["article", "actors", "timeline", "quotes", "context"] if pane == "all" else [pane]
    if as_json:
        console.print_json(to_json(document, panes))
    else:
        console.print_lines(as_text(document, panes, console.reviews_of(document)))
    for problem in document.problems:
        console.say(problem.say(document.name))
    return 0
