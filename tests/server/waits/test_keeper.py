"""The outlook of a running hall, whatever becomes of the process that plays forward."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from server.forecast.child import Child
from server.forecast.talk import Answer, Ask, ToChild
from server.hall_service import HallService
from server.protocol.booking_commands import CheckIn, ImportBookings
from server.protocol.bookings import Booking
from server.protocol.desk_commands import PauseHall
from server.protocol.events import TicketIssued
from server.queueing.slots import slot_of
from server.storage.bookings import digest_of_code
from server.waits.keeper import OutlookKeeper
from server.waits.player import PlayerGoneError
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.running_hall import running
from tests.server.waits.working_waits import SERVICE, come, receive
from tests.server.working_hall import ADMIN, KIOSK, new_id

WAIT_SECONDS = 20.0


class PlayerInside:
    """The very child, without a process; it dies when asked after ``dies_at`` questions.

    One that ``holds`` answers once it may.
    """

    pid = 0

    def __init__(self, dies_at: int | None = None, *, holds: bool = False) -> None:
        self._child = Child(1)
        self._dies_at = dies_at
        self.asked = self.answered = 0
        self.shares: set[float] = set()
        self.may_answer = asyncio.Event()
        if not holds:
            self.may_answer.set()
        self.has_ended = False

    async def tell(self, message: ToChild) -> None:
        """Let it know."""
        self._child.hear(message)

    async def ask(self, question: Ask) -> Answer:
        """Answer, or be dead."""
        if self.asked == self._dies_at:
            raise PlayerGoneError
        self.asked += 1
        self.shares.add(question.come_share)
        answer = self._child.hear(question)
        assert answer is not None
        await self.may_answer.wait()
        self.answered += 1
        return answer

    async def end(self) -> None:
        """End it."""
        self.has_ended = True


@asynccontextmanager
async def foretold(service: HallService, *players: PlayerInside) -> AsyncIterator[None]:
    """Run a keeper that starts ``players`` one after another."""
    left = list(players)

    async def start() -> PlayerInside:
        return left.pop(0)

    task = asyncio.create_task(OutlookKeeper(service, service.outlook, start).run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while not is_so():  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0.01)


async def busy(service: HallService, clock: FakeClock) -> None:
    """Let the day begin, one visitor be received and others wait."""
    await service.tick()
    for _ in range(6):
        await come(service)
    await receive(service, clock)


async def pause(service: HallService) -> None:
    await service.carry_out(PauseHall(request_id=new_id(), reason="meal"), ADMIN)


async def test_who_takes_a_ticket_is_told_what_is_foretold_and_it_is_kept(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await busy(service, clock)
        before = await come(service)
        async with foretold(service, PlayerInside()):
            await until(lambda: SERVICE in service.outlook.ranges(service.now()))
            told = await come(service)

        assert before.expected is None
        assert told.expected == service.outlook.ranges(service.now())[SERVICE]
        assert told.forecast is not None
        assert told.forecast.likely_ms > 0


async def test_a_pause_ends_at_once_what_was_foretold_without_it(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await busy(service, clock)
        async with foretold(service, PlayerInside()):
            await until(lambda: SERVICE in service.outlook.ranges(service.now()))
            await pause(service)
            issued = await come(service)

        assert issued.expected is None


async def test_an_answer_to_a_question_from_before_a_pause_is_not_told(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await busy(service, clock)
        player = PlayerInside(holds=True)
        async with foretold(service, player):
            await until(lambda: player.asked == 1)
            await pause(service)
            player.may_answer.set()
            await until(lambda: player.answered == 1)
            issued = await come(service)

        assert issued.expected is None


async def test_a_dead_process_costs_estimates_until_the_next(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    clock = FakeClock()
    first, second = PlayerInside(dies_at=0), PlayerInside()
    async with running(tmp_path, clock) as service:
        await busy(service, clock)
        expected_log.expect("server.waits.keeper", "not foretold")
        async with foretold(service, first, second):
            await until(lambda: first.has_ended)
            untold = await come(service)
            await until(lambda: bool(service.outlook.ranges(service.now())))

        assert untold.expected is None
        assert second.has_ended


async def test_a_hall_in_which_nobody_receives_needs_no_process(tmp_path: Path) -> None:
    async with running(tmp_path, FakeClock()) as service:
        await service.tick()
        await come(service)
        player = PlayerInside()
        async with foretold(service, player):
            await asyncio.sleep(0)
            issued = await come(service)

        assert player.asked == 0
        assert issued.expected is None


async def test_who_has_booked_is_told_what_is_foretold_from_his_time_on(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await busy(service, clock)
        secret = await service.write(lambda ledger: ledger.bookings.make_secret())
        slot = f"{service.local(service.now() + 1_800_000):%Y-%m-%dT%H:%M}"
        slot_at = slot_of(slot, service.config.time_zone, 0).at
        booking = Booking(
            id="b-1", code_digest=digest_of_code(secret, "482913"), service=SERVICE, slot=slot
        )
        await service.carry_out(ImportBookings(request_id=new_id(), bookings=(booking,)), ADMIN)
        player = PlayerInside()
        async with foretold(service, player):
            await until(
                lambda: service.outlook.of_slot(SERVICE, slot_at, service.now()) is not None
            )
            command = CheckIn(request_id=new_id(), code="482913", language="kk")
            (entry,) = await service.carry_out(command, KIOSK)

        assert isinstance(entry.event, TicketIssued)
        assert (entry.event.is_early, entry.event.expected is None) == (True, False)
        assert player.shares == {0.9}
