"""Counts of parts are added up once each, whatever else was kept before."""

import json
import os
from pathlib import Path

from tests.durability.results import kept

TITLE = "kills, slow"


def put(place: Path, name: str, at: int, **what: object) -> None:
    """Keep something at an instant."""
    path = place / f"{name}.json"
    path.write_text(json.dumps({"title": TITLE, "commit": "aaaaaaa", **what}), encoding="utf-8")
    os.utime(path, (at, at))


def put_part(place: Path, number: int, of: int, at: int, commit: str = "aaaaaaa") -> None:
    counts = {"kills": 40, "untold": number}
    put(place, f"{number}-{of}", at, part=number, of=of, counts=counts, commit=commit)


def test_parts_are_added_up(tmp_path: Path) -> None:
    for number in range(3):
        put_part(tmp_path, number, 3, at=10 + number)

    assert kept(tmp_path) == {TITLE: ({"kills": 120, "untold": 3}, "aaaaaaa")}


def test_a_part_that_is_missing_is_told(tmp_path: Path) -> None:
    put_part(tmp_path, 0, 3, at=10)
    put_part(tmp_path, 2, 3, at=11, commit="bbbbbbb")

    counts, at = kept(tmp_path)[TITLE]

    assert counts == {"kills": 80, "untold": 2}
    assert at == "aaaaaaa, bbbbbbb, 2 of 3 parts"


def test_what_was_kept_before_in_other_parts_or_in_one_is_not_added(tmp_path: Path) -> None:
    put(tmp_path, "whole", at=5, counts={"kills": 1000})
    put_part(tmp_path, 7, 25, at=6)
    put_part(tmp_path, 0, 1, at=10)

    assert kept(tmp_path) == {TITLE: ({"kills": 40, "untold": 0}, "aaaaaaa")}
