"""An official whose visitor cannot be taken in is told who receives next, and when."""

import pytest

from server.protocol.frames import PaperOrder, PrinterTold, PrintRouteSlip
from server.protocol.identity import DeviceRole
from server.storage.devices import DeviceRow
from tests.server.console.working_console import Person, WorkingConsole


@pytest.mark.parametrize(
    ("language", "when", "who"),
    [
        ("kk", "Келесі қабылдау: 24.11.2026 10:00.", "Қабылдайды: Министр."),
        ("ru", "Следующий приём: 24.11.2026 10:00.", "Принимает: Министр."),
    ],
)
async def test_a_desk_is_told_which_office_receives_next_and_when(
    official: Person, language: str, when: str, who: str
) -> None:
    await official.send("/language", language=language, back="/desk")

    refused = await official.do("walk-in", service="justice-minister", language="kk", persons="1")

    assert refused.status_code == 409
    assert when in refused.text
    assert who in refused.text


async def test_a_refusal_that_names_no_time_says_no_more_than_it_did(official: Person) -> None:
    refused = await official.do("walk-in", service="no-such", language="kk", persons="1")

    assert refused.status_code == 409
    assert "The hall has no such service." in refused.text
    assert "Next reception" not in refused.text


async def test_the_chosen_printer_gives_who_is_turned_away_a_slip(
    working: WorkingConsole, official: Person
) -> None:
    heard: list[PaperOrder] = []
    row = DeviceRow("kiosk-1", DeviceRole.KIOSK, "0" * 64, name="Entrance")
    await working.service.write(lambda ledger: ledger.devices.add(row))
    working.console.papers.hear("kiosk-1", PrinterTold("epson"), heard.append)
    wish = {"language": "kk", "persons": "1", "device": "kiosk-1"}

    refused = await official.do("walk-in", service="justice-minister", **wish)
    unknown = await official.do("walk-in", service="no-such", **wish)

    (slip,) = heard
    assert isinstance(slip, PrintRouteSlip)
    assert (slip.service, slip.language, slip.post) == ("justice-minister", "kk", "minister")
    assert (working.service.local(slip.opens_at or 0).isoformat()[:16], slip.is_full) == (
        "2026-11-24T10:00",
        False,
    )
    assert "A slip is being printed: Entrance." in refused.text
    assert "A slip is being printed" not in unknown.text


async def test_without_a_printer_the_official_says_it_himself(official: Person) -> None:
    refused = await official.do("walk-in", service="justice-minister", language="kk", device="-")

    assert "Received by: Minister." in refused.text
    assert "A slip is being printed" not in refused.text
