"""A store that was damaged while nobody ran: a start refuses in words, or has all there was."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from shutil import copytree, rmtree
from time import process_time

import pytest

from server.hall import Hall
from server.hall_file import HallConfig
from server.hall_opening import open_hall
from server.hall_service import HallService
from server.protocol.commands import CallNext, IssueTicket
from server.protocol.errors import RefusedError
from server.protocol.events import Entry, TicketCalled, TicketIssued
from server.storage.event_log import EventLog
from server.storage.faults import StoreError
from server.storage.ledger import Ledger
from server.storage.sqlite import DatabaseError, Store
from server.storage.witness import FILE
from tests.durability.results import keep
from tests.fakes.clock import FakeClock
from tests.server.test_disk_full import call_and_start, issue
from tests.server.working_hall import KIOSK, OFFICIAL, new_id

DEMO_HALL = Path("server/halls/demo.toml")
PAGE = 4096
DAMAGES = 100
START_SECONDS = 1.0
"""Of the processor; a busy computer takes longer."""
NEXT = ["A061", "A002"]
"""Who gets a number and who is called when the undamaged half day goes on."""

Damage = Callable[[Path, Random], None]


async def half_a_day(folder: Path) -> tuple[Path, list[str]]:
    """Return a data directory as a killed server leaves it, and the numbers that it gave."""
    clock = FakeClock()
    service = await HallService.open(folder / "data", DEMO_HALL, clock)
    await service.tick()
    numbers = []
    for turn in range(60):
        clock.advance(seconds=1)
        numbers.append(await issue(service))
        if turn == 20:
            copytree(folder / "data", folder / "earlier")
            await service.close()
            service = await HallService.open(folder / "data", None, clock)
    await call_and_start(service, "desk-1", 0)
    copytree(folder / "data", folder / "found")
    (folder / "found" / "reserve").write_bytes(b"")  # it is never read, and would be copied often
    await service.close()
    return folder / "found", numbers


def flip_bytes(data: Path, chance: Random) -> None:
    path = data / chance.choice(("kezek.db", "kezek.db-wal"))
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 40)):
        content[chance.randrange(len(content))] ^= chance.randint(1, 255)
    path.write_bytes(content)


def zero_a_page(data: Path, chance: Random) -> None:
    path = data / chance.choice(("kezek.db", "kezek.db-wal"))
    content = bytearray(path.read_bytes())
    begin = chance.randrange(len(content) // PAGE) * PAGE
    content[begin : begin + PAGE] = bytes(PAGE)
    path.write_bytes(content)


def truncate(data: Path, chance: Random) -> None:
    path = data / chance.choice(("kezek.db", "kezek.db-wal"))
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])


def lose_the_log(data: Path, _chance: Random) -> None:
    (data / "kezek.db-wal").unlink()


def take_the_log_of_before(data: Path, _chance: Random) -> None:
    earlier = data.parent / "earlier" / "kezek.db-wal"
    (data / "kezek.db-wal").write_bytes(earlier.read_bytes())


def take_the_store_of_before(data: Path, _chance: Random) -> None:
    for name in ("kezek.db", "kezek.db-wal"):
        (data / name).write_bytes((data.parent / "earlier" / name).read_bytes())


@pytest.mark.parametrize(
    "damage",
    [
        flip_bytes,
        zero_a_page,
        truncate,
        lose_the_log,
        take_the_log_of_before,
        take_the_store_of_before,
    ],
)
async def test_a_damaged_store_is_refused_or_has_all_that_was_answered(
    tmp_path: Path, damage: Damage
) -> None:
    found, numbers = await half_a_day(tmp_path)
    chance = Random(20_261_123)
    is_drawn = damage in {flip_bytes, zero_a_page, truncate}
    ends: Counter[str] = Counter()

    for turn in range(DAMAGES if is_drawn else 1):
        data = tmp_path / f"damaged-{turn}"
        copytree(found, data)
        damage(data, chance)
        (data / "kezek.db-shm").unlink(missing_ok=True)
        ends[start(data, numbers)] += 1
        rmtree(data)

    at_work = {end for end in ends if end.startswith("fails at work")}
    assert set(ends) - at_work <= {"refused", "whole"}
    assert ends["refused"] > 0
    counts = {end: ends[end] for end in ("refused", "whole")}
    failing = sum(ends[end] for end in at_work)
    keep(f"damage by {damage.__name__}".replace("_", " "), **counts, fails_at_work=failing)


async def test_an_undamaged_store_is_whole_and_starts_in_time(tmp_path: Path) -> None:
    found, numbers = await half_a_day(tmp_path)
    began = process_time()

    end = start(found, numbers)

    assert end == "whole"
    assert process_time() - began < START_SECONDS


async def test_without_the_witness_a_lost_log_would_not_be_noticed(tmp_path: Path) -> None:
    """Or the tests above would prove nothing of it."""
    found, numbers = await half_a_day(tmp_path)
    (found / FILE).unlink()
    lose_the_log(found, Random())

    assert start(found, numbers) == "silently less"


async def test_two_servers_on_one_directory_are_one_too_many(tmp_path: Path) -> None:
    service = await HallService.open(tmp_path / "data", DEMO_HALL, FakeClock())

    arguments = ("-m", "server", "run", "--plain", "--data", str(tmp_path / "data"), "--port", "0")
    second = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=PIPE, stderr=PIPE
    )
    said, complained = await second.communicate()
    await service.close()

    assert second.returncode != 0
    assert said == b""
    assert b"Traceback" not in complained
    keep("second servers", refused=1)


def start(data: Path, numbers: list[str]) -> str:
    """Open the store and go on: it is refused, is whole, has silently less, or fails at work."""
    try:
        store = Store.open(data)
    except StoreError:
        return "refused"
    try:
        opened = open_hall(store, None, FakeClock())
        entries = EventLog(store.connection, opened.config.id).since(0, 0)
        issued = [entry.event for entry in entries if isinstance(entry.event, TicketIssued)]
        if [event.number for event in issued] != numbers:
            return "silently less"
        return go_on(store, opened.config)
    except StoreError:
        return "refused"
    except DatabaseError as error:  # an event from before this day, which the start does not read
        return f"fails at work: {type(error).__name__}"
    finally:
        store.close()


def go_on(store: Store, config: HallConfig) -> str:
    """Give one visitor more a number, and call whoever is next."""
    hall = Hall(config, FakeClock().wall_ms)
    issue_one = IssueTicket(request_id=new_id(), service="justice-appeal", language="kk")
    call_next = CallNext(request_id=new_id(), desk="desk-2")
    told: list[Entry] = []
    try:
        store.begin()
        ledger = Ledger.locked(store.connection, config.id)
        told += hall.carry_out(ledger, issue_one, KIOSK)
        told += hall.carry_out(ledger, call_next, OFFICIAL)
        store.commit()
    except (StoreError, DatabaseError) as error:
        store.rollback()
        return f"fails at work: {type(error).__name__}"
    except RefusedError as error:
        return f"goes on otherwise: {error!r}"
    events = [entry.event for entry in told]
    numbers = [one.number for one in events if isinstance(one, TicketIssued | TicketCalled)]
    return "whole" if numbers == NEXT else f"goes on otherwise: {numbers}"
