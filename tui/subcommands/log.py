"""`copydesk log`: who did what and when, one act a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import console

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from models.document import Document
    from models.review.history import Event

HELP = """\
Print who decided, commented and corrected what, and when, oldest first.

One act a line: when (UTC), who, what, the record and what it is called, and
what was said or changed. What was decided about many records at once is one
line. Several options together ask for the acts that fit all of them. --json
prints every act by itself, with all that it says."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from typing import get_args

    from models.article import RecordType
    from models.review.acts import ActName

    console.add_file(parser, input_too=False)
    parser.add_argument("--by", metavar="NAME", default="", help="one reviewer's acts only")
    parser.add_argument(
        "--since", metavar="TIME", type=_start, help="from a date (2024-01-29) or time on"
    )
    parser.add_argument(
        "--until", metavar="TIME", type=_end, help="up to a date and that day, or up to a time"
    )
    names = get_args(ActName)
    parser.add_argument(
        "--act",
        choices=names,
        metavar="ACT",
        default="",
        help=f"one kind of act only: {', '.join(names)}",
    )
    parser.add_argument(
        "--record", metavar="ID", default="", help="acts that touch one record, by its id"
    )
    parser.add_argument(
        "--kind",
        choices=(kinds := get_args(RecordType)),
        metavar="KIND",
        default="",
        help=f"acts that touch records of a kind: {', '.join(kinds)}",
    )
    parser.add_argument(
        "--json", action="store_true", help="print the acts as JSON Lines, as journals have them"
    )


def _start(typed: str) -> datetime:
    return _moment(typed, end=False)


def _end(typed: str) -> datetime:
    return _moment(typed, end=True)


def _moment(typed: str, *, end: bool) -> datetime:
    from argparse import ArgumentTypeError

    from models.review.history import moment

    try:
        return moment(typed, end=end)
    except (ValueError, OverflowError):
        words = f"“{typed}” is no date or time. Write 2024-01-29 or 2024-01-29T18:30."
        raise ArgumentTypeError(words) from None


def run(options: argparse.Namespace) -> int:
    from models.review.history import Wanted, history

    reviewed = console.reviewed(options.file)
    if reviewed is None:
        return console.FAILED
    document, ledgers = reviewed
    wanted = Wanted(
        options.by, options.act, options.record, options.kind, options.since, options.until
    )
    events = history(document, ledgers, wanted)
    if not ledgers:
        console.say(f"Nobody has reviewed {document.name} yet.")
    elif not events:
        console.say("No act fits.")
    if options.json:
        import msgspec

        for event in events:
            console.print_json(msgspec.to_builtins(event.act), indent=None)
    else:
        console.print_lines(as_text(events, document))
        if events:
            console.say("Times are UTC.")
    return 0


def as_text(events: Sequence[Event], document: Document) -> Iterator[str]:
    """The columns of the log: time (UTC), reviewer, act, records and what they are called, what was
    said."""
    from models.review.telling import lines

    told = lines(events, document)
    people = max((len(line.by) for line in told), default=0)
    names = max((len(line.act) for line in told), default=0)
    for line in told:
        when = f"{line.at[:10]} {line.at[11:16]}"
        cells = [f"{when} {line.by:<{people}}", f"{line.act:<{names}}", line.what, line.said]
        yield "  ".join(cell for cell in cells if cell).rstrip()
