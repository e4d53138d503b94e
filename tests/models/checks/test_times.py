"""Dates that contradict themselves, each other, or the words they rest on."""

from __future__ import annotations

from typing import Any


def test_ends_before_it_begins(sees: Any, silent: Any) -> None:
    dates = 'date: "2024-03-02/2024-02-29"'
    sees("E301", {'date: "2024-02-29"': dates}, at='"2024-03-02/2024-02-29"', record="shots")
    silent({'date: "2024-02-29"': 'date: "2024-02-29/2024-03-01"'})
