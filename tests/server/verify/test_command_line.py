"""`./kezek verify` itself, on a day of every command that somebody has changed afterwards."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from server.protocol.desk_events import OrderOverridden
from server.protocol.events import TicketIssued
from server.protocol.visit_events import LegAdded, LegParked
from server.storage.chain import EventRow, hash_of
from server.verify.faults import Fault
from tests.server.play.plays import drawn_day, report_slips
from tests.server.verify.doctored import doctor, event_of, first, rewrite, rows_of, saying


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the copy of a hall of which everything was asked; nobody writes it."""
    hall, path = drawn_day(seed=5, steps=500), tmp_path_factory.mktemp("drawn") / "copy"
    hall.play(*report_slips(hall, Random(5)))  # at the end an event that the order is not made of
    hall.store.connection.execute(f"vacuum into '{path}'")
    hall.store.close()
    return path


@pytest.fixture
def copy(tmp_path: Path, kept: Path) -> Path:
    """Give a copy to be doctored."""
    mine = tmp_path / "copy"
    mine.write_bytes(kept.read_bytes())
    return mine


def verified(path: Path, *words: str) -> tuple[int, dict[str, object]]:
    """Return the exit status of the program, and what it says to other programs."""
    command = (sys.executable, "-m", "server.verify", "--file", str(path), *words)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=50)
    return done.returncode, json.loads(done.stdout)


def named(fault: Fault, seq: int) -> tuple[int, dict[str, object]]:
    return 1, {"fault": fault.value, "epoch": 1, "seq": seq, "head": ""}


def test_a_day_of_every_command_is_right(copy: Path) -> None:
    rows = rows_of(copy)

    status, found = verified(copy, "--witness", hash_of(rows[40]))

    assert (status, found["entries"], found["gaps"]) == (0, len(rows), 0)


def test_a_flipped_byte_is_named(copy: Path) -> None:
    rows, data = rows_of(copy), copy.read_bytes()
    at = first(rows, TicketIssued, 9)
    place = data.index(rows[at].body.encode()) + 20
    copy.write_bytes(data[:place] + bytes([data[place] ^ 0x01]) + data[place + 1 :])

    assert verified(copy) == named(Fault.BODY, at + 1)


def test_a_swapped_pair_is_named(copy: Path) -> None:
    doctor(
        copy,
        "update events set seq = 100000 where seq = 60",
        "update events set seq = 60 where seq = 61",
        "update events set seq = 61 where seq = 100000",
    )

    assert verified(copy) == named(Fault.PREVIOUS, 60)


def test_an_override_that_was_taken_out_is_named_although_the_chain_was_made_anew(
    copy: Path,
) -> None:
    at = first(rows_of(copy), OrderOverridden)

    rewrite(copy, lambda rows: [*rows[:at], *rows[at + 1 :]])

    assert verified(copy) == named(Fault.OVERRIDE, at + 1)


def test_an_override_by_somebody_without_the_right_is_named(copy: Path) -> None:
    at = first(rows_of(copy), OrderOverridden)

    rewrite(copy, lambda rows: [*rows[:at], replace(rows[at], actor="kiosk:k-1"), *rows[at + 1 :]])

    assert verified(copy) == named(Fault.ACTOR, at + 1)


def test_a_reason_that_the_hall_has_not_is_named(copy: Path) -> None:
    def excuse(rows: list[EventRow]) -> list[EventRow]:
        event = event_of(rows[at])
        assert isinstance(event, LegParked)
        rows[at] = saying(rows[at], replace(event, reason="a-favour"))
        return rows

    at = first(rows_of(copy), LegParked)

    rewrite(copy, excuse)

    assert verified(copy) == named(Fault.CODE, at + 1)


def test_a_leg_that_was_given_an_earlier_place_is_named(copy: Path) -> None:
    def favour(rows: list[EventRow]) -> list[EventRow]:
        event = event_of(rows[at])
        assert isinstance(event, LegAdded)
        rows[at] = saying(rows[at], replace(event, order_key=event.order_key - 60_000))
        return rows

    at = first(rows_of(copy), LegAdded)

    rewrite(copy, favour)

    assert verified(copy) == named(Fault.LEG, at + 1)


def test_a_chain_made_anew_misses_the_head_that_a_device_has_seen(copy: Path) -> None:
    witnessed = hash_of(rows_of(copy)[-1])

    rewrite(copy, lambda rows: [*rows[:-1], replace(rows[-1], actor="kiosk:other")])
    status, found = verified(copy, "--witness", witnessed)

    assert (status, found["fault"], found["head"]) == (1, Fault.WITNESS.value, witnessed)
