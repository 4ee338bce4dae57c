"""Devices at two servers of one hall on PostgreSQL: what one server does, the other's know."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from server.protocol.commands import CallNext
from server.protocol.events import TicketUnclaimed
from server.protocol.frames import Answer, Refusal, Update
from server.protocol.snapshots import CallPlaced
from tests.server.devices.working_server import (
    WorkingServer,
    issue_command,
    linked,
    new_id,
    working_server,
)
from tests.server.engines import Engines


@asynccontextmanager
async def neighbours(place: Path) -> AsyncIterator[tuple[WorkingServer, WorkingServer]]:
    async with working_server(place) as one, working_server(place) as other:
        yield one, other


async def test_a_call_at_one_server_is_shown_on_a_board_of_the_other(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with neighbours(tmp_path) as (one, other):
        kiosk, board = await one.add_kiosk(), await one.add_board()
        async with linked(one, kiosk) as taking, linked(other, board) as showing:
            answer = await taking.ask(issue_command("advice"))
            await one.do(CallNext(request_id=new_id(), desk="desk-1"))
            calls: list[CallPlaced] = []
            while not calls:  # who stands next may be told before
                update = await showing.hear_one(Update)
                calls = [change for change in update.changes if isinstance(change, CallPlaced)]

    assert isinstance(answer, Answer)
    assert [call.call.desk for call in calls] == ["1"]
    assert postgresql.is_postgresql


async def test_a_device_revoked_at_one_server_is_cut_off_at_the_other(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with neighbours(tmp_path) as (one, other):
        identity = await one.add_kiosk()
        async with linked(other, identity) as kiosk:
            await one.service.revoke_device("kiosk-1")
            refusal = await kiosk.hear_one(Refusal)

    assert refusal.failure.code == "unknown-device"
    assert postgresql.is_postgresql


async def test_a_newer_link_at_one_server_ends_the_older_at_the_other(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with neighbours(tmp_path) as (one, other):
        identity = await one.add_kiosk()
        async with linked(one, identity) as older, linked(other, identity) as newer:
            with pytest.raises(ConnectionClosed):
                await older.hear_one(Refusal)
            answer = await newer.ask(issue_command())

    assert isinstance(answer, Answer)
    assert postgresql.is_postgresql


async def test_a_number_given_at_one_server_is_not_set_aside_by_the_other(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with neighbours(tmp_path) as (one, other):
        identity, command = await one.add_kiosk(), issue_command()
        async with linked(one, identity) as kiosk:
            await kiosk.ask(command)
            async with linked(other, identity, received=(command.request_id,)):
                log = await other.log()

        waiting = [leg.number for leg in other.service.picture.waiting()]

    assert waiting == ["A001"]
    assert not any(isinstance(entry.event, TicketUnclaimed) for entry in log)
    assert postgresql.is_postgresql
