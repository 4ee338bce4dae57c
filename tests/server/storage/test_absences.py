"""Rows of absences: each kiosk's own, the oldest forgotten."""

from server.protocol.identity import DeviceRole
from server.storage.absences import KEPT_MS, MOST_KEPT, Absences, Span
from server.storage.devices import DeviceRow
from server.storage.ledger import Ledger
from tests.server.working_hall import WorkingHall

DAY = 24 * 3600 * 1000


def after(*spans: Span, device: str = "kiosk-1") -> tuple[Span, ...]:
    """Return the absences of kiosk-1 after ``device`` was away so."""

    def note(ledger: Ledger) -> tuple[Span, ...]:
        absences = Absences(ledger.connection, ledger.hall)
        for known in ("kiosk-1", "kiosk-2"):
            ledger.devices.add(DeviceRow(known, DeviceRole.KIOSK, known))
        for span in spans:
            absences.add(device, *span)
        return absences.of("kiosk-1")

    return WorkingHall().within(note)


def test_absences_are_kept_in_their_order() -> None:
    assert after((30, 40), (10, 20)) == ((10, 20), (30, 40))


def test_an_absence_that_lasted_longer_than_was_known_is_one() -> None:
    assert after((10, 20), (10, 30)) == ((10, 30),)


def test_another_kiosk_has_its_own() -> None:
    assert after((10, 20), device="kiosk-2") == ()


def test_after_a_month_an_absence_is_forgotten() -> None:
    old, new = (DAY, 2 * DAY), (KEPT_MS + 2 * DAY, KEPT_MS + 3 * DAY)

    assert after(old, new) == (new,)


def test_of_very_many_the_newest_are_kept() -> None:
    spans = tuple((each * 10, each * 10 + 5) for each in range(MOST_KEPT + 3))

    assert after(*spans) == spans[3:]
