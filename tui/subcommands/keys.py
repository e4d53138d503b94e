"""`copydesk keys`: every command of the desk, as the settings bind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import console

if TYPE_CHECKING:
    import argparse

HELP = "Print every command, its keys and what it does."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    console.add_config(parser)


def run(options: argparse.Namespace) -> int:
    from tui.commands import COMMANDS, keymap, shown

    configured = console.configured(options.config)
    keys = keymap(configured.settings.panes, configured.settings.keys, configured.key_places)
    for name, problem in keys.problems:
        console.say(f"copydesk: {problem.say(name)}")
    for group in dict.fromkeys(command.group for command in COMMANDS):
        print(group)
        for command in COMMANDS:
            if command.group == group:
                bound = " ".join(map(shown, keys.keys[command.id]))
                print(f"  {bound:<16} {command.id:<15} {command.help}")
    return 0
