"""What is installed to test: locked, by hash, and the same that the package asks for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements" / "ci.lock").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
TESTED = ("3.11", "3.12", "3.13")


def locked() -> Iterator[tuple[Requirement, list[str]]]:
    """Each locked package, and the hashes of its files."""
    for entry in re.split(r"\n(?=\S)", LOCK.strip()):
        first, _, rest = entry.partition("\\\n")
        yield Requirement(first.strip()), re.findall(r"--hash=(\S+)", rest)


def wanted() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"]
    return [Requirement(each) for each in (*PROJECT["dependencies"], *extras["dev"])]


def test_every_version_is_one_and_every_file_has_a_hash() -> None:
    for requirement, hashes in locked():
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), requirement


def test_the_lock_names_no_index() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^--(index|extra-index|find-links)", LOCK, re.MULTILINE)


@pytest.mark.parametrize("python", [*TESTED, "3.14"])
def test_the_lock_has_what_the_package_and_its_tests_ask_for(python: str) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    versions: dict[str, str] = {}
    for requirement, _ in locked():
        if requirement.marker is None or requirement.marker.evaluate(environment):
            assert requirement.name not in versions
            versions[requirement.name] = str(requirement.specifier).removeprefix("==")
    for each in wanted():
        assert each.specifier.contains(versions[each.name]), f"{each}: run `make lock`"


def test_what_is_tested_has_every_extra() -> None:
    extras = PROJECT["optional-dependencies"]
    for name in extras.keys() - {"dev"}:
        assert set(extras[name]) <= set(extras["dev"]), name


def test_the_versions_of_python_that_are_named_are_allowed() -> None:
    named = [
        each.rpartition(" ")[2]
        for each in PROJECT["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", each)
    ]
    assert named == list(TESTED)
    assert all(f"{each}.0" in SpecifierSet(PROJECT["requires-python"]) for each in named)
