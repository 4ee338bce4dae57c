"""Asks a device that knew the log before a restore what it saw; used by the endpoint."""

import logging
from uuid import uuid4

from server.hall_service import HallService
from server.protocol.commands import NoteMemory
from server.protocol.frames import Hello, ResumePoint
from server.protocol.identity import SERVER_ACTOR
from server.protocol.restore_events import HeadMissing, SeriesRaised

_log = logging.getLogger(__name__)


async def hear_memory(service: HallService, hello: Hello) -> None:
    """Take in what a device says of an epoch that is past.

    Of the present one nothing is news, unless a cluster lost it while no process was there.
    """
    seen = hello.resume
    if seen is None or seen.epoch > service.picture.epoch:
        return
    if seen.epoch == service.picture.epoch and not await _is_lost(service, seen, hello.head):
        return
    command = NoteMemory(
        request_id=str(uuid4()),
        device=hello.device,
        epoch=seen.epoch,
        seq=seen.seq,
        head=hello.head,
        numbers=hello.numbers,
    )
    for entry in await service.carry_out(command, SERVER_ACTOR):
        match entry.event:
            case HeadMissing(device=device, seq=seq):
                _log.warning("device %s saw an entry %s that was lost", device, seq)
            case SeriesRaised(series=series, next=ordinal):
                _log.warning("series %s goes on at %s: a kiosk saw that much", series, ordinal)
            case _:
                pass


async def _is_lost(service: HallService, seen: ResumePoint, head: str | None) -> bool:
    """Return whether a cluster no longer has what a device was told; a data directory knows."""
    if not service.is_shared:
        return False
    found = await service.read(
        lambda ledger: ledger.events.between(seen.epoch, seen.seq, seen.seq)
    )
    return not found or head not in {None, found[0].head}
