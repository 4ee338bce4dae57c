"""What visitors, officials, kiosks and the server may ask for next, drawn from a sequence."""

from collections.abc import Callable
from random import Random

from server.protocol.booking_commands import CancelBooking, CheckIn, ImportBookings, LapseBookings
from server.protocol.bookings import Booking
from server.protocol.commands import (
    CloseDay,
    Command,
    IssueTicket,
    MarkClaimed,
    MarkUnclaimed,
    MergeOffline,
    OpenDay,
    ReportPrint,
    ReportShown,
    ReportSlips,
    ReportSpoken,
    Slip,
)
from server.protocol.day_commands import PausePost, ResumePost, SendElsewhere
from server.protocol.identity import SERVER_ACTOR, Actor
from server.protocol.lanes import desk_lane
from server.protocol.printing import PrintOutcome, SoundResult
from server.protocol.visit_commands import ReturnDue, Revive, SendOn, Unpark
from server.storage.bookings import digest_of_code
from tests.server.acts.offline_numbers import away, number
from tests.server.play.desk_plays import DESK_PLAYS, SUPERVISOR, any_ticket, somewhere
from tests.server.play.played_hall import EMPTY_DESK, PlayedHall
from tests.server.working_hall import ADMIN, BOARD, KIOSK, OFFICIAL, TODAY, TOMORROW, new_id

Asked = tuple[Command, Actor]
SERVICES = ("papers", "advice", "head")


def issue(_: PlayedHall, rng: Random) -> Asked:
    command = IssueTicket(
        request_id=new_id(),
        service=rng.choice(SERVICES),
        language="kk",
        claim="veterans" if rng.random() < 0.35 else None,
        persons=rng.choice((1, 1, 4)),
    )
    return command, KIOSK


def walk_in(_: PlayedHall, rng: Random) -> Asked:
    wish = rng.choice(SERVICES)
    return IssueTicket(request_id=new_id(), service=wish, language="ru", desk="desk-2"), OFFICIAL


def bring_own_number(hall: PlayedHall, rng: Random) -> Asked:
    ordinal = sum(one.offline is not None for one in hall.issued) + 1
    minutes = rng.randrange(1, 30)
    codes = sorted(hall.codes.values())
    ticket = number(
        hall,
        ordinal,
        before_s=60 * minutes,
        service=rng.choice(SERVICES),
        code=rng.choice(codes) if codes and rng.random() < 0.5 else None,
        persons=rng.choice((1, 5)),
    )
    away(hall, KIOSK.id, (ticket.contact_at, hall.clock.wall_ms()))
    now = hall.clock.wall_ms()
    return MergeOffline(request_id=new_id(), tickets=(ticket,), reconnected_at=now), KIOSK


def lose(hall: PlayedHall, rng: Random) -> Asked:
    requests = (any_request(hall, rng),)
    kind = MarkUnclaimed if rng.random() < 0.5 else MarkClaimed
    return kind(request_id=new_id(), issue_requests=requests), SERVER_ACTOR


def any_request(hall: PlayedHall, rng: Random) -> str:
    return rng.choice(hall.issued[-8:]).issue_request if hall.issued else new_id()


def unpark(hall: PlayedHall, rng: Random) -> Asked:
    parked = [one.leg.ticket for one in hall.replay.picture.standing.parked.values()]
    ticket = rng.choice(parked) if parked else any_ticket(hall, rng)
    return Unpark(request_id=new_id(), ticket=ticket), OFFICIAL


def send_on(hall: PlayedHall, rng: Random) -> Asked:
    waiting = hall.replay.picture.standing.waiting.values()
    lost = [leg.ticket for leg in waiting if leg.meant_for == desk_lane(EMPTY_DESK)]
    command = SendOn(
        request_id=new_id(),
        ticket=rng.choice(lost) if lost else any_ticket(hall, rng),
        to=somewhere(hall, rng),
        reason="other-service",
    )
    return command, rng.choice((OFFICIAL, SUPERVISOR))


def return_due(_: PlayedHall, __: Random) -> Asked:
    return ReturnDue(request_id=new_id()), SERVER_ACTOR


def revive(hall: PlayedHall, rng: Random) -> Asked:
    absent = list(hall.replay.picture.standing.absent)
    ticket = rng.choice(absent) if absent else any_ticket(hall, rng)
    return Revive(request_id=new_id(), ticket=ticket), OFFICIAL


def book(hall: PlayedHall, rng: Random) -> Asked:
    secret = hall.within(lambda ledger: ledger.bookings.make_secret())
    code = f"{rng.randrange(100, 140):06d}"
    minutes = (hall.clock.wall_ms() // 60_000 + rng.randrange(-20, 40)) % 1440 + 300
    post = "governor" if rng.random() < 0.3 else None
    booking = Booking(
        id=f"b-{code}",
        code_digest=digest_of_code(secret, code),
        service="head" if post else rng.choice(SERVICES),
        slot=f"{TODAY}T{minutes // 60 % 24:02d}:{minutes % 60:02d}",
        post=post,
    )
    hall.codes[booking.id] = code
    return ImportBookings(request_id=new_id(), bookings=(booking,)), ADMIN


def check_in(hall: PlayedHall, rng: Random) -> Asked:
    came = {one.booked.booking for one in hall.issued if one.booked is not None}
    expected = [code for booking, code in sorted(hall.codes.items()) if booking not in came]
    is_again = not expected or rng.random() < 0.2
    codes = sorted(hall.codes.values()) if is_again else expected
    code = rng.choice(codes) if codes else "999999"
    return CheckIn(request_id=new_id(), code=code, language="en"), KIOSK


def end_booking(hall: PlayedHall, rng: Random) -> Asked:
    booking = rng.choice(sorted(hall.codes)) if hall.codes else "b-0"
    if rng.random() < 0.5:
        return CancelBooking(request_id=new_id(), booking=booking), ADMIN
    return LapseBookings(request_id=new_id(), bookings=(booking,)), SERVER_ACTOR


def pause_post(_: PlayedHall, rng: Random) -> Asked:
    if rng.random() < 0.5:
        return PausePost(request_id=new_id(), post="governor", reason="meeting"), OFFICIAL
    return ResumePost(request_id=new_id(), post="governor"), OFFICIAL


def send_elsewhere(_: PlayedHall, rng: Random) -> Asked:
    place = rng.choice(("court", "moon"))
    return SendElsewhere(request_id=new_id(), language="kk", elsewhere=place), KIOSK


def report_paper(hall: PlayedHall, rng: Random) -> Asked:
    outcome = rng.choice((PrintOutcome.CONFIRMED, PrintOutcome.UNKNOWN))
    ticket = any_ticket(hall, rng)
    return ReportPrint(request_id=new_id(), ticket=ticket, outcome=outcome), KIOSK


def report_slips(hall: PlayedHall, _: Random) -> Asked:
    slip = Slip(service="papers", given_at=hall.clock.wall_ms(), is_certain=True)
    return ReportSlips(request_id=new_id(), slips=(slip,)), KIOSK


def report_call(hall: PlayedHall, rng: Random) -> Asked:
    seen = hall.replay.picture.occupancy.desk(rng.choice(("desk-1", "desk-2")))
    call, zone = (seen.call, seen.zone) if seen else (1, "ground")
    if rng.random() < 0.5:
        return ReportShown(request_id=new_id(), call=call, zone=zone), BOARD
    spoken = SoundResult.SPOKEN
    return ReportSpoken(request_id=new_id(), call=call, zone=zone, result=spoken), BOARD


def turn_the_day(hall: PlayedHall, rng: Random) -> Asked:
    if hall.replay.picture.service_day is not None:
        return CloseDay(request_id=new_id()), SERVER_ACTOR
    day = TOMORROW if rng.random() < 0.3 else hall.replay.picture.newest_day or TODAY
    return OpenDay(request_id=new_id(), service_day=day), SERVER_ACTOR


Play = Callable[[PlayedHall, Random], Asked]

PLAYS: tuple[Play, ...] = (
    *(issue,) * 12,
    *(return_due,) * 2,
    *(book, check_in) * 2,
    *(lose, unpark, send_on, revive) * 2,
    walk_in,
    bring_own_number,
    end_booking,
    pause_post,
    send_elsewhere,
    report_paper,
    report_slips,
    report_call,
    *DESK_PLAYS,
)
"""What may happen in an open day, the usual more often than the rare."""

QUIET_PLAYS: tuple[Play, ...] = (
    *(issue, *(return_due,) * 2, *(book, check_in) * 6),
    *(lose, unpark, send_on, revive) * 2,
    *DESK_PLAYS,
)
"""What may happen in a hall where hardly anybody waits: whoever has booked is called early."""

PAUSES = (0, 1, 1, 3, 30)
"""Seconds between two commands."""


def drawn_day(seed: int, steps: int, plays: tuple[Play, ...] = PLAYS) -> PlayedHall:
    """Return a hall in which so much was asked, drawn from a seed; now and then a day turns."""
    rng, hall = Random(seed), PlayedHall()
    for step in range(steps):
        play = turn_the_day if step % 400 == 399 else rng.choice(plays)
        hall.play(*play(hall, rng), rng.choice(PAUSES))
    return hall
