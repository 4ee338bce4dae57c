"""Cuts the power at every write and sync of a recorded day, and judges what a start finds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import rmtree

from server.hall import Hall
from server.hall_file import HallConfig
from server.hall_opening import open_hall
from server.protocol.commands import IssueTicket
from server.protocol.errors import DayNotOpenError
from server.protocol.events import TicketCalled, TicketIssued
from server.storage.event_log import EventLog
from server.storage.faults import StoreError
from server.storage.ledger import Ledger
from server.storage.sqlite import DatabaseError, Store
from tests.durability.disk import NOTHING, Disk, Image, Loss
from tests.durability.said import Said
from tests.durability.trace import Removed, Renamed, Step, Synced, Truncated, Written
from tests.fakes.clock import FakeClock
from tests.journeys.invariants import Record, broken
from tests.server.working_hall import KIOSK, new_id

NOT_ON_THE_DISK = ("lock", "control.sock", "reserve", "reserve.part", "kezek.db-shm")
"""Made anew at every start; the last is memory that processes share, not a file that lasts."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The power goes after one step of the trace: what may be on the disk, what was said."""

    step: int
    loss: Loss
    image: Image
    said: Said


def moments(steps: tuple[Step, ...]) -> list[int]:
    """Return after which steps the disk may look as it never did before."""
    kinds = (Written, Truncated, Synced, Renamed, Removed)
    return [
        index
        for index, step in enumerate(steps)
        if isinstance(step, kinds) and getattr(step, "name", "") not in NOT_ON_THE_DISK
    ]


def cuts(
    steps: tuple[Step, ...], count: int, seed: int, begun: Mapping[str, bytes] = NOTHING
) -> Iterator[Cut]:
    """Yield ``count`` cuts: each sync's two sides as far as that goes, the rest drawn by seed.

    The disk has ``begun`` on it before the first step.
    """
    chance = Random(seed)
    chosen = _chosen(steps, count, chance)
    disk, said = Disk(begun), Said()
    for index, step in enumerate(steps):
        disk.take(step)
        said.hear(step)
        for loss in chosen.get(index, ()):
            image = disk.image(loss, chance)
            yield Cut(index, loss, image, said.copy())


def _chosen(steps: tuple[Step, ...], count: int, chance: Random) -> dict[int, list[Loss]]:
    """Spread the cuts: half of them beside syncs with everything unsynced lost, half anywhere."""
    places = moments(steps)
    beside = [place for place in places if isinstance(steps[place], Synced)]
    beside += [place - 1 for place in beside if place - 1 in set(places)]
    chosen: dict[int, list[Loss]] = {}
    for place in chance.sample(beside, min(len(beside), count // 2)):
        chosen.setdefault(place, []).append(Loss.ALL)
    while sum(len(losses) for losses in chosen.values()) < count:
        chosen.setdefault(chance.choice(places), []).append(chance.choice(list(Loss)))
    return chosen


def judge(cut: Cut, hall_file: Path, scratch: Path) -> list[str]:
    """Start the server's store on the image and return what is wrong with what it has."""
    lay_out(cut.image, scratch)
    return judge_store(scratch, hall_file, cut.said)


def lay_out(image: Image, scratch: Path) -> None:
    """Make ``scratch`` the data directory that the power cut left."""
    rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    for name, content in image.items():
        if name not in NOT_ON_THE_DISK:
            (scratch / name).write_bytes(content)
    (scratch / "reserve").touch()  # or each start would claim its space anew


def judge_store(data: Path, hall_file: Path, said: Said) -> list[str]:
    """Start the server's store and return what is wrong with what it has."""
    try:
        store = Store.open(data)
    except StoreError as error:
        return [f"does not open: {error}"]
    try:
        return _compare(store, hall_file, said)
    except (StoreError, DatabaseError) as error:
        return [f"does not start: {error}"]
    finally:
        store.close()


def _compare(store: Store, hall_file: Path, said: Said) -> list[str]:
    opened = open_hall(store, hall_file, FakeClock())
    log = EventLog(store.connection, opened.config.id)
    record = Record(opened.config, log.rows(), opened.head.hash, said.tickets, ())
    called = {e.event.number for e in record.entries if isinstance(e.event, TicketCalled)}
    lost = [f"I1: a desk was shown {number}" for number in sorted(said.called - called)]
    return [*broken(record), *lost, *_goes_on(store, opened.config, said)]


def _goes_on(store: Store, config: HallConfig, said: Said) -> list[str]:
    """Give one visitor more a number: it is nobody else's."""
    hall = Hall(config, FakeClock().wall_ms)
    command = IssueTicket(request_id=new_id(), service=config.services[0].id, language="kk")
    store.begin()
    try:
        (entry,) = hall.carry_out(Ledger.locked(store.connection, config.id), command, KIOSK)
    except DayNotOpenError:
        return ["the day is not open, and yet there were tickets"] if said.tickets else []
    finally:
        store.commit()
    assert isinstance(entry.event, TicketIssued)
    number = entry.event.number
    return [f"I2: {number} is given again"] if number in said.tickets.values() else []
