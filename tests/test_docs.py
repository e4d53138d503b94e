"""The docs say what is true: generated parts are fresh, examples work as printed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from models.document import Document
from models.loading.reading import load_bytes
from tui.cli import EXAMPLES

ROOT = Path(__file__).parent.parent
PAGES = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])


def blocks(page: Path) -> list[str]:
    return re.findall(
        r"^```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def commands() -> list[str]:
    """Every `copydesk …` line in the docs and in `--help` that needs neither a terminal nor a file of
    the reader's."""
    lines = [line for page in PAGES for block in blocks(page) for line in block.splitlines()]
    plain = [line.split("#")[0].strip() for line in lines]
    plain += [re.split("  +", line.strip())[0] for line in EXAMPLES.splitlines()]
    runs = {line for line in plain if re.match(r"copydesk (show|keys|schema|--)", line)}
    return sorted(line for line in runs if not re.search(r"\.yaml|[|>]", line))


def test_generated_parts_are_fresh() -> None:
    check = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}: run `make docs`"


def test_every_fault_of_a_known_kind_is_found() -> None:
    """500 of them, put into the bundled article at random."""
    check = [sys.executable, str(ROOT / "docs" / "faults.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_articles_in_the_docs_load_without_a_problem(page: Path) -> None:
    for block in blocks(page):
        if block.startswith("copydesk: 1"):
            loaded = load_bytes(block.encode(), page.name)
            assert loaded.document is not None
            assert loaded.problems == ()


def test_there_is_an_article_to_copy() -> None:
    assert any(block.startswith("copydesk: 1") for block in blocks(ROOT / "docs" / "format.md"))


def test_anchors_that_the_format_guide_shows_rest_in_the_bundled_article(bundled: Document) -> None:
    text = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `(at: .*?)` \|", text, re.MULTILINE)
    assert len(shown) >= 4
    paragraphs = "".join(f"    {line}\n" for line in bundled.text.string.splitlines())
    for anchor in shown:
        record = f"context:\n  - id: it\n    kind: history\n    gloss: it\n    {anchor}\n"
        article = f"copydesk: 1\narticle:\n  text: |\n{paragraphs}{record}"
        loaded = load_bytes(article.encode(), "format.md")
        assert loaded.problems == (), anchor
        assert loaded.document is not None
        assert loaded.document.passages.count("it"), anchor


@pytest.mark.parametrize("command", commands())
def test_commands_in_the_docs_work_as_printed(command: str, tmp_path: Path) -> None:
    program = Path(sys.executable).parent / command.split()[0]
    done = subprocess.run(
        [program, *command.split()[1:]], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_there_are_commands_to_try() -> None:
    assert {"copydesk keys", "copydesk show", "copydesk show --pane timeline --json"} <= {
        *commands()
    }


def test_the_screenshot_needs_nothing_from_elsewhere_and_tells_nothing_of_its_maker() -> None:
    drawing = (ROOT / "docs" / "screenshot.svg").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\"'<> )]+", drawing)) == {"http://www.w3.org/2000/svg"}
    assert "@font-face" not in drawing
    shown = re.sub(r"<[^>]+>", "", drawing)
    assert "reviewer" in shown
    assert "decided" in shown
    assert not re.search(r"/(root|home|work|tmp|Users)/", shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_readme_opens_with_its_two_commands() -> None:
    first = blocks(ROOT / "README.md")[0]
    assert re.findall(r"^make \w+", first, re.MULTILINE) == ["make run", "make test"]


def test_changelog_has_a_place_for_what_comes() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
