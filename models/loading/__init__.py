"""Files to documents. Loading never raises on content: it returns what stands, and the problems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from models.document import Document
from models.loading.source import read_file, stamp
from models.problems import Problem

if TYPE_CHECKING:
    from models.loading.cache import Cache
    from models.loading.nodes import Progress
    from models.loading.places import Places


class Loaded(NamedTuple):
    """What came of loading: a document, or None when nothing can be opened; the first problem then
    says why. `places` say where everything stands, if the file was read and not recalled."""

    document: Document | None
    problems: tuple[Problem, ...]
    places: Places | None = None


def load(
    path: Path,
    progress: Progress | None = None,
    cache: Cache | None = None,
    *,
    pipes: bool = False,
) -> Loaded:
    """Reads an annotated article from a file, or from a pipe if `pipes` may be read. What the `cache` has
    of these bytes is taken from there; what it has not, it is told."""
    before = stamp(path)
    data = read_file(path, pipes=pipes)
    if isinstance(data, Problem):
        return Loaded(None, (data,))
    document, places = cache.recall(data, str(path), path) if cache else None, None
    if document is None:
        from models.loading.reading import (
            load_bytes,  # what is recalled from the cache does without
        )

        loaded = load_bytes(data, str(path), path, progress)
        if loaded.document is None:
            return loaded
        document, places = loaded.document, loaded.places
        if cache:
            document = cache.missed(data, document)
    return Loaded(replace(document, stamp=before), document.problems, places)
