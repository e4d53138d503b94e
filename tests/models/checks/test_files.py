"""Which files are checked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.checks.files import File, files, may_be_article


def names(folder: Path, *given: str) -> list[str]:
    return [os.path.relpath(each.name, folder) for each in files(given or [str(folder)])]


def test_a_folder_gives_its_yaml_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c.YAML", "d.txt", "e.jsonl", "sub/z.yaml", "a.yaml.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert names(tmp_path) == ["a.yml", "b.yaml", "c.YAML", "sub/z.yaml"]
    assert all(each.found for each in files([str(tmp_path)]))


def test_what_is_hidden_is_passed_over_unless_it_is_named(tmp_path: Path) -> None:
    for name in (".git/a.yaml", ".b.yaml", "x.review/.c.yaml", "x.review/ann.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert names(tmp_path) == []
    assert names(tmp_path, str(tmp_path / ".git")) == [".git/a.yaml"]
    assert names(tmp_path, str(tmp_path / ".b.yaml")) == [".b.yaml"]


def test_links_are_followed_but_not_in_a_ring(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.yaml").touch()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "sub" / "self").symlink_to(tmp_path / "sub")
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.yaml").touch()
    (tmp_path / "sub" / "over").symlink_to(other)
    (tmp_path / "sub" / "gone.yaml").symlink_to(tmp_path / "nothing")
    assert names(tmp_path, str(tmp_path / "sub")) == [
        "sub/a.yaml",
        "sub/gone.yaml",
        "sub/over/b.yaml",
    ]


def test_each_file_once_by_the_first_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").touch()
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    one, other = str(tmp_path / "b.yaml"), str(tmp_path / "a.yaml")
    assert [*files([one, other, str(tmp_path), one])] == [File(one)]


@pytest.mark.parametrize("name", ["-", "none.yaml", "a\0b", "", "x" * 5000])
def test_what_is_no_folder_stays_as_it_is_named(name: str) -> None:
    assert [*files([name])] == [File(name)]


@pytest.mark.parametrize(
    ("data", "may_be"),
    [
        (b"copydesk: 1\n", True),
        (b"# so\n\narticle:\n", True),
        (b"{'article' : x}", True),
        (b"{a: 1,copydesk: 1}", True),
        ("copydesk: 1".encode("utf-16"), True),
        ("copydesk: 1".encode("utf-8-sig"), True),
        (b"copydesk: 1\n\xff", True),
        (b"apiVersion: v1\nkind: Pod\n", False),
        (b"the copydesk\narticles: 1\n", False),
        (b"", False),
    ],
)
def test_what_somebody_may_have_meant_to_be_an_article(data: bytes, may_be: bool) -> None:
    assert may_be_article(data) is may_be
