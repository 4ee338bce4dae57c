"""An admin changes the ticket by plain forms; devices are asked for pictures and test tickets."""

import html
import re
from collections.abc import Callable

import httpx
import pytest

from server.console.ticket_editing import Deed, Edit
from server.protocol.frames import (
    OrderFailed,
    PaperOrder,
    PaperShown,
    PaperWord,
    PrinterTold,
    PrintRouteSlip,
    PrintSpecimen,
    PrintTicket,
    ShowPaper,
    SpecimenEnded,
)
from server.protocol.hall_events import TicketLayoutChanged
from server.protocol.printing import PaperTrouble, PrintOutcome, PrintProblem
from server.protocol.ticket_layout import Part, shipped_layout, standard_layout
from tests.server.console.working_console import Person, WorkingConsole
from tests.server.working_hall import new_id

HERE = "/admin/ticket"
BODY = next(index for index, row in enumerate(standard_layout().rows) if row.part is Part.BODY)
PICTURE = b"\x89PNG picture"


def at(person: Person) -> str:
    """Return where the open page stands, as its forms carry it."""
    found = re.search(r'name="at" value="([^"]*)"', person.page)
    assert found is not None
    return html.unescape(found[1])


async def step(person: Person, do: object) -> httpx.Response:
    """Press a button of the layout."""
    return await person.open(str(httpx.URL(HERE, params={"at": at(person), "do": str(do)})))


async def save(person: Person) -> httpx.Response:
    return await person.send(f"{HERE}/save", at=at(person), request_id=new_id())


@pytest.fixture
async def admin(anybody: Person) -> Person:
    """Give an administrator before the open page."""
    await anybody.log_in("dana")
    await anybody.open(HERE)
    return anybody


class Device:
    """A linked kiosk with a printer that answers at once."""

    def __init__(self, working: WorkingConsole, answer: Callable[[str], PaperWord]) -> None:
        """Answer each order by ``answer``."""
        self.papers, self.answer = working.console.papers, answer
        self.orders: list[ShowPaper | PrintSpecimen] = []
        self.papers.hear("kiosk-1", PrinterTold("generic_80_clone"), self.take)

    def take(self, order: PaperOrder) -> None:
        """Take an order and answer it."""
        assert not isinstance(order, PrintTicket | PrintRouteSlip)
        self.orders.append(order)
        self.papers.hear("kiosk-1", self.answer(order.order), self.take)


async def test_steps_are_in_the_address_and_can_be_taken_back(admin: Person) -> None:
    hidden = (await step(admin, Edit(Deed.HIDE, BODY))).text
    assert at(admin).startswith(f"0;hide.{BODY};;")
    undone = (await step(admin, "undo")).text
    assert at(admin).startswith(f"0;;hide.{BODY};")
    redone = (await step(admin, "redo")).text

    assert [text.count("is-hidden") for text in (hidden, undone, redone)] == [1, 0, 1]


async def test_a_saved_layout_is_an_event_and_holds_at_once(
    working: WorkingConsole, admin: Person
) -> None:
    await step(admin, Edit(Deed.LOAD, 0, "short"))

    answer = await save(admin)

    assert answer.headers["location"] == f"{HERE}?saved=1"
    assert working.service.picture.layout.version == 1
    assert working.service.picture.layout.layout == shipped_layout("short")
    newest = await working.service.read(lambda ledger: ledger.events.newest_layout())
    assert newest == TicketLayoutChanged(version=1, layout=shipped_layout("short"))
    assert "every kiosk prints so from now on" in (await admin.open(f"{HERE}?saved=1")).text


async def test_who_saves_what_began_from_an_older_layout_is_shown_the_newer_one(
    working: WorkingConsole, admin: Person
) -> None:
    await step(admin, Edit(Deed.LOAD, 0, "large"))
    stale = at(admin)
    await step(admin, "undo")
    await step(admin, Edit(Deed.LOAD, 0, "short"))
    await save(admin)

    answer = await admin.send(f"{HERE}/save", at=stale, request_id=new_id())
    page = await admin.open(str(httpx.URL(HERE, params={"at": stale, "do": "up.3"})))

    for told in (answer, page):
        assert "Somebody else has changed the ticket meanwhile" in told.text
    assert answer.status_code == 409
    assert at(admin).startswith("1;;")
    assert working.service.picture.layout.version == 1


@pytest.mark.parametrize(
    "text", ["", "x", "9" * 40, ";;;;;;", "0;up.99,jump.1;;;", "0;" + "up.1," * 900]
)
async def test_whatever_is_typed_into_the_address_the_page_comes(admin: Person, text: str) -> None:
    answer = await admin.open(str(httpx.URL(HERE, params={"at": text, "do": text})))

    assert answer.status_code == 200
    assert "What stands on a ticket" in answer.text


async def test_without_a_printing_device_the_page_says_so(admin: Person) -> None:
    answer = await admin.send(f"{HERE}/preview", at=at(admin), device="kiosk-1", reader="kk")

    assert "No kiosk with a printer is linked" in admin.page
    assert answer.status_code == 503
    assert "No kiosk with a printer is linked" in answer.text


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (370, "takes less than a second"),
        (1_200, "takes 1 second on"),
        (6_930, "takes 7 seconds on"),
    ],
)
async def test_a_picture_is_shown_with_its_length_and_time(
    working: WorkingConsole, admin: Person, milliseconds: int, words: str
) -> None:
    device = Device(working, lambda order: PaperShown(order, PICTURE, 93, milliseconds, "ѫ"))
    await step(admin, Edit(Deed.LOAD, 0, "short"))

    answer = await admin.send(f"{HERE}/preview", at=at(admin), device="kiosk-1", reader="ru")
    found = re.search(rf'src="({HERE}/picture/\w+)"', answer.text)

    assert found is not None
    picture = await admin.client.get(found[1])
    assert (picture.content, picture.headers["content-type"]) == (PICTURE, "image/png")
    assert "93 mm of paper." in answer.text
    assert words in answer.text
    assert "No font of the kiosk has: ѫ" in answer.text
    assert [(one.layout, one.language) for one in device.orders] == [
        (shipped_layout("short"), "ru")
    ]
    assert (await admin.client.get(f"{HERE}/picture/none")).status_code == 404


@pytest.mark.parametrize(
    ("outcome", "problem", "words"),
    [
        (PrintOutcome.CONFIRMED, PrintProblem.NONE, "The test ticket came out."),
        (PrintOutcome.PROCESSED_UNCONFIRMED, PrintProblem.NONE, "it cannot say whether"),
        (PrintOutcome.UNKNOWN, PrintProblem.NO_ANSWER, "Nobody knows whether"),
        (PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.PAPER_OUT, "(out of paper)"),
    ],
)
async def test_what_became_of_a_test_ticket_is_said(
    working: WorkingConsole,
    admin: Person,
    outcome: PrintOutcome,
    problem: PrintProblem,
    words: str,
) -> None:
    Device(working, lambda order: SpecimenEnded(order, outcome, problem))

    answer = await admin.send(f"{HERE}/print", at=at(admin), device="kiosk-1", reader="xx")

    assert words in answer.text


@pytest.mark.parametrize("button", ["preview", "print"])
async def test_what_the_device_cannot_do_is_said(
    working: WorkingConsole, admin: Person, button: str
) -> None:
    Device(working, lambda order: OrderFailed(order, PaperTrouble.FAILED))

    answer = await admin.send(f"{HERE}/{button}", at=at(admin), device="kiosk-1", reader="kk")

    assert "The kiosk could not do it." in answer.text


async def test_another_language_of_the_page_keeps_what_was_done(admin: Person) -> None:
    await step(admin, Edit(Deed.HIDE, BODY))
    back = re.search(r'name="back" value="([^"]*)"', admin.page)
    assert back is not None

    answer = await admin.send("/language", language="kk", back=html.unescape(back[1]))
    page = await admin.open(answer.headers["location"])

    assert page.text.count("is-hidden") == 1
    assert "Талонда не тұрады" in page.text
    foreign = await admin.send("/language", language="kk", back=f"{HERE}?at=\r\nx: y")
    assert foreign.headers["location"] == "/"
