"""`copydesk schema`: the file format as a JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import console

if TYPE_CHECKING:
    import argparse

HELP = """\
Print a JSON Schema of the file format. Editors complete and check an article by it whose first line is
  # yaml-language-server: $schema=copydesk.schema.json
after `copydesk schema > copydesk.schema.json` in the same folder."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def run(_: argparse.Namespace) -> int:
    from models.json_schema import json_schema

    console.print_json(json_schema())
    return 0
