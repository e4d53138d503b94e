"""`copydesk schema`, and the line by which an editor finds it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from models.json_schema import json_schema
from tui.cli import main

GUIDE = Path(__file__).parents[3] / "docs" / "format.md"


def test_it_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == json_schema()
    assert printed.err == ""


def test_as_the_guide_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file that the guide names by its first line, written as the guide says, takes the article
    below that line, and no other."""
    guide = GUIDE.read_text(encoding="utf-8")
    command = re.search(r"^copydesk (\w+) > (\S+)$", guide, re.MULTILINE)
    article = re.search(
        r"^```yaml\n(# yaml-language-server: .*?)^```", guide, re.DOTALL | re.MULTILINE
    )
    assert command
    assert article
    main([command[1]])
    (tmp_path / command[2]).write_text(capsys.readouterr().out, encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", article[1])
    assert named
    schema = json.loads((tmp_path / named[1]).read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    assert validator.is_valid(yaml.safe_load(article[1]))
    assert not validator.is_valid(yaml.safe_load(article[1].replace("title:", "titel:")))
