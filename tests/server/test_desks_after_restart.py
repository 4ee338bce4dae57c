"""What desks and the whole hall were at is the same after a restart, rebuilt from the store."""

from pathlib import Path

import pytest

from server.hall_service import HallService
from server.protocol.commands import CallNext, Command
from server.protocol.desk_commands import CallChosen, PauseHall, Ready, StartBreak, StopHall, Undo
from server.protocol.desk_errors import HallStoppedError
from server.protocol.events import Entry, TicketCalled, TicketIssued
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Actor, ActorKind
from server.protocol.tickets import CallReason
from server.queueing.desk_control import Pause
from tests.fakes.clock import FakeClock
from tests.server.running_hall import running, wish
from tests.server.sitting import sit
from tests.server.working_hall import KIOSK, OFFICIAL, new_id

pytestmark = pytest.mark.usefixtures("engine")

DESK = "desk-1"
SUPERVISOR = Actor(ActorKind.SUPERVISOR, "s-1")


async def press(service: HallService, command: Command) -> tuple[Entry, ...]:
    return await service.carry_out(command, OFFICIAL)


async def issue(service: HallService) -> TicketIssued:
    (entry,) = await service.carry_out(wish(), KIOSK)
    assert isinstance(entry.event, TicketIssued)
    return entry.event


async def test_a_ready_desk_calls_whoever_comes_after_a_restart(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await service.tick()
        await service.write(lambda ledger: sit(ledger, OFFICIAL.id, DESK, clock.wall_ms()))
        await press(service, Ready(request_id=new_id(), desk=DESK))
    clock.advance(seconds=1)

    async with running(tmp_path, clock) as service:
        was_ready = service.picture.control.ready(DESK)
        issued = await issue(service)

        seen = service.picture.occupancy.desk(DESK)
        assert was_ready is not None
        assert seen is not None
        assert seen.ticket == issued.ticket
        assert service.picture.control.ready(DESK) is None


async def test_a_call_can_be_taken_back_after_a_restart(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await service.tick()
        issued = await issue(service)
        await press(service, CallNext(request_id=new_id(), desk=DESK))
    clock.advance(seconds=2)

    async with running(tmp_path, clock) as service:
        act = service.picture.control.last_act(DESK)
        assert act is not None
        await press(service, Undo(request_id=new_id(), desk=DESK, act=act.seq))

        assert [leg.ticket for leg in service.picture.waiting()] == [issued.ticket]
        assert service.picture.occupancy.desk(DESK) is None


async def test_a_break_and_the_count_of_choices_go_on_after_a_restart(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await service.tick()
        await issue(service)
        chosen = await issue(service)
        command = CallChosen(request_id=new_id(), desk=DESK, ticket=chosen.ticket, reason="unwell")
        *_, called = await press(service, command)
        assert isinstance(called.event, TicketCalled)
        assert called.event.reason is CallReason.OVERRIDE
        (paused,) = await press(
            service, StartBreak(request_id=new_id(), desk="desk-2", reason="meal")
        )

    async with running(tmp_path, clock) as service:
        control = service.picture.control
        assert control.overrides(DESK) == 1
        assert control.on_break("desk-2") == Pause("meal", paused.at)


async def test_a_stopped_hall_stays_so_after_a_night_off(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await service.tick()
        await service.carry_out(PauseHall(request_id=new_id(), reason="meal"), SUPERVISOR)
        clock.advance(seconds=1)
        (stopped,) = await service.carry_out(
            StopHall(request_id=new_id(), reason="fire"), SUPERVISOR
        )
    clock.advance(hours=24)

    async with running(tmp_path, clock) as service:
        await service.tick()
        control = service.picture.control
        with pytest.raises(HallStoppedError):
            await issue(service)

    async with running(tmp_path, clock) as again:  # the new day's entries no longer say it
        assert again.picture.control.standing is HallStanding.STOPPED

    assert control.standing is HallStanding.STOPPED
    assert control.pause == Pause("fire", stopped.at)
