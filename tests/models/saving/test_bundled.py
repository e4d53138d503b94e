"""Thirty edits of the article that ships: each leaves a diff of one field, as git counts it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from models.loading import load
from models.plain import Revision, plain
from models.saving import Saved, save
from models.saving.writing import ORDER
from models.shipped import first_article

LABELS = [{"label": "militants", "by": "iran"}, {"label": "militants", "by": "reporter"}]

EDITS: list[tuple[str, dict[str, Any], int, int]] = [
    # the record, what changes (None goes), and the lines that come and go
    ("wider-region", {"name": "The wider region"}, 1, 1),
    ("wider-region", {"at": [{"exact": "the whole region"}]}, 0, 1),
    ("pk", {"lat": 30.5}, 1, 1),
    ("pk", {"at": [{"exact": "Pakistan", "paragraph": 2}]}, 1, 3),
    ("ir", {"at": [{"exact": "Iran", "prefix": "south-eastern "}]}, 1, 1),
    ("ir", {"geonames": None}, 0, 1),
    ("sistan", {"aliases": [{"text": "Sistan-Baluchestan"}]}, 1, 1),
    ("tehran", {"iso": "IR-07"}, 1, 1),
    ("tehran", {"wikidata": "Q3616"}, 1, 0),
    ("gaza", {"confidence": "low"}, 1, 0),
    ("pakistan", {"at": [{"exact": "both sides"}, {"exact": "the neighbours"}]}, 0, 6),
    ("gov-pakistan", {"aliases": None}, 0, 1),
    (
        "jilani",
        {"roles": [{"title": "foreign minister", "of": "pakistan", "status": "former"}]},
        1,
        1,
    ),
    ("abdollahian", {"aliases": [{"text": "Abdollahian"}]}, 0, 3),
    ("raisi", {"at": [{"exact": "the Iranian president"}, {"exact": "Ebrahim Raisi"}]}, 1, 1),
    ("bla", {"note": None}, 0, 3),
    ("jaa", {"labels": [*LABELS, {"label": "terrorists", "by": "iran"}]}, 1, 0),
    ("gaza-war", {"date": "2023-10-07/2024"}, 1, 1),
    ("gaza-war", {"note": "A war."}, 1, 2),
    ("strikes", {"status": "planned"}, 1, 0),
    ("strike-iran", {"targets": ["jaa", "bla"]}, 1, 1),
    ("recall", {"place": None}, 0, 1),
    ("recall", {"asserted": [{"by": "reporter", "as": "claim"}]}, 1, 1),
    ("talks", {"tags": ["NO", "in doubt"]}, 1, 0),
    ("q-brotherly", {"cue": "Abdollahian: said"}, 1, 1),
    ("s-agree", {"form": "direct"}, 1, 1),
    ("s-hit-islamabad", {"at": [{"exact": "the bases it hit"}]}, 1, 2),
    ("restive", {"by": "iran"}, 1, 1),
    ("strikes:causes:soured", {"rel": "explains", "id": "strikes:explains:soured"}, 1, 1),
    ("who-struck-first", {"source": "Reuters"}, 1, 1),
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the article in it."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "article.yaml").write_bytes(first_article().read_bytes())
    git(folder, "init", "-q")
    git(folder, "add", "article.yaml")
    return folder


def git(folder: Path, *words: str) -> str:
    settings = ["-c", "core.autocrlf=false", "-C", str(folder)]
    return subprocess.run(
        ["git", *settings, *words], check=True, capture_output=True, text=True
    ).stdout


def test_there_are_thirty_and_no_two_alike():
    assert len(EDITS) == 30
    assert len({(key, *changes) for key, changes, _, _ in EDITS}) == 30


@pytest.mark.parametrize(("key", "changes", "come", "gone"), EDITS)
def test_an_edit_leaves_a_diff_of_one_field(
    checkout: Path, key: str, changes: dict[str, Any], come: int, gone: int
):
    path = checkout / "article.yaml"
    path.write_bytes(first_article().read_bytes())
    before = load(path).document
    assert before is not None
    record = before.records[key]
    fields = {**plain(record), **changes}
    fields = {name: value for name, value in fields.items() if value is not None}
    result = save(path.read_bytes().decode(), {key: Revision(record.type, fields)})
    assert isinstance(result, Saved)
    path.write_bytes(result.text.encode())
    counts = [f"{come} insertion" if come else "", f"{gone} deletion" if gone else ""]
    stat = git(checkout, "diff", "--stat")
    assert "1 file changed" in stat
    assert all(count in stat for count in counts)
    assert git(checkout, "diff", "--numstat").split()[:2] == [str(come), str(gone)]
    after = load(path).document
    assert after is not None
    assert plain(after.records[fields["id"]]) == fields
    shown = [line for line in result.diff if line[0] in "+-"]
    assert len(shown) == come + gone


def test_the_article_follows_the_order_in_which_fields_are_written():
    path = first_article()
    document = load(path).document
    assert document is not None
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, position in document.positions.items():
        indent = " " * (position.column - 1)
        found = [lines[position.line - 1].strip("- ").partition(":")[0]]
        for line in lines[position.line :]:
            if not line.startswith(indent):
                break
            if line[len(indent)] not in " -#":
                found.append(line.strip().partition(":")[0])
        order = ORDER[document.records[key].type]
        if "{" not in found[0]:
            assert found == sorted(found, key=order.index), key
