"""A row outside the hours is taken over and told; so is one whose booking has ended before."""

import pytest
from msgspec.structs import replace

from server.booking_files import BookingWish
from server.booking_warnings import MOST_WARNINGS, BookingWarning, Slip, warnings_of
from server.plain_words import read_words
from server.protocol.availability import Holiday
from server.protocol.bookings import Booking
from server.protocol.languages import FALLBACK_ORDER
from server.protocol.services import ReceptionHours
from server.storage.bookings import BookingRow, BookingState
from tests.server.acts.booked_hall import CONFIG, POST

HALL = replace(
    CONFIG,
    posts=(replace(POST, hours=(ReceptionHours(1, "15:00", "18:00"),)),),
    services=tuple(
        replace(one, hours=(ReceptionHours(1, "10:00", "12:00"),)) if one.id == "advice" else one
        for one in CONFIG.services
    ),
    holidays=(Holiday("2026-12-16"),),
)
WISH = BookingWish(line=2, id="b-1", code="482913", service="papers", slot="2026-11-23T11:00")
OFFICE = {"service": "head", "post": "governor"}
ADVICE = {"service": "advice"}


@pytest.mark.parametrize(
    ("changed", "slip", "data"),
    [
        ({"slot": "2026-12-16T11:00"}, Slip.HALL_CLOSED, {}),
        ({"slot": "2026-11-29T11:00"}, Slip.HALL_CLOSED, {}),
        ({"slot": "2026-11-23T03:00"}, Slip.HALL_HOURS, {"hours": "09:00–18:00"}),
        ({**ADVICE, "slot": "2026-11-24T11:00"}, Slip.SERVICE_CLOSED, {"value": "advice"}),
        (
            {**ADVICE, "slot": "2026-11-23T12:00"},
            Slip.SERVICE_HOURS,
            {"value": "advice", "hours": "10:00–12:00"},
        ),
        ({**OFFICE, "slot": "2026-11-24T11:00"}, Slip.POST_CLOSED, {"value": "governor"}),
        (OFFICE, Slip.POST_HOURS, {"value": "governor", "hours": "15:00–18:00"}),
    ],
    ids=["holiday", "sunday", "night", "no-day", "too-late", "office-day", "office-time"],
)
def test_a_slot_outside_somebodys_hours_names_them(
    changed: dict[str, str], slip: Slip, data: dict[str, str]
) -> None:
    wish = replace(WISH, **changed)

    told = warnings_of((wish,), {}, HALL)

    slot = wish.slot.replace("T", " ")
    assert told == (BookingWarning(slip, {"line": 2, "slot": slot, **data}),)


@pytest.mark.parametrize(
    "changed",
    [{}, {**OFFICE, "slot": "2026-11-23T15:00"}, {**ADVICE, "slot": "2026-11-23T11:59"}],
    ids=["hall", "office", "service"],
)
def test_a_slot_within_all_hours_is_told_of_nobody(changed: dict[str, str]) -> None:
    assert warnings_of((replace(WISH, **changed),), {}, HALL) == ()


@pytest.mark.parametrize(
    ("state", "changed", "slips"),
    [
        (BookingState.CANCELLED, {}, [Slip.CANCELLED_BEFORE]),
        (BookingState.CANCELLED, {"slot": "2026-11-29T11:00"}, [Slip.CANCELLED_BEFORE]),
        (BookingState.USED, {}, []),
        (BookingState.LAPSED, {"slot": "2026-11-23T12:00"}, [Slip.ENDED_BEFORE]),
        (BookingState.EXPECTED, {"slot": "2026-11-29T11:00"}, [Slip.HALL_CLOSED]),
    ],
    ids=["cancelled", "cancelled-and-closed", "used-again", "lapsed-and-moved", "moved"],
)
def test_what_has_ended_before_is_told_unless_it_is_only_said_again(
    state: BookingState, changed: dict[str, str], slips: list[Slip]
) -> None:
    booking = Booking(id="b-1", code_digest="0" * 64, service="papers", slot=WISH.slot)
    known = {"b-1": BookingRow(booking, state, None)}

    told = warnings_of((replace(WISH, **changed),), known, HALL)

    assert [one.slip for one in told] == slips


def test_a_whole_table_of_a_wrong_day_is_told_in_part_and_counted() -> None:
    wishes = tuple(
        replace(WISH, line=n, id=f"b-{n}", slot="2026-11-29T11:00") for n in range(2, 72)
    )

    told = warnings_of(wishes, {}, HALL)

    assert len(told) == MOST_WARNINGS + 1
    assert told[-1] == BookingWarning(Slip.MORE, {"count": 20})


@pytest.mark.parametrize("language", FALLBACK_ORDER)
def test_every_warning_has_its_words(language: str) -> None:
    assert {slip.value for slip in Slip} <= set(read_words(language))
