"""Tests of the acts of a desk by HTTP: forms, what comes of them, and what is refused."""

import pytest

from server.booking_files import BookingWish
from server.booking_imports import BookingImports
from server.console.desk_acts import WITH_FORM
from server.protocol.desk_events import PaperOrdered
from server.protocol.events import Entry, TicketIssued
from server.protocol.frames import PrinterTold
from server.protocol.identity import DeviceRole
from server.protocol.tickets import LegState
from server.storage.devices import DeviceRow
from tests.server.console.working_console import Person, WorkingConsole
from tests.server.working_hall import ADMIN, new_id

HTMX = {"HX-Request": "true"}


def at_desk(working: WorkingConsole) -> tuple[str, str]:
    seen = working.service.picture.occupancy.desk("desk-1")
    return (seen.ticket, seen.number) if seen else ("", "")


async def call(working: WorkingConsole, official: Person) -> str:
    """Let somebody come and be called; return the ticket."""
    await working.issue()
    await official.open("/desk")
    await official.press("next")
    await official.open("/desk")
    return at_desk(working)[0]


async def test_every_form_opens_as_a_page_and_as_a_panel_in_every_language(
    official: Person, working: WorkingConsole
) -> None:
    await working.issue(claim="veterans")
    await call(working, official)
    texts: dict[str, list[str]] = {}
    for language in ("kk", "ru", "en"):
        await official.open("/desk")
        await official.send("/language", language=language, back="/desk")
        for act in sorted(WITH_FORM):
            page = await official.open(f"/desk/act/{act}")
            panel = await official.client.get(f"/desk/act/{act}", headers=HTMX)
            assert f'action="/desk/act/{act}"' in page.text
            assert panel.text.lstrip().startswith("<form")
            texts.setdefault(act, []).append(panel.text)

    assert all(len(set(said)) == 3 for said in texts.values())


async def test_a_visitor_is_set_aside_and_taken_back_without_scripts(
    working: WorkingConsole, official: Person
) -> None:
    ticket = await call(working, official)
    fields = {"request_id": new_id(), "current": ticket, "reason": "copies", "minutes": "10"}

    await official.send("/desk/act/park", **fields)

    page = (await official.open("/desk")).text
    assert "Makes copies" in page
    assert at_desk(working) == ("", "")
    await official.send("/desk/act/unpark", request_id=new_id(), ticket=ticket)
    assert len(working.service.picture.standing.waiting) == 1


async def test_an_act_is_undone_within_its_seconds(
    working: WorkingConsole, official: Person
) -> None:
    await call(working, official)
    undo = working.service.picture.control.last_act("desk-1")
    assert undo is not None

    page = (await official.open("/desk")).text
    answer = await official.do("undo", act=str(undo.seq))

    assert 'id="undo-act"' in page
    assert (answer.status_code, at_desk(working)) == (200, ("", ""))
    working.clock.advance(seconds=6)
    late = await official.do("undo", act=str(undo.seq))
    assert (late.status_code, 'class="notice bad"' in late.text) == (409, True)


async def test_a_refusal_keeps_what_was_filled_in_and_gives_the_form_a_new_request(
    working: WorkingConsole, official: Person
) -> None:
    ticket = await call(working, official)

    answer = await official.do("transfer", current=ticket, reason="specialist")

    assert answer.status_code == 409
    assert "Please choose where the visitor goes." in answer.text
    assert 'hx-swap-oob="outerHTML:#panel-request"' in answer.text
    assert "innerHTML:#panel" not in answer.text


async def test_a_form_of_a_visitor_who_has_gone_is_closed(
    working: WorkingConsole, official: Person
) -> None:
    await call(working, official)

    answer = await official.do("park", current=new_id(), reason="copies")

    assert (answer.status_code, "innerHTML:#panel" in answer.text) == (409, True)


async def test_a_visitor_added_at_the_desk_is_told_the_number_and_printed_on_request(
    working: WorkingConsole, official: Person
) -> None:
    heard: list[object] = []
    working.service.subscribe(lambda entries: heard.extend(one.event for one in entries))
    wish = {"service": "justice-appeal", "language": "ru", "persons": "2"}

    plain = await official.do("walk-in", **wish)
    lost = await official.do("walk-in", **wish, device="no-such-kiosk")

    issued = [one for one in heard if isinstance(one, TicketIssued)]
    assert [(one.number, one.persons, one.from_desk) for one in issued] == [
        ("A001", 2, "desk-1"),
        ("A002", 2, "desk-1"),
    ]
    assert "A001" in plain.text
    assert "Tell the visitor the number." in plain.text
    assert "A002" in lost.text
    assert "This printer is not linked any more." in lost.text
    assert not [one for one in heard if isinstance(one, PaperOrdered)]


async def test_who_has_booked_is_checked_in_at_the_desk(
    working: WorkingConsole, official: Person
) -> None:
    slot = "2026-11-23T10:30"
    wish = BookingWish(line=2, id="b-1", code="482913", service="justice-appeal", slot=slot)
    await BookingImports(working.service).bring((wish,), ADMIN)

    wrong = await official.do("check-in", code="111111", language="kk")
    right = await official.do("check-in", code="482913", language="kk")

    assert (wrong.status_code, "No booking has this code." in wrong.text) == (409, True)
    assert "A001" in right.text
    assert len(working.service.picture.standing.booked) == 1


async def test_the_ticket_and_its_copy_are_printed_on_the_chosen_device(
    working: WorkingConsole, official: Person
) -> None:
    ordered: list[tuple[str, str, int]] = []

    def hear(entries: tuple[Entry, ...]) -> None:
        events = (one.event for one in entries if isinstance(one.event, PaperOrdered))
        ordered.extend((one.number, one.device, one.copy) for one in events)

    working.service.subscribe(hear)
    row = DeviceRow("kiosk-1", DeviceRole.KIOSK, "0" * 64, name="Entrance")
    await working.service.write(lambda ledger: ledger.devices.add(row))
    working.console.papers.hear("kiosk-1", PrinterTold("epson"), lambda _order: None)

    given = await official.do("walk-in", service="justice-appeal", language="ru", device="kiosk-1")
    await official.open("/desk")
    await official.press("next")
    ticket, _ = at_desk(working)
    copied = await official.do("copy", current=ticket, device="kiosk-1")

    assert ordered == [("A001", "kiosk-1", 0), ("A001", "kiosk-1", 1)]
    assert "It is being printed: Entrance." in given.text
    assert "A copy is being printed: Entrance." in copied.text


async def test_no_paper_is_a_choice_too_and_a_copy_needs_a_linked_printer(
    working: WorkingConsole, official: Person
) -> None:
    ticket = await call(working, official)

    plain = await official.do("walk-in", service="justice-appeal", language="ru", device="-")
    copied = await official.do("copy", current=ticket, device="kiosk-1")

    assert "Tell the visitor the number." in plain.text
    assert "not linked any more" not in plain.text
    assert (copied.status_code, "not linked any more" in copied.text) == (409, True)


async def test_a_promise_of_another_desk_is_told_in_place_of_an_own_one(
    working: WorkingConsole, official: Person
) -> None:
    ticket = await call(working, official)
    own = (await official.open("/desk/act/transfer")).text
    wish = {"target": "desk:desk-2", "reason": "specialist", "comes_back": "yes"}
    await official.do("transfer", current=ticket, **wish)
    async with working.person() as other:
        await other.sit_at("desk-2", "daniyar")
        await other.press("next")
        sent = (await other.open("/desk/act/transfer")).text
        ended = (await other.open("/desk/act/details")).text

    assert 'name="comes_back"' in own
    assert 'name="comes_back"' not in sent
    assert "Comes back afterwards, as was promised: Desk 1." in sent
    assert "It goes back: Desk 1" in ended


async def test_digits_of_a_number_find_whom_to_call(
    working: WorkingConsole, official: Person
) -> None:
    for _ in range(3):
        await working.issue()

    found = (await official.open("/desk/act/choose?number=2")).text
    nobody = (await official.open("/desk/act/choose?number=9")).text
    long = await official.open("/desk/act/choose?number=" + "1" * 13)

    assert ("A002 ·" in found, "A001 ·" in found) == (True, False)
    assert "Nobody who waits for this desk has this number." in nobody
    assert long.status_code == 400


async def test_nobody_is_called_whose_number_is_not_the_one_that_was_typed(
    working: WorkingConsole, official: Person
) -> None:
    first, second = (await working.issue()).ticket, (await working.issue()).ticket
    await official.open("/desk/act/choose")
    wish = {"request_id": new_id(), "number": "a002", "reason": "unwell"}

    wrong = await official.send("/desk/act/choose", ticket=first, **wish)
    right = await official.do("choose", ticket=second, number="a002", reason="unwell")

    assert (wrong.status_code, "Please choose from the list." in wrong.text) == (409, True)
    assert ("A002 ·" in wrong.text, "A001 ·" in wrong.text) == (True, False)
    assert (right.status_code, at_desk(working)) == (200, (second, "A002"))


async def test_paper_calls_are_entered_line_by_line(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    working.clock.advance(minutes=3)
    at = f"{working.service.local(working.service.now() - 60_000):%H:%M}"

    entered = await official.do("paper-call", number="a001", at=at, came="yes")
    unknown = await official.do("paper-call", number="A777", at=at, came="yes")

    assert "A001 is entered." in entered.text
    assert 'id="act-number"' in entered.text
    assert (unknown.status_code, "Nobody has this number today." in unknown.text) == (409, True)
    record = next(iter(working.service.picture.record.came_between(0, 10**15)))
    assert record.state is LegState.FINISHED


async def test_the_outcome_is_recorded_and_the_next_is_called_in_one_press(
    working: WorkingConsole, official: Person
) -> None:
    ticket = await call(working, official)
    await official.press("start")
    await working.issue()

    answer = await official.do(
        "details", current=ticket, go="next", outcome="advised", repeat="first"
    )

    assert (answer.status_code, at_desk(working)[1]) == (200, "A002")


@pytest.mark.parametrize("path", ["/desk/act/nothing", "/desk/act/undo"])
async def test_what_has_no_form_is_not_found(official: Person, path: str) -> None:
    assert (await official.open(path)).status_code == 404


async def test_nobody_acts_for_a_desk_that_another_session_has_taken(
    working: WorkingConsole, official: Person
) -> None:
    ticket = await call(working, official)
    async with working.person() as other:
        await other.sit_at("desk-1", "daniyar")
        page = other.page

        answer = await official.do("park", current=ticket, reason="copies")

    assert (answer.status_code, 'id="take-back"' in answer.text) == (409, True)
    assert at_desk(working)[0] == ticket
    assert "Called here before you logged in." in page


async def test_an_act_of_a_session_that_ended_says_so(
    working: WorkingConsole, official: Person
) -> None:
    await official.send("/logout")
    await official.open("/login")

    answer = await official.do("ready")

    assert "You were logged out" in answer.text
    assert working.service.picture.control.ready("desk-1") is None
