"""The words of the command line."""

from __future__ import annotations

import argparse
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """Says what is wrong with literally what was typed: it may be a file name that somebody else chose."""

    def error(self, message: str) -> NoReturn:
        from models.text import visible

        super().error(visible(message))
