"""Rows of waiting devices: seen by all, asked of once, answered to whoever asked."""

import pytest

from server.protocol.errors import Failure
from server.protocol.identity import DeviceRole
from server.storage.pairing_rows import Outcome, PairingRow, PairingRows, Wish
from tests.server.working_hall import ADMIN, WorkingHall

pytestmark = pytest.mark.usefixtures("engine")

KIOSK = PairingRow("a1", "123456", DeviceRole.KIOSK, "192.168.1.20", 1000, 2000)
BOARD = PairingRow("b2", "654321", DeviceRole.DISPLAY, "192.168.1.21", 900, 1900)
WISH = Wish(ADMIN, name='Әйгерім\'s "door"', zone="main")


@pytest.fixture
def rows() -> PairingRows:
    """Give the rows of a hall at which a kiosk and a board wait."""
    hall = WorkingHall(is_open=False)
    made = PairingRows(hall.store.connection, hall.config.id)
    made.add(KIOSK)
    made.add(BOARD)
    return made


@pytest.mark.parametrize(("now", "found"), [(1000, (BOARD, KIOSK)), (1900, (KIOSK,)), (2000, ())])
def test_who_waits_is_seen_until_his_code_is_past(
    rows: PairingRows, now: int, found: tuple[PairingRow, ...]
) -> None:
    assert rows.waiting(now) == found


def test_the_first_who_asks_is_heard_and_answered(rows: PairingRows) -> None:
    asked = [rows.ask(KIOSK.id, WISH, 1500), rows.ask(KIOSK.id, Wish(ADMIN), 1500)]
    before = rows.outcome(KIOSK.id)

    rows.end(KIOSK.id, Outcome("kiosk-1"))

    assert asked == [True, False]
    assert rows.wish(KIOSK.id) == WISH
    assert rows.waiting(1500) == (BOARD,)
    assert (before, rows.outcome(KIOSK.id)) == (None, Outcome("kiosk-1"))


def test_nobody_is_asked_for_whose_code_is_past_or_who_never_waited(rows: PairingRows) -> None:
    assert not rows.ask(KIOSK.id, WISH, 2000)
    assert not rows.ask("none", WISH, 1500)
    assert rows.wish(KIOSK.id) is None


def test_why_not_is_told_too(rows: PairingRows) -> None:
    failed = Outcome(failure=Failure("unavailable", {"part": "database"}))
    rows.ask(KIOSK.id, WISH, 1500)

    rows.end(KIOSK.id, failed)

    assert rows.outcome(KIOSK.id) == failed


def test_a_device_that_leaves_is_forgotten_unless_somebody_waits_for_an_answer(
    rows: PairingRows,
) -> None:
    rows.ask(KIOSK.id, WISH, 1500)
    rows.remove(KIOSK.id)
    rows.remove(BOARD.id)

    assert rows.wish(KIOSK.id) == WISH
    assert rows.waiting(0) == ()


def test_what_is_past_is_forgotten_when_the_next_one_comes(rows: PairingRows) -> None:
    rows.ask(KIOSK.id, WISH, 1500)

    rows.add(PairingRow("c3", "111111", DeviceRole.KIOSK, "192.168.1.22", 2000, 3000))

    assert rows.wish(KIOSK.id) is None
    assert [row.id for row in rows.waiting(0)] == ["c3"]
