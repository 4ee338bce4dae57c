"""From the first touch to the paper: one number on screen, in the log and on one paper."""

import pytest

from server.demo.cast import CLONE, EPSON
from server.protocol.events import TicketIssued, TicketPrinted
from server.protocol.printing import PrintOutcome
from tests.journeys.centre import Centre

TCP = ("--port", "0")
SLOW_SERIAL = ("--pty", "--baud", "9600")


# The clone has no Kazakh letters: lines in Kazakh are pictures on its paper, Russian is text.
@pytest.mark.parametrize(
    ("cable", "profile", "words"),
    [(TCP, CLONE, "Приём обращения"), (SLOW_SERIAL, EPSON, "Өтініш қабылдау")],
    ids=["tcp", "pty-9600"],
)
async def test_a_touched_wish_becomes_one_number_on_one_paper(
    centre: Centre, cable: tuple[str, ...], profile: str, words: str
) -> None:
    printer = await centre.printer(*cable)
    kiosk = await centre.kiosk(printer, profile)

    screen = await centre.take_ticket(kiosk, "labour-appeal", "kk")
    await kiosk.wait("paper:printed", 30)
    await kiosk.touch("done")
    await kiosk.wait("page:welcome")

    (issued,) = centre.logged(TicketIssued)
    assert (issued.number, issued.language) == (screen["number"], "kk")
    printed = await centre.until_logged(TicketPrinted)
    assert (printed.number, printed.copy) == (issued.number, 0)
    assert printed.outcome is PrintOutcome.CONFIRMED
    (paper,) = centre.papers()
    assert paper.number == issued.number
    assert words in paper.text
