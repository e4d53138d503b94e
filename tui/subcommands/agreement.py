"""`copydesk agreement`: how far people agree, as a table or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tui import console

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from models.document import Document
    from models.review.agreement import Agreement, Overlap, Statistic
    from models.review.coders import Comparison
    from models.review.ledger import Ledger

HELP = """\
Say how far people agree.

By default these are the reviewers of each FILE, by the journals beside it: on
their decisions, and on what each record says, with their corrections. Files
without any journal that hold the same text are compared with each other, each
as one annotator's work; --files asks for that in any case.

Agreement is shown as observed, as Cohen's kappa (two people; the mean of all
pairs) and as Krippendorff's alpha (nominal, answers may be missing); of
mentions in the text as F1. Where a number would mean nothing there is a dash,
and why; where it rests on little there is a *. The units are records.
docs/reviewing-together.md says what each number is."""

_DASH = "–"
_FEW_MARK = "*"
_NUMBERS = 10  # columns that one takes
_AGREEMENT = ("units", "observed", "kappa", "alpha")
_OVERLAP = ("marked", "exact", "touching", "points")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="annotated article")
    parser.add_argument(
        "--files",
        action="store_true",
        dest="as_annotators",
        help="compare the FILEs with each other, not the reviewers of each",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="list also the fields and mentions that only one person has",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, for a program")


def run(options: argparse.Namespace) -> int:
    from models.review.agreement import MissingLibraryError

    files = dict.fromkeys(options.files)
    opened = [each for file in files if (each := console.reviewed(file))]
    if len(opened) < len(files):
        return console.FAILED
    documents = [document for document, _ in opened]
    reviews = [ledgers for _, ledgers in opened]
    as_annotators = options.as_annotators or (not any(reviews) and len(documents) > 1)
    unfit = _unfit(documents, reviews, as_annotators)
    if unfit:
        console.say(f"copydesk: {unfit}")
        return console.FAILED
    for document in documents:
        if faults := sum(problem.severity == "error" for problem in document.problems):
            console.say(
                f"copydesk: {document.name} has errors ({faults}), so some of it does not count."
                " `copydesk show` lists them."
            )
    try:
        found = _compared(documents, reviews, as_annotators)
    except MissingLibraryError as error:
        console.say(f"copydesk: {error}")
        return console.FAILED
    if options.json:
        console.print_json(as_json(found, documents, as_annotators))
    else:
        console.print_lines(as_text(found, documents, as_annotators, everything=options.all))
    return 0


def _unfit(
    documents: Sequence[Document], reviews: Sequence[dict[str, Ledger]], as_annotators: bool
) -> str:
    """Why there is nothing to compare, in whole sentences."""
    if not as_annotators:
        return "" if any(reviews) else f"Nobody has reviewed {documents[0].name} yet."
    if len(documents) < 2:
        return "One file alone can't be compared. Name two or more."
    first, *others = documents
    for other in others:
        if other.text.string != first.text.string:
            return (
                f"{first.name} and {other.name} hold different texts, so they can't be compared."
                " Files are, when they annotate the same text; reviewers, when there are journals."
            )
    return ""


def _compared(
    documents: Sequence[Document], reviews: Sequence[dict[str, Ledger]], as_annotators: bool
) -> Comparison:
    from models.review.coders import files_compared, reviews_compared

    if as_annotators:
        return files_compared({document.name: document for document in documents})
    return reviews_compared(zip(documents, reviews, strict=True))


# As text


class _Row(NamedTuple):
    """A line of a table: what it is about, its numbers, how many units (or mentions) they rest on,
    whether these are few, and why a number is missing."""

    name: str
    numbers: Sequence[Statistic]
    units: int
    few: bool
    why: str


def as_text(
    found: Comparison,
    documents: Sequence[Document],
    as_annotators: bool,
    *,
    everything: bool = False,
) -> Iterator[str]:
    """The lines of the tables; rows of fields and mentions that rest on nothing only with
    `everything`."""
    from models.review.agreement import FEW

    yield from _heading(found, documents, as_annotators)
    decisions = [_answers(kind, each) for kind, each in found.decisions.items()]
    fields = [_answers(f"{kind} {name}", each) for (kind, name), each in found.fields.items()]
    mentions = [_marks(kind, each) for kind, each in found.mentions.items()]
    shown = [row for row in fields if row.units or everything]
    marked = [row for row in mentions if row.units or everything]
    yield from _table("decisions", _AGREEMENT, decisions)
    yield from _table("fields", _AGREEMENT, shown)
    yield from _about_fields(shown, len(fields) - len(shown), as_annotators)
    yield from _table("mentions (F1)", _OVERLAP, marked)
    if any(row.few for row in (*decisions, *shown, *marked)):
        yield ""
        yield f"{_FEW_MARK} fewer than {FEW} units or mentions: read with care."


def _heading(
    found: Comparison, documents: Sequence[Document], as_annotators: bool
) -> Iterator[str]:
    if as_annotators:
        yield "The same text as annotated in"
        for document in documents:
            yield f"  {document.name} ({len(document.records)} records)"
        shared = set.intersection(*(set(document.records) for document in documents))
        yield f"{len(shared)} records have the same id in all."
    else:
        yield f"Reviews of {', '.join(document.name for document in documents)}"
        yield f"by {', '.join(found.people)}"
    if found.stale:
        count = len(found.stale)
        one = "1 decision does not count: its record has changed since."
        yield (
            one
            if count == 1
            else f"{count} decisions do not count: their records have changed since."
        )
        whose: dict[tuple[str, str], list[str]] = {}
        for stale in found.stale:
            whose.setdefault((stale.reviewer, stale.file), []).append(stale.record)
        for (reviewer, file), records in whose.items():
            where = f" ({file})" if len(documents) > 1 else ""
            yield f"  {reviewer}{where}: {', '.join(records)}"


def _about_fields(shown: Sequence[_Row], left_out: int, as_annotators: bool) -> Iterator[str]:
    """What a field's units are, and how many fields have none."""
    both = (
        "that two or more files have" if as_annotators else "that two or more accepted or corrected"
    )
    one = (
        "that only one file has" if as_annotators else "that one person only accepted or corrected"
    )
    if shown:
        yield f"  A field's units are the records {both}."
    if left_out:
        fields = "1 more field is" if left_out == 1 else f"{left_out} more fields are"
        yield f"  {fields} of records {one}; --all lists them."


def _answers(name: str, each: Agreement) -> _Row:
    return _Row(name, (each.observed, each.kappa, each.alpha), each.units, each.few, _why(each))


def _marks(kind: str, each: Overlap) -> _Row:
    numbers = (each.exact, each.touching, each.points)
    return _Row(kind, numbers, each.mentions, each.few, each.exact.why)


def _table(title: str, columns: Sequence[str], rows: Sequence[_Row]) -> Iterator[str]:
    if not rows:
        return
    width = max(len(title), *(len(row.name) + 2 for row in rows))
    yield ""
    yield f"{title:<{width}}" + "".join(f"{column:>{_NUMBERS}}" for column in columns)
    for row in rows:
        cells = [f"{row.units}", *map(_number, row.numbers)]
        line = f"  {row.name:<{width - 2}}" + "".join(f"{cell:>{_NUMBERS}}" for cell in cells)
        few, why = f" {_FEW_MARK}" if row.few else "", f"  {row.why}" if row.why else ""
        yield f"{line}{few}{why}"


def _number(statistic: Statistic) -> str:
    return _DASH if statistic.value is None else f"{statistic.value:.2f}"


def _why(found: Agreement) -> str:
    """Why a number is missing, or what a mean is of."""
    if found.kappa.value is not None and found.kappa.why:
        return f"kappa {found.kappa.why}"
    return found.alpha.why or found.kappa.why


# As JSON


def as_json(
    found: Comparison, documents: Sequence[Document], as_annotators: bool
) -> dict[str, Any]:
    """The same for a program: every number in full or null with its `why`, and each pair's."""
    fields: dict[str, dict[str, Any]] = {}
    for (kind, field), each in found.fields.items():
        fields.setdefault(kind, {})[field] = _agreement(each)
    return {
        "copydesk": 1,
        "compared": "files" if as_annotators else "reviews",
        "files": [document.name for document in documents],
        "people": list(found.people),
        "decisions": {kind: _agreement(each) for kind, each in found.decisions.items()},
        "fields": fields,
        "mentions": {kind: _overlap(each) for kind, each in found.mentions.items()},
        "outdated": [stale._asdict() for stale in found.stale],
    }


def _agreement(each: Agreement) -> dict[str, Any]:
    return {
        "units": each.units,
        "observed": each.observed._asdict(),
        "kappa": each.kappa._asdict(),
        "alpha": each.alpha._asdict(),
        "pairs": [
            {**pair._asdict(), "people": list(pair.people), "kappa": pair.kappa._asdict()}
            for pair in each.pairs
        ],
    }


def _overlap(each: Overlap) -> dict[str, Any]:
    return {
        "mentions": each.mentions,
        "exact": each.exact._asdict(),
        "touching": each.touching._asdict(),
        "points": each.points._asdict(),
    }
