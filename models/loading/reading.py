"""Bytes to a document: what stands in them, and the problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from models.article import Article, Selector
from models.dangling import dangling_problems
from models.document import Document, Position
from models.links import LinkIndex
from models.loading import Loaded, mending, nodes, records
from models.loading.beside import read_beside
from models.loading.ignores import ignores
from models.loading.nodes import Progress
from models.loading.places import Places
from models.loading.records import Contents
from models.loading.source import decode_yaml
from models.loading.structs import Budget, TooMuchError, locate, misnamed
from models.passages import find_passages
from models.problems import MOST, Known, Problem, closest, in_order
from models.text import Text

_REPEATS = 4
_SPARE = 50_000
"""Aliases may blow a file up to `_REPEATS` times its weight and some to spare, no further."""


def load_bytes(
    data: bytes, name: str, path: Path | None = None, progress: Progress | None = None
) -> Loaded:
    """Reads an annotated article from UTF-8 bytes; `name` is what messages call it. Without a `path`
    (standard input) the article's text can't lie in another file."""
    source = decode_yaml(data)
    if source.text is None:
        return Loaded(None, tuple(source.problems))
    tree = nodes.parse(source.text, progress)
    problems = [*source.problems, *tree.problems]
    if tree.fatal:
        return Loaded(None, tuple(tree.problems))
    root = tree.root
    if not isinstance(root, nodes.Mapping) or not {"article", "copydesk"} & root.entries.keys():
        other = _no_article(root)
        return Loaded(None, tuple(tree.problems) if tree.cut else (other, *problems))
    try:
        contents = records.read(root, Budget(_REPEATS * tree.size + _SPARE), tree.doubled)
    except TooMuchError:
        message = "its aliases (*name) repeat so much that the file would not end."
        problem = Problem("E003", message, mend="Write out what they stand for.")
        return Loaded(None, (problem,))
    text, more = _text(contents, path)
    links = LinkIndex(contents.records)
    _name(contents, links)
    problems += [*contents.problems, *more]
    if tree.cut:  # what is named may stand behind the syntax error
        contents.broken |= {reference.target for _, reference in links.dangling(contents.records)}

    def where(record: str, steps: tuple[str | int, ...]) -> tuple[int, int]:
        node = locate(contents.nodes[record], steps)
        return node.line, node.column

    passages, found = find_passages(text, contents.records, where)
    found = [*_first(found, contents, text)]
    found += dangling_problems(links, contents.records, where, contents.broken, Known())
    if MOST in map(len, (tree.problems, contents.problems, found)):
        message = "more is wrong with the file than is told."
        problems.append(Problem("W215", message, mend="Mend some of it first."))
    positions = {key: Position(node.line, node.column) for key, node in contents.nodes.items()}
    document = Document(
        name,
        path,
        contents.article,
        text,
        contents.records,
        positions,
        passages,
        in_order([*problems, *found]),
        read=tuple(problems),
        broken=frozenset(contents.broken),
        ignores=ignores(source.text, root),
        known_links=links,
    )
    return Loaded(document, document.problems, Places(source.text, contents))


def _name(contents: Contents, links: LinkIndex) -> None:
    """One record with the id of another, and one id like its name that is named and nobody's, belong
    together."""
    if len(contents.unnamed) != 1:
        return
    index, record = contents.unnamed[0]
    kind, words = record.type, mending.an_id(record.caption)
    known = contents.records.keys() | contents.broken
    lost = {
        reference.target
        for _, reference in links.dangling(contents.records)
        if reference.target not in known and kind in reference.to
    }
    alike = [each for each in lost if closest(each, [words, *words.split("-")])]
    if len(alike) == 1 and index < len(contents.problems):
        wanted = alike[0]
        mend = f"Give this {kind} the id `{wanted}`, which other records name."
        contents.problems[index] = contents.problems[index]._replace(mend=mend)
        contents.broken.add(wanted)


def _text(contents: Contents, path: Path | None) -> tuple[Text, list[Problem]]:
    """The article's text, from the file itself or from the one it names beside it."""
    article, node = contents.article, contents.article_node
    if not article.file:
        cut = isinstance(node, nodes.Mapping) and not node.whole  # the text may stand below
        told = cut or node is None or misnamed(node, Article, "text")
        return Text(article.text), [] if article.text.strip() or told else [_no_text(contents)]
    text = read_beside(path, article.file)
    if isinstance(text, str):
        return Text(text), []
    at = locate(node, ("file",)) if node else None
    line, column = (at.line, at.column) if at else (0, 0)
    return Text(article.text), [text._replace(line=line, column=column)]


def _first(found: Iterable[Problem], contents: Contents, text: Text) -> Iterator[Problem]:
    """What is wrong with anchors and quotations, but for what comes of another fault that is told: of a
    text that is not there, or of snippets under a wrong name."""
    lost = {
        (anchor.line, anchor.column)
        for problem in contents.problems
        if problem.code == "E205" and problem.record in contents.nodes
        for anchor in _anchors(contents.nodes[problem.record])
        if misnamed(anchor, Selector, "exact")
    }
    for problem in found:
        absent = problem.code in ("E101", "E105") and not text.string.strip()
        if not absent and (problem.code != "E207" or (problem.line, problem.column) not in lost):
            yield problem


def _anchors(node: nodes.Mapping) -> list[nodes.Node]:
    at = locate(node, ("at",))
    return at.items if isinstance(at, nodes.Sequence) else [at]


def _no_article(root: nodes.Node | None) -> Problem:
    """Why a file is no article."""
    message = "this is not an annotated article: it has no `article:`."
    entries = root.entries.values() if isinstance(root, nodes.Mapping) else ()
    meant = (key for key, _ in entries if mending.field(key.value, ("article",)))
    if key := next(meant, None):
        mend = f"Write `article:` in place of `{key.value}:`."
        return Problem("E005", message, key.line, key.column, mend=mend)
    mend = "It begins with `copydesk: 1`, then `article:` with the text in it; see docs/format.md."
    return Problem("E005", message, 1, 1, mend=mend)


def _no_text(contents: Contents) -> Problem:
    node = contents.article_node and locate(contents.article_node, ("text",))
    line, column = (node.line, node.column) if node else (1, 1)
    mend = "Add `text: |` to it, and the text in the lines below, indented further."
    return Problem("E207", "the article has no text.", line, column, mend=mend)
