"""Rows of kiosks' own numbers."""

from server.protocol.identity import DeviceRole
from server.storage.devices import DeviceRow
from server.storage.ledger import Ledger
from server.storage.offline import OfflineNumbers
from tests.server.working_hall import WorkingHall


def numbers(ledger: Ledger) -> OfflineNumbers:
    return OfflineNumbers(ledger.connection, ledger.hall)


def test_each_kiosk_gets_a_number_of_its_own_and_keeps_it() -> None:
    hall = WorkingHall()

    def add(ledger: Ledger) -> list[int]:
        for device in ("kiosk-a", "kiosk-b"):
            ledger.devices.add(DeviceRow(device, DeviceRole.KIOSK, device))
        asked = ("kiosk-a", "kiosk-b", "kiosk-a")
        return [numbers(ledger).number_of(device) for device in asked]

    assert hall.within(add) == [1, 2, 1]


def test_a_series_is_known_as_far_as_it_went() -> None:
    hall = WorkingHall()

    def prepare(ledger: Ledger) -> list[int]:
        found = numbers(ledger)
        reached = [found.merged_to(2)]
        for ordinal in (7, 3, 9):
            found.prepare(2, ordinal)
            reached.append(found.merged_to(2))
        return reached

    assert hall.within(prepare) == [0, 7, 7, 9]


def test_a_number_is_kept_with_its_ticket() -> None:
    hall = WorkingHall()
    issued = hall.issue()

    def keep(ledger: Ledger) -> list[bool]:
        found = numbers(ledger)
        before = found.is_taken(2, 7)
        found.keep(2, 7, issued.ticket, "kiosk-1", 5)
        return [before, found.is_taken(2, 7), found.is_taken(2, 8)]

    assert hall.within(keep) == [False, True, False]


def test_a_ticket_is_found_by_the_request_that_made_it_and_renumbered() -> None:
    hall = WorkingHall()
    issued = hall.issue()

    def renumber(ledger: Ledger) -> list[tuple[str, bool]]:
        found = numbers(ledger)
        found.renumber(issued.ticket, "K2-07")
        found.keep(2, 7, issued.ticket, "kiosk-1", 5)
        known = found.ticket_of(issued.issue_request)
        assert known is not None
        return [(known.number, known.is_merged)]

    assert hall.within(renumber) == [("K2-07", True)]
    assert hall.within(lambda ledger: numbers(ledger).ticket_of(issued.ticket)) is None
