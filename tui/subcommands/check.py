"""`copydesk check`: what a machine can see to be wrong with articles."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

from tui import console

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Generator, Iterator, Sequence

    from models.checks.checking import Checked, Checker, Fix
    from models.checks.counting import Counts
    from models.checks.files import File
    from models.levels import Levels
    from tui.bar import Bar
    from tui.checked import Paper

HELP = """\
Check annotated articles by all rules, and say what is wrong, where, and what
would mend it. In a folder every annotated article is checked, in all folders
below it; other YAML, and what is hidden, is passed over.

docs/checks.md tells each rule. One problem is none with a comment in the file
(# copydesk: ignore W306); the setting `checks` says how grave problems are.

Exit status: 0 if nothing of the gravity of --fail-on or above was found, 1 if
something was, 2 if a file could not be opened, 70 if the program itself
failed over one."""

FORMATS = ("human", "concise", "json", "sarif", "github", "junit")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    words = "annotated article, - for standard input, or a folder of articles"
    parser.add_argument(
        "names",
        nargs="*",
        metavar="FILE|DIR",
        help=f"{words} (default: the one that ships, or your copy of it)",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        metavar="FORMAT",
        default="human",
        help=f"{', '.join(FORMATS)} (default: human)",
    )
    for name, what in (("select", "only"), ("ignore", "all but")):
        parser.add_argument(
            f"--{name}",
            metavar="CODES",
            action="append",
            default=[],
            help=f"{what} problems with these codes, or whose codes begin so: W306,E3 (may be repeated)",
        )
    mending = parser.add_mutually_exclusive_group()
    mending.add_argument(
        "--fix", action="store_true", help="mend in the files what can be mended safely"
    )
    mending.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and nothing else"
    )
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "information", "never"),
        metavar="GRAVITY",
        default="warning",
        help="error, warning, information or never: from which on exit status 1 says so (default: warning)",
    )
    parser.add_argument(
        "--articles-only",
        action="store_true",
        help="pass over files that are no annotated articles, also where they are named",
    )
    parser.add_argument(
        "-j",
        "--jobs",
        metavar="N",
        type=int,
        default=0,
        help="how many files are checked at once (default: one for each processor)",
    )
    console.add_config(parser)


def run(options: argparse.Namespace) -> int:
    from models.checks.checking import Checker
    from models.checks.files import INPUT, files

    levels = _levels(options)
    if levels is None:
        return console.FAILED
    names = options.names or [str(console.path_of(None))]
    if options.fix and INPUT in names:
        console.say(
            "copydesk: standard input can't be mended in place. Use --diff, or name a file."
        )
        return console.FAILED
    if INPUT in names and sys.stdin and sys.stdin.isatty():
        console.say("copydesk: reading standard input; ctrl+d ends it.")
    fix: Fix = "write" if options.fix else "show" if options.diff else ""
    checker = Checker(levels, fix, options.articles_only)
    counts = _told(checker, [*files(names)], options)
    if not counts.files:
        console.say("copydesk: there is no annotated article to check here.")
    if options.diff and not counts.status("never"):
        return min(1, counts.fixed) if options.fail_on != "never" else 0
    return counts.status(options.fail_on)


def _levels(options: argparse.Namespace) -> Levels | None:
    """How grave problems are, by the settings and the command; None, which is said, if a code is off."""
    from models.checks.choosing import chosen, unknown

    lists = [
        [code.strip() for each in given for code in each.split(",") if code.strip()]
        for given in (options.select, options.ignore)
    ]
    for name, codes in zip(("--select", "--ignore"), lists, strict=True):
        for why in filter(None, map(unknown, codes)):
            console.say(f"copydesk: {name}: {why}")
            return None
    return chosen(console.configured(options.config).settings.checks, *lists)


def _told(checker: Checker, files: Sequence[File], options: argparse.Namespace) -> Counts:
    """Checks files, tells what comes of it, and counts."""
    from models.checks.counting import Counts
    from tui import checked
    from tui.bar import Bar

    counts, bar = Counts(), Bar("checking", len(files))

    def results() -> Iterator[Checked]:
        with closing(_looked(checker, files, options.jobs, bar)) as found:
            for number, each in enumerate(found, 1):
                if counts.add(each):
                    if each.told or each.fixed or each.crash:  # it will be written about
                        bar.clear()
                    yield each
                    for line in checked.failures(each):
                        console.say(f"copydesk: {line}")
                bar.at(number)
        bar.clear()

    paper = checked.Paper.of_output()
    if options.diff:
        _print(results(), checked.diff, paper)
    elif options.format in ("human", "concise"):
        _print(results(), checked.full if options.format == "human" else checked.concise, paper)
    else:
        _for_programs(results(), options)
    if sys.stdout:
        sys.stdout.flush()
    if counts.files:
        console.say(checked.shown_mends(counts) if options.diff else checked.summary(counts))
    return counts


def _looked(checker: Checker, files: Sequence[File], jobs: int, bar: Bar) -> Generator[Checked]:
    """Each file checked, in their order, several at once."""
    from models.checks import many
    from models.checks.checking import Checked

    def lost(file: File) -> Checked:
        return Checked(file.name, opened=False, crash="its process died")

    if len(files) == 1:  # it may be large
        yield checker.look(files[0], bar.at)
        return
    yield from many.each(checker.look, files, jobs or many.cores(), lost)


def _print(
    results: Iterator[Checked], say: Callable[[Checked, Paper], Iterator[str]], paper: Paper
) -> None:
    """Prints what came of each file as soon as it is known."""
    from tui.checked import fixed

    console.escape_unprintable()
    for each in results:
        lines = [*say(each, paper)]
        if not each.diff:
            lines = [*fixed(each, paper), *lines]
        if lines:
            print("\n".join(lines))


def _for_programs(results: Iterator[Checked], options: argparse.Namespace) -> None:
    if options.format == "json":
        from models.checks.formats.json import as_json

        console.print_json(as_json(results))
    elif options.format == "sarif":
        from models.checks.formats.sarif import sarif
        from tui import __version__

        console.print_json(sarif(results, __version__))
    elif options.format == "github":
        from models.checks.formats.github import github

        console.escape_unprintable()
        for line in github(results):
            print(line)
    else:
        from models.checks.counting import fatal
        from models.checks.formats.junit import junit

        console.escape_unprintable("xmlcharrefreplace")
        for line in junit(results, fatal(options.fail_on)):
            print(line)
