"""Settings: what `config.yaml` says, read key by key from several places.

From weakest to strongest: the defaults here (the `config.yaml` that ships says the same, with a
comment each; a test holds them together), the user's file in the platform's config folder, the file
given with `--config`, and `COPYDESK_…` variables. A mistake costs only its own key.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import Struct

from models.levels import Level
from models.problems import Problem

PaneName = Literal["article", "actors", "timeline", "quotes", "context", "details"]

PREFIX = "COPYDESK_"
"""What the variables that stand for settings begin with: `COPYDESK_THEME=light`."""


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting with its default. What each does is said in `config.yaml`."""

    theme: Literal["auto", "dark", "light", "ansi"] = "auto"
    layout: Literal["auto", "columns", "stacked"] = "auto"
    panes: tuple[PaneName, ...] = (
        "article",
        "actors",
        "timeline",
        "quotes",
        "context",
        "details",
    )
    start: PaneName = "article"
    symbols: Literal["auto", "unicode", "ascii"] = "auto"
    reviewer: str = ""
    after_decision: Literal["next", "stay"] = "next"
    editor: str = ""
    copy: Literal["both", "terminal", "file"] = "both"
    mouse: bool = True
    cache: bool = True
    checks: dict[str, Level] = {}
    keys: dict[str, str | list[str]] = {}


class Source(NamedTuple):
    """Where a problem with a setting lies: the name of a file or variable, and the problem."""

    name: str
    problem: Problem

    def say(self) -> str:
        return self.problem.say(self.name)


class Configured(NamedTuple):
    """The settings in force and what was wrong. `key_places` says where each command's key was set,
    as file, line and column, for problems that only the list of commands can find."""

    settings: Settings
    problems: list[Source]
    key_places: dict[str, tuple[str, int, int]]


def user_file() -> Path:
    """The user's own file, which need not exist."""
    from platformdirs import user_config_path

    return user_config_path("copydesk") / "config.yaml"


def configure(own: Path | None, given: Path | None, environment: Mapping[str, str]) -> Configured:
    """The settings from the user's file `own` (passed over if there is none), the file `given` on the
    command line, and the environment."""
    files = [
        path
        for path in dict.fromkeys((own, given))
        if path is not None and (path == given or _exists(path))
    ]
    variables = {
        name: value for name, value in environment.items() if name.startswith(PREFIX) and value
    }
    if not files and not variables:
        return Configured(Settings(), [], {})
    from models.configuring import read  # loads all that reads YAML

    return read(files, variables)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True  # reading it will say what is wrong
