"""Tests of where a desk prints, and what its browser remembers of it."""

from litestar import Response

from server.console.browser import Browser
from server.console.desk_printers import keep_choice, paper_of, printers, usual_printer
from server.console.visits import Visit
from server.protocol.frames import PrinterTold
from server.protocol.identity import DeviceRole
from server.storage.devices import DeviceRow
from tests.server.console.working_console import Person, WorkingConsole


def visit_of(working: WorkingConsole, remembered: dict[str, str]) -> Visit:
    browser = Browser("en", None, "s", is_new=False, is_https=True, printers=remembered)
    return Visit(working.console, browser, None, "/desk", is_htmx=True)


async def test_each_desk_has_its_own_choice(working: WorkingConsole) -> None:
    first, second, *_ = working.service.config.desks
    visit = visit_of(working, {"desk-1": "kiosk-2"})

    assert (usual_printer(visit, first), usual_printer(visit, second)) == ("kiosk-2", "")


async def test_a_choice_is_kept_by_the_browser_alone(working: WorkingConsole) -> None:
    working.console.papers.hear("kiosk-2", PrinterTold("epson"), lambda _order: None)
    desk, visit, answer = working.service.config.desks[0], visit_of(working, {}), Response("")

    for device in ("kiosk-2", "somewhere"):
        keep_choice(visit, desk, device, answer)

    (cookie,) = answer.cookies
    assert (cookie.key, cookie.value) == ("kezek-printer-desk-1", "kiosk-2")
    assert (cookie.httponly, cookie.samesite, cookie.secure) == (True, "strict", True)


def test_the_paper_of_a_form_has_the_same_request_whenever_it_is_sent() -> None:
    first, again = (paper_of("r-1", "t-1", "kiosk-1") for _ in range(2))

    assert first == again
    assert first.request_id not in {"r-1", paper_of("r-2", "t-1", "kiosk-1").request_id}


async def test_a_printer_without_a_name_is_told_by_its_key(working: WorkingConsole) -> None:
    working.console.papers.hear("kiosk-7", PrinterTold("epson"), lambda _order: None)

    (found,) = await printers(visit_of(working, {}))

    assert (found.id, found.name) == ("kiosk-7", "kiosk-7")


async def test_the_printer_of_a_desk_is_remembered_for_its_next_visitors(
    working: WorkingConsole, official: Person
) -> None:
    row = DeviceRow("kiosk-1", DeviceRole.KIOSK, "0" * 64, name="Entrance")
    await working.service.write(lambda ledger: ledger.devices.add(row))
    working.console.papers.hear("kiosk-1", PrinterTold("epson"), lambda _order: None)
    wish = {"service": "justice-appeal", "language": "ru"}
    first = (await official.open("/desk/act/check-in")).text

    await official.do("walk-in", **wish, device="no-such-kiosk")
    still = (await official.open("/desk/act/check-in")).text
    await official.do("walk-in", **wish, device="kiosk-1")
    then = (await official.open("/desk/act/check-in")).text
    await official.send("/desk/choose", desk="desk-2")
    elsewhere = (await official.open("/desk/act/walk-in")).text

    chosen = '<option value="kiosk-1" selected>Entrance</option>'
    assert [chosen in page for page in (first, still, then, elsewhere)] == [
        False,
        False,
        True,
        False,
    ]
