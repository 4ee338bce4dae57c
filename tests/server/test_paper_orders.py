"""One order at a time goes to a device that prints, and ends by itself at its deadline."""

import asyncio

import pytest

from server.paper_orders import PaperOrders
from server.protocol.admin_errors import (
    NoPrintingDeviceError,
    PaperFailedError,
    PaperLateError,
    PapersBusyError,
)
from server.protocol.errors import KezekError
from server.protocol.frames import (
    OrderFailed,
    PaperOrder,
    PaperShown,
    PrinterStands,
    PrinterTold,
    PrintRouteSlip,
    PrintSpecimen,
    PrintTicket,
    ShowPaper,
    SpecimenEnded,
)
from server.protocol.printing import PaperTrouble, PrintOutcome, PrintProblem
from server.protocol.ticket_layout import standard_layout
from tests.server.protocol.examples import ISSUED

LAYOUT = standard_layout()


class Device:
    """A linked device that keeps its orders; a test answers them."""

    def __init__(self, papers: PaperOrders, name: str = "kiosk-1") -> None:
        """Tell ``papers`` that it prints."""
        self.papers, self.name = papers, name
        self.orders: asyncio.Queue[PaperOrder] = asyncio.Queue()
        self.push = self.orders.put_nowait
        papers.hear(name, PrinterTold("generic_80_clone"), self.push)

    async def asked(self) -> ShowPaper | PrintSpecimen:
        """Return the next order of which the device says what became."""
        order = await self.orders.get()
        assert not isinstance(order, PrintTicket | PrintRouteSlip)
        return order

    def say(self, word: PaperShown | SpecimenEnded | OrderFailed) -> None:
        """Say what became of an order."""
        self.papers.hear(self.name, word, self.push)


def test_a_visitor_s_ticket_goes_to_a_device_that_is_here() -> None:
    papers = PaperOrders()
    device = Device(papers)
    ticket = PrintTicket(ISSUED, 1)

    reached = [papers.print_paper(name, ticket) for name in ("kiosk-1", "kiosk-2")]

    assert reached == [True, False]
    assert device.orders.get_nowait() == ticket


async def refused(task: "asyncio.Task[PaperShown]") -> KezekError:
    with pytest.raises(KezekError) as caught:
        await task
    return caught.value


def test_how_a_printer_stands_is_known_until_its_device_leaves() -> None:
    papers = PaperOrders()
    device = Device(papers)
    first, then = PrinterStands(PrintProblem.NONE), PrinterStands(PrintProblem.PAPER_OUT)

    before = papers.standing("kiosk-1")
    for word in (first, then):
        papers.hear("kiosk-1", word, device.push)
    now = papers.standing("kiosk-1")
    papers.leave("kiosk-1", device.push)

    assert (before, now, papers.standing("kiosk-1")) == (None, then, None)


async def test_a_picture_comes_back_to_who_ordered_it() -> None:
    papers = PaperOrders()
    device = Device(papers)

    task = asyncio.create_task(papers.show("kiosk-1", LAYOUT, "kk"))
    order = await device.asked()
    shown = PaperShown(order.order, b"png", 90, 370)
    device.say(shown)

    assert isinstance(order, ShowPaper)
    assert (order.layout, order.language) == (LAYOUT, "kk")
    assert await task == shown


async def test_a_test_ticket_tells_its_outcome() -> None:
    papers = PaperOrders()
    device = Device(papers)

    task = asyncio.create_task(papers.print_specimen("kiosk-1", LAYOUT, "ru"))
    order = await device.asked()
    ended = SpecimenEnded(order.order, PrintOutcome.FAILED_KNOWN, PrintProblem.PAPER_OUT)
    device.say(ended)

    assert isinstance(order, PrintSpecimen)
    assert await task == ended


async def test_a_device_without_a_printer_or_link_is_not_asked() -> None:
    papers = PaperOrders()
    device = Device(papers)
    papers.leave("kiosk-1", device.push)

    with pytest.raises(NoPrintingDeviceError):
        await papers.show("kiosk-1", LAYOUT, "kk")

    assert papers.printers() == {}


async def test_while_one_is_made_nobody_else_is_served() -> None:
    papers = PaperOrders()
    device = Device(papers)
    task = asyncio.create_task(papers.show("kiosk-1", LAYOUT, "kk"))
    order = await device.asked()

    with pytest.raises(PapersBusyError):
        await papers.show("kiosk-1", LAYOUT, "kk")

    device.say(OrderFailed(order.order, PaperTrouble.FAILED))
    failed = await refused(task)
    assert isinstance(failed, PaperFailedError)
    assert failed.data == {"device": "kiosk-1", "trouble": "failed"}


async def test_a_device_that_says_nothing_is_not_waited_for_for_ever() -> None:
    papers = PaperOrders(deadline=0.01)
    device = Device(papers)

    with pytest.raises(PaperLateError):
        await papers.show("kiosk-1", LAYOUT, "kk")

    late = await device.asked()

    def answer(order: PaperOrder) -> None:
        assert not isinstance(order, PrintTicket | PrintRouteSlip)
        for asked, picture in ((late.order, b"late"), (order.order, b"new")):
            papers.hear("kiosk-1", PaperShown(asked, picture, 1, 1), answer)

    papers.hear("kiosk-1", PrinterTold("generic_80_clone"), answer)
    assert (await papers.show("kiosk-1", LAYOUT, "kk")).picture == b"new"


async def test_a_device_that_leaves_ends_its_order_and_a_newer_link_stays() -> None:
    papers = PaperOrders()
    device, other = Device(papers), Device(papers, "kiosk-2")
    task = asyncio.create_task(papers.show("kiosk-1", LAYOUT, "kk"))
    await device.orders.get()

    papers.leave("kiosk-2", device.push)
    papers.leave("kiosk-1", device.push)

    assert isinstance(await refused(task), NoPrintingDeviceError)
    assert list(papers.printers()) == [other.name]


async def test_only_who_was_asked_may_answer() -> None:
    papers = PaperOrders()
    device, other = Device(papers), Device(papers, "kiosk-2")
    task = asyncio.create_task(papers.show("kiosk-1", LAYOUT, "kk"))
    order = await device.asked()

    other.say(PaperShown(order.order, b"foreign", 1, 1))
    device.say(SpecimenEnded(order.order, PrintOutcome.CONFIRMED))

    assert isinstance(await refused(task), PaperFailedError)
