"""The history checker over a run of the crowd: what was lived through, against what is kept."""

from collections.abc import Iterable
from pathlib import Path

from server.hall_service import HallService
from tests.durability.onlookers import BOARD, IDLE, REVOKED, Onlookers
from tests.history.evidence import Evidence
from tests.history.liveness import Outage
from tests.history.peers import NEVER, Peer
from tests.journeys.invariants import Record
from tests.server.crowd import Crowd


async def record_of(data: Path, crowd: Crowd, evidence: Evidence) -> Record:
    """Return what a stopped server kept, with the evidence against it."""
    service = await HallService.open(data)
    try:
        rows, head = await service.read(lambda ledger: (ledger.events.rows(), ledger.head))
        return Record(service.config, rows, head.hash, crowd.acknowledged, (), evidence=evidence)
    finally:
        await service.close()


def evidence_of(
    crowd: Crowd,
    onlookers: Onlookers | None = None,
    outages: Iterable[Outage] | None = None,
) -> Evidence:
    """Return what clients and onlookers recorded; with ``outages`` the times are judged too."""
    texts = {}
    if crowd.log is not None:
        texts["server.log"] = crowd.log.read_bytes()
    if onlookers is None:
        return Evidence(attempts=crowd.history.close(), texts=texts)
    texts["board"] = bytes(onlookers.frames)
    return Evidence(
        attempts=crowd.history.close(),
        strangers=onlookers.strangers.close(),
        outages=tuple(outages or ()),
        sightings=tuple(onlookers.sightings),
        peers=(
            *(Peer(f"kiosk:{kiosk}") for kiosk in crowd.keys),
            Peer(f"kiosk:{REVOKED}", NEVER),
            Peer(f"kiosk:{IDLE}", NEVER),
            Peer(f"display:{BOARD}"),
        ),
        texts=texts,
        secrets=tuple(sorted(onlookers.secrets)),
        is_timed=outages is not None,
    )
