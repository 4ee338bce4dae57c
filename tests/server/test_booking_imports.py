"""A file of bookings is taken over as a whole or not at all, and a second time changes nothing."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from msgspec.structs import replace

from server.booking_files import BookingFaultsError, BookingFlaw, BookingWish
from server.booking_imports import BookingImports, Brought
from server.booking_warnings import BookingWarning, Slip
from server.hall_service import HallService
from server.protocol.booking_commands import CancelBooking
from server.protocol.booking_events import BookingsImported
from tests.fakes.clock import FakeClock
from tests.server.running_hall import running
from tests.server.working_hall import ADMIN

pytestmark = pytest.mark.usefixtures("engine")

WISH = BookingWish(
    line=2,
    id="b-1",
    code="482913",
    service="akimat-akim",
    slot="2026-11-23T15:20",
    post="governor",
)


def many(count: int) -> tuple[BookingWish, ...]:
    return tuple(
        replace(WISH, line=2 + n, id=f"b-{n}", code=f"{100_000 + n}") for n in range(count)
    )


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[HallService]:
    async with running(tmp_path, FakeClock()) as made:
        yield made


async def imported(service: HallService) -> list[int]:
    log = await service.read(lambda ledger: ledger.events.since(0, 0))
    return [len(one.event.bookings) for one in log if isinstance(one.event, BookingsImported)]


async def test_a_long_file_is_brought_in_parts_that_fit_into_frames(service: HallService) -> None:
    brought = await BookingImports(service).bring(many(90), ADMIN)

    assert brought == Brought(90, 90)
    assert await imported(service) == [40, 40, 10]
    assert len(service.picture.book.expected("2026-11-23")) == 90


async def test_only_what_is_new_or_changed_is_said_again(service: HallService) -> None:
    imports = BookingImports(service)
    first, second = many(2)
    await imports.bring((first, second), ADMIN)

    again = await imports.bring((first, second), ADMIN)
    changed = await imports.bring((first, replace(second, persons=3)), ADMIN)

    assert (again, changed) == (Brought(2, 0), Brought(2, 1))
    assert await imported(service) == [2, 1]


@pytest.mark.parametrize(
    ("wrong", "flaw"),
    [
        ({"service": "gone"}, BookingFlaw.UNKNOWN_SERVICE),
        ({"post": "gone"}, BookingFlaw.UNKNOWN_POST),
        ({"post": "minister"}, BookingFlaw.POST_OF_OTHER),
        ({"region": "gone"}, BookingFlaw.UNKNOWN_REGION),
        ({"slot": "2026-11-22T15:20"}, BookingFlaw.DAY_OUT_OF_RANGE),
        ({"slot": "2031-11-22T15:20"}, BookingFlaw.DAY_OUT_OF_RANGE),
    ],
    ids=["service", "post", "post-of-other", "region", "past", "far"],
)
async def test_one_line_that_the_hall_does_not_know_keeps_the_file_out(
    service: HallService, wrong: dict[str, str], flaw: BookingFlaw
) -> None:
    good, other = many(2)

    with pytest.raises(BookingFaultsError) as refused:
        await BookingImports(service).bring((good, replace(other, **wrong)), ADMIN)

    assert [(one.flaw, one.data["line"]) for one in refused.value.faults] == [(flaw, 3)]
    assert await imported(service) == []


async def test_a_code_that_another_booking_of_the_day_has_keeps_the_file_out(
    service: HallService,
) -> None:
    imports = BookingImports(service)
    await imports.bring((WISH,), ADMIN)
    other = replace(WISH, id="b-other")

    with pytest.raises(BookingFaultsError) as refused:
        await imports.bring((*many(50), other), ADMIN)
    later = await imports.bring((replace(other, slot="2026-11-25T10:00"),), ADMIN)

    assert [one.flaw for one in refused.value.faults] == [BookingFlaw.CODE_TAKEN]
    assert later == Brought(1, 1)


async def test_a_restarted_server_expects_the_same_people(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as before:
        await before.tick()
        await BookingImports(before).bring(many(3), ADMIN)

    async with running(tmp_path, clock) as after:
        assert len(after.picture.book.expected("2026-11-23")) == 3
        assert after.picture.book.used("2026-11-23", "akimat-akim") == 3


async def test_the_list_of_a_week_is_added_to_although_some_of_its_days_are_over(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    over, later, added = many(3)
    later = replace(later, slot="2026-11-25T10:00")
    added = replace(added, slot="2026-11-30T16:00")
    async with running(tmp_path, clock) as service:
        imports = BookingImports(service)
        await imports.bring((over, later), ADMIN)
        clock.advance(hours=24)

        brought = await imports.bring((over, later, added), ADMIN)
        with pytest.raises(BookingFaultsError) as refused:
            await imports.bring((replace(over, slot="2026-11-23T15:30"),), ADMIN)

    assert brought == Brought(3, 1)
    assert [one.flaw for one in refused.value.faults] == [BookingFlaw.DAY_OUT_OF_RANGE]


async def test_a_slot_outside_the_hours_is_taken_over_and_told(service: HallService) -> None:
    late = replace(WISH, slot="2026-11-23T18:10")

    brought = await BookingImports(service).bring((late,), ADMIN)

    data: dict[str, str | int] = {
        "line": 2,
        "slot": "2026-11-23 18:10",
        "value": "governor",
        "hours": "15:00–18:00",
    }
    assert brought == Brought(1, 1, (BookingWarning(Slip.POST_HOURS, data),))
    assert len(service.picture.book.expected("2026-11-23")) == 1


async def test_a_cancelled_booking_is_told_and_comes_back_under_a_new_id_with_its_code(
    service: HallService,
) -> None:
    imports = BookingImports(service)
    await imports.bring((WISH,), ADMIN)
    await service.carry_out(CancelBooking(request_id=str(uuid4()), booking="b-1"), ADMIN)

    again = await imports.bring((WISH,), ADMIN)
    anew = await imports.bring((replace(WISH, id="b-2"),), ADMIN)
    once_more = await imports.bring((WISH,), ADMIN)

    told = BookingWarning(Slip.CANCELLED_BEFORE, {"line": 2, "value": "b-1"})
    assert again == once_more == Brought(1, 0, (told,))
    assert anew == Brought(1, 1)
    assert [one.id for one in service.picture.book.expected("2026-11-23")] == ["b-2"]
