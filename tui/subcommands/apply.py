"""`copydesk apply`: the article as it was reviewed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui import console

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from models.document import Document
    from models.review.applying import Applied, Loss
    from models.review.combining import Clash
    from models.review.ledger import Ledger

HELP = """\
Print or write the article as it was reviewed: with the records that were
accepted or corrected. Left out is what was rejected or flagged, what
reviewers dispute, and what nobody has decided as it reads now; links to it go
too. With --tags all records stay, and each has a tag that tells how it
stands, such as review/accepted; only then may OUT be FILE itself.

Corrections that are not saved yet are put in. Where reviewers want a field
differently, or the file has changed since, nobody has accepted what it says:
the record is left out (with --tags it stays as the file has it). That is
told, and the exit status is 1. With status 2 nothing was written."""

_DEPENDENT = "dependent"  # kept by itself, but it says nothing without what is left out

SHOWN = 6
"""Records left out that are told by name when others named them."""

CLASHES = 1
"""The exit status when corrections could not all be put in."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    console.add_file(parser, input_too=False)
    parser.add_argument(
        "-o", "--output", metavar="OUT", default="-", help="where to write it (default: print it)"
    )
    parser.add_argument(
        "--by",
        metavar="NAME",
        action="append",
        help="only what this reviewer did (may be repeated)",
    )
    parser.add_argument(
        "--tags", action="store_true", help="keep all records and tell how they stand in their tags"
    )
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="list each record that loses a link to what is left out",
    )


def run(options: argparse.Namespace) -> int:
    from models.review.applying import applied, tagged
    from models.review.keeping import SavingError, draft

    reviewed = console.reviewed(options.file)
    if reviewed is None:
        return console.FAILED
    document, ledgers = reviewed
    unfit = _unfit(document, ledgers, options.by)
    if not unfit and not options.tags and _is_itself(options.output, document):
        unfit = (
            f"{options.output} is the article itself: what was not accepted would be lost."
            " Name another file."
        )
    if unfit:
        console.say(f"copydesk: {unfit}")
        return console.FAILED
    chosen = {name: ledgers[name] for name in options.by or ledgers}
    found = (tagged if options.tags else applied)(document, chosen)
    try:
        text = draft(document, found.revisions).new
    except SavingError as error:
        console.say(f"copydesk: nothing was written. {error}")
        return console.FAILED
    if not console.written(options.output, text):
        return console.FAILED
    for line in (*_told(found, verbose=options.verbose), *_text_beside(options.output, document)):
        console.say(line)
    console.say(_summary(found, tags=options.tags))
    return CLASHES if found.clashes or found.troubles else 0


def _unfit(document: Document, ledgers: dict[str, Ledger], by: list[str] | None) -> str:
    """Why there is nothing to apply, in whole sentences."""
    if not ledgers:
        return f"Nobody has reviewed {document.name} yet."
    if missing := [name for name in by or () if name not in ledgers]:
        return f"{missing[0]} has not reviewed {document.name}. Who has: {', '.join(ledgers)}."
    return ""


def _is_itself(output: str, document: Document) -> bool:
    from pathlib import Path

    path = document.path
    if output == "-" or path is None:
        return False
    try:
        return Path(output).samefile(path)
    except (OSError, ValueError):
        return False  # it is not there yet, or writing it will say what is wrong


# What is told


def _told(found: Applied, *, verbose: bool) -> Iterator[str]:
    yield from found.troubles
    yield from map(_clash, found.clashes)
    yield from map(_loss, found.losses) if verbose else _causes(found)


def _summary(found: Applied, *, tags: bool) -> str:
    """`Kept: 31 accepted, 2 corrected. Left out: 3 rejected, 1 undecided.`"""
    from models.review.applying import KEPT, LEFT_OUT

    counts = Counter(_standings(found).values())
    kept, left_out = (
        ", ".join(f"{counts[each]} {each}" for each in group if counts[each])
        for group in (KEPT, (*LEFT_OUT, _DEPENDENT))
    )
    if tags:
        return f"{', '.join(filter(None, (kept, left_out)))}."
    return f"Kept: {kept or 'nothing'}. Left out: {left_out or 'nothing'}."


def _standings(found: Applied) -> dict[str, str]:
    """How each record comes out, by id."""
    gone = {loss.record: _DEPENDENT for loss in found.losses if loss.gone}
    return {**found.standings, **gone}


def _text_beside(output: str, document: Document) -> Iterator[str]:
    """What to do about a text in a file of its own: it is looked for beside the article."""
    from pathlib import Path

    text = document.article.file
    if not text or output == "-" or document.path is None:
        return
    if Path(output).resolve().parent != document.path.resolve().parent:
        yield f"The text is not in {output}, which names {text}: copy that file beside it as well."


def _causes(found: Applied) -> Iterator[str]:
    """What leaving records out does to others, a line for each of the first."""
    from models.review.applying import causes

    told, standings = causes(found.losses), _standings(found)
    for cause in told[:SHOWN]:
        named, gone = len(cause.named_by), len(cause.gone)
        parts = []
        if named:
            parts.append(f"{named} record{' names' if named == 1 else 's name'} it no more")
        if gone:
            noun, goes = ("note or link", "goes") if gone == 1 else ("notes or links", "go")
            parts.append(f"{gone} {noun} that can't stand without it {goes} too")
        yield f"{cause.record} is left out ({standings[cause.record]}): {'; '.join(parts)}."
    if len(told) > SHOWN:
        yield f"{len(told) - SHOWN} more that are left out were named by others."
    if told:
        yield "-v lists every record that loses a link."


def _clash(clash: Clash) -> str:
    from models.review.telling import in_words

    where = f"{clash.record}, {clash.field}" if clash.field else clash.record
    if not clash.field:
        words = ", ".join(
            f"{name} {'takes it out' if wanted is None else 'keeps it'}"
            for name, wanted in clash.wanted
        )
        there = "It is in the file." if clash.file else "It is gone from the file."
        return f"{where}: {words}. {there}"
    words = ", ".join(f"{name} wants {in_words(wanted)}" for name, wanted in clash.wanted)
    return f"{where}: {words}. The file has: {in_words(clash.file)}."


def _loss(loss: Loss) -> str:
    names = ", ".join(f"{id_} ({field})" for field, id_ in loss.names)
    if loss.gone:
        return f"{loss.record} is left out with what it names: {names}."
    return f"{loss.record} no longer names what is left out: {names}."
