"""The wheel: everything the program needs, nothing else, and it runs from an empty folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "config.yaml", "models", "tui", "seeds")
PYTHON = [sys.executable, "-P"]  # no package is found because it lies in the current folder
BUNDLED = "models/bundled"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel built from a copy, so that the checkout stays clean and nothing stale gets in."""
    copy = tmp_path / "copy"
    copy.mkdir()
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in SOURCES:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=unwanted)
        else:
            shutil.copy(source, copy)
    for name in ("tests", "benchmarks", "docs"):  # what must not get in
        (copy / name).mkdir()
        (copy / name / "__init__.py").touch()
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "built"],
        cwd=copy,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = (tmp_path / "built").iterdir()
    return built


def test_the_wheel_holds_the_program_and_what_it_shows(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    roots = {name.split("/")[0] for name in names}
    (info,) = roots - {"models", "tui"}
    assert info.endswith(".dist-info")
    shipped = {name for name in names if name.startswith(f"{BUNDLED}/")}
    seeds = {f"{BUNDLED}/seeds/{path.name}" for path in (PROJECT / "seeds").iterdir()}
    assert shipped == {f"{BUNDLED}/config.yaml", *seeds}
    others = {name for name in names if name.startswith(("models/", "tui/"))} - shipped
    assert {Path(name).suffix for name in others} <= {".py", ".typed"} | data_suffixes()
    for package in ("models", "tui"):
        modules = {
            str(path.relative_to(PROJECT))
            for path in (PROJECT / package).rglob("*.py")
            if "__pycache__" not in path.parts
        }
        assert modules <= others
    assert {"models/countries.tsv", "models/geometry.bin"} <= others
    assert {f"{info}/licenses/LICENSE", f"{info}/entry_points.txt"} <= set(names)


def data_suffixes() -> set[str]:
    """What lies beside the modules in the checkout."""
    found = (path for name in ("models", "tui") for path in (PROJECT / name).rglob("*"))
    return {path.suffix for path in found if path.is_file() and "__pycache__" not in path.parts}


def test_the_wheel_runs_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    alone, empty = tmp_path / "alone", tmp_path / "empty"
    empty.mkdir()
    zipfile.ZipFile(wheel).extractall(alone)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COPYDESK_", "XDG_", "PYTHON"))
    }
    environment |= {"PYTHONPATH": str(alone), "HOME": str(empty), "LANG": "C.UTF-8"}

    def run(code: str) -> str:
        done = subprocess.run(
            [*PYTHON, "-c", code],
            env=environment,
            cwd=empty,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    start = "import sys; from tui.cli import main; sys.exit(main({}))"
    assert "Also: Jaish al Adl, JAA," in run(start.format("['show', '--pane', 'actors']"))
    assert run(start.format("['--version']")) == f"copydesk {version('copydesk')}\n"
    where = run("import models, tui, tui.app; print(models.__file__, tui.__file__, sep='\\n')")
    assert all(Path(line).is_relative_to(alone) for line in where.splitlines())
    found = run(
        "from models.shipped import bundled, first_article\n"
        "print(first_article(), bundled('config.yaml'), sep='\\n')"
    )
    assert found.splitlines() == [
        str(alone / BUNDLED / "seeds" / "pakistan-iran.yaml"),
        str(alone / BUNDLED / "config.yaml"),
    ]
    assert str(alone / BUNDLED / "config.yaml") in run(start.format("['--help']"))
    assert list(empty.iterdir()) == []
