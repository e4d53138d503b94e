"""The files that ship: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The path of a shipped file, such as `seeds/pakistan-iran.yaml`."""
    installed = _PACKAGE / "bundled" / name
    return installed if installed.exists() else _PACKAGE.parent / name


def first_article() -> Path:
    """The article that opens when none is named."""
    return bundled("seeds/pakistan-iran.yaml")
