"""The word that was meant by another."""

from __future__ import annotations

import pytest

from models.problems import closest, nearest

KINDS = ["person", "state", "government", "office", "party", "organisation", "media", "people"]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("stat", KINDS, "state"),
        ("Person", KINDS, "person"),
        ("lables", ["label", "labels", "links"], "labels"),
        ("actor", ["actors", "about"], "actors"),
        ("old", ["shots", "old-work"], "old-work"),
        ("recall", ["shots", "ambassador-recalled"], "ambassador-recalled"),
        ("nation", KINDS, ""),
        ("done", ["occurred", "planned", "ongoing"], ""),
        ("location", ["id", "at", "of"], ""),
        ("description", ["id", "note"], ""),
        ("", KINDS, ""),
        ("x", [], ""),
    ],
)
def test_only_a_likely_word_is_meant(word: str, known: list[str], meant: str) -> None:
    assert closest(word, known) == meant
    assert nearest(word, known) == (f"Did you mean “{meant}”?" if meant else "")


def test_of_very_many_words_the_nearest_is_found_too() -> None:
    many = [f"event-{number}" for number in range(6000)]
    assert closest("evnet-123", many) == "event-123"
