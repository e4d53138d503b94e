"""`copydesk show`: the panes as plain text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.overviews import BY_NAME, View
from tui import console

if TYPE_CHECKING:
    import argparse

    from models.document import Document
    from models.settings import Settings

HELP = """\
Print an annotated article, what it says and how that was decided, pane by pane, without a screen.
What is wrong with the file is told on standard error."""
_CLOSEST = 30
PANES = ("actors", "timeline", "quotes", "context", "article", "all")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--pane",
        choices=PANES,
        metavar="PANE",
        default="all",
        help=f"which pane to print: {', '.join(PANES)} (default: all)",
    )
    what.add_argument(
        "--view",
        choices=[*BY_NAME],
        metavar="VIEW",
        help=f"print a view in place of panes: {', '.join(BY_NAME)}",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, for a program")
    parser.add_argument(
        "--svg",
        metavar="OUT",
        help="write the view as a drawing into the file OUT (- for standard output)",
    )
    parser.add_argument(
        "--size",
        type=_size,
        metavar="WxH",
        default=(120, 40),
        help="how many cells wide and high the drawing is (default: 120x40)",
    )
    parser.add_argument(
        "--closer",
        type=int,
        choices=range(_CLOSEST + 1),
        metavar="N",
        default=0,
        help=f"zoom in by so many steps, up to {_CLOSEST}",
    )
    parser.add_argument(
        "--record", metavar="ID", default="", help="which record is selected in the drawing"
    )
    console.add_file(parser)
    console.add_config(parser)


def run(options: argparse.Namespace) -> int:
    settings = console.configured(options.config).settings
    if options.svg and not options.view:
        console.say("copydesk: --svg draws a view: say which with --view.")
        return console.FAILED
    document = console.opened(options.file)
    if document is None:
        return console.FAILED
    if options.view:
        view = BY_NAME[options.view]
        if options.svg:
            return _draw(view, document, options, settings)
        return show_view(document, view, as_json=options.json)
    return show(document, options.pane, as_json=options.json)


def _size(text: str) -> tuple[int, int]:
    """A size as it is typed. Raises ArgumentTypeError for what is none, or can't be drawn."""
    import argparse

    width, _, height = text.partition("x")
    if not text.isascii() or not (
        width.isdecimal() and height.isdecimal() and len(text) < _LONGEST
    ):
        raise argparse.ArgumentTypeError("write it as 120x40")
    size = int(width), int(height)
    if not (_LEAST[0] <= size[0] <= _MOST[0] and _LEAST[1] <= size[1] <= _MOST[1]):
        least, most = ("x".join(map(str, each)) for each in (_LEAST, _MOST))
        raise argparse.ArgumentTypeError(f"it can be from {least} to {most}")
    return size


_LEAST, _MOST, _LONGEST = (24, 6), (1000, 2000), 12


def _draw(view: View, document: Document, options: argparse.Namespace, settings: Settings) -> int:
    """Writes a view as SVG."""
    from textual.geometry import Size

    from tui.picture import Drawn, picture
    from tui.terminal import symbols_for_terminal

    if options.record and options.record not in document.records:
        console.say(f"copydesk: there is no record “{options.record}” in {document.name}.")
        return console.FAILED
    theme = "light" if settings.theme == "light" else "dark"
    symbols = symbols_for_terminal() if settings.symbols == "auto" else settings.symbols
    how = Drawn(Size(*options.size), theme, symbols, options.record, options.closer)
    drawing = picture(view, document, how).encode()
    return 0 if console.written(options.svg, drawing) else console.FAILED


def show_view(document: Document, view: View, *, as_json: bool = False) -> int:
    """Prints a view; the document's problems go to standard error."""
    from tui import written

    if as_json:
        console.print_json(written.as_data(view, document))
    else:
        console.print_lines(written.as_text(view, document))
    for problem in document.problems:
        console.say(problem.say(document.name))
    return 0


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
