"""What is loaded when: a plain answer loads nothing heavy, the first frame only what it shows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODELS = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "models").rglob("*.py")
    if "bundled" not in path.parts
)


def loaded_by(script: str) -> set[str]:
    """The modules in memory after a script, in a Python of its own."""
    tail = "\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script + tail], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def named(modules: set[str], *names: str) -> set[str]:
    """Those of the modules that are one of these packages, or inside one."""
    return {each for each in modules if any(f"{each}.".startswith(f"{name}.") for name in names)}


def test_the_models_know_no_screen() -> None:
    loaded = loaded_by("\n".join(f"import {module}" for module in MODELS))
    assert set(MODELS) <= loaded
    assert named(loaded, "textual", "rich", "tui") == set()


@pytest.mark.parametrize("module", [*MODELS, "tui.app", "tui.cli", "tui.show", "tui.commands"])
def test_each_module_can_be_the_first_to_be_imported(module: str) -> None:
    """A ring of imports shows only when one starts inside it."""
    if module in ("models", "tui.app"):
        assert module in loaded_by(f"import {module}")
        return
    done = subprocess.run(
        [sys.executable, "-c", f"import {module}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr


HEAVY = ("textual", "rich", "msgspec", "yaml", "argparse", "asyncio", "rapidfuzz", "watchdog")


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_needs_nothing(option: str) -> None:
    loaded = loaded_by(f"from tui.cli import main\nassert main(['{option}']) == 0")
    assert named(loaded, *HEAVY) == set()


def test_showing_without_a_screen_needs_no_screen() -> None:
    loaded = loaded_by(
        "from tui.cli import main\nassert main(['show', 'seeds/pakistan-iran.yaml']) == 0"
    )
    assert named(loaded, "textual", "rich", "watchdog", "rapidfuzz") == set()


KEEPING = """
from pathlib import Path
from models.loading import load
from models.loading.cache import Cache
cache = Cache(Path(CACHE))
load(Path("seeds/pakistan-iran.yaml"), None, cache)
cache.keep()
"""
FIRST_FRAME = """
import asyncio, sys
from pathlib import Path
from msgspec.structs import replace
from models.loading import load
from models.loading.cache import Cache
from models.review.review import Review
from models.settings import configure
from tui.app import CopydeskApp
from tui.commands import keymap
settings = configure(Path("no"), None, {}).settings
cache = Cache(Path(CACHE))
loaded = load(Path("seeds/pakistan-iran.yaml"), None, cache)
assert loaded.places is None, "it is not from the cache"
document = replace(loaded.document, path=None)  # nothing to watch
app = CopydeskApp(
    document, settings, keymap(settings.panes, {}, {}),
    theme="copydesk-dark", symbols="unicode", review=Review.open(Path("x"), "mk"),
)
app.desk.checking.start = lambda: None  # it comes once the frame is drawn
async def main():
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Pakistan" in app.screen._compositor.render_strips()[1].text + "Pakistan"
asyncio.run(main())
"""


def test_the_first_frame_waits_for_nothing_it_does_not_show(tmp_path: Path) -> None:
    """Of a file that was open before, by someone without settings."""
    loaded_by(f"CACHE = {str(tmp_path)!r}\n{KEEPING}")
    loaded = loaded_by(f"CACHE = {str(tmp_path)!r}\n{FIRST_FRAME}")
    assert "tui.panes.article" in loaded
    screens = {f"tui.screens{name}" for name in ("", ".desk", ".keyed", ".renewing", ".words")}
    assert named(loaded, "tui.screens") == screens
    review = ("operations", "keeping", "applying", "agreement", "coders", "history")
    later = ("tui.outside", "tui.watch", "models.saving", "models.merging", "models.forms")
    later += ("models.picking", "models.units", *(f"models.review.{name}" for name in review))
    assert named(loaded, "watchdog", "rapidfuzz", "argparse", "nltk", *later) == set()
    reading = [f"models.loading.{name}" for name in ("reading", "nodes", "structs", "mending")]
    assert named(loaded, "yaml", "models.typed", "models.configuring", *reading) == set()
    assert named(loaded, "models.checks", "tui.panes.problems", "models.views.problems") == set()
    assert named(loaded, "textual.widgets._markdown", "numpy", "markdown_it") == set()
