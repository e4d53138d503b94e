"""The files that ship: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The path of a shipped file, such as `seeds/pakistan-iran.yaml`."""
    installed = _PACKAGE / "bundled" / name
    return installed if installed.exists() else _PACKAGE.parent / name


def first_article() -> Path:
    """The article that ships."""
    return bundled("seeds/pakistan-iran.yaml")


def own_copy(*, make: bool = False) -> Path:
    """The user's own copy of the article that ships, to review and correct; with `make` it is made if
    there is none. Where it can't be, or is not asked for, the article itself."""
    from platformdirs import user_data_path

    from models import files

    shipped = first_article()
    copy = user_data_path("copydesk") / shipped.name
    try:
        if make and not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            files.replace(copy, shipped.read_bytes())
        return copy if copy.exists() else shipped
    except OSError:
        return shipped
