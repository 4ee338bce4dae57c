"""Frames come late, twice, torn or not at all, by hundreds of drawn plans: nobody is the worse."""

import asyncio
from collections import Counter
from itertools import count
from pathlib import Path
from random import Random

import pytest

from server.client.backoff import Backoff
from server.client.messages import LinkIdentity
from server.protocol.events import TicketCalled
from server.protocol.frames import DEVICE_PATH
from server.protocol.identity import DeviceRole
from tests.durability.judging import evidence_of, record_of
from tests.durability.meddler import DOUBLED_SECONDS, Fate, Meddler, draw_plans, meddlers
from tests.durability.onlookers import BOARD, invite_onlookers, present
from tests.durability.results import keep, keep_part
from tests.durability.stalls import stalls_noted
from tests.history.evidence import ALWAYS
from tests.history.liveness import USABLE_SECONDS, Outage
from tests.history.operations import End
from tests.journeys.invariants import broken
from tests.journeys.links import LinkedKiosk, issued_by, wish
from tests.server.crowd import Crowd, check_store, prepare, start, stay

SEED = 20_261_123
CABLES = 10
PLANS = 300
MANY_PLANS = 6_000
PARTS = 5
SILENT_PLANS = 10
QUICK = tuple(fate for fate in Fate if fate not in {Fate.DEAF, Fate.LATE})
CUTTING = (Fate.TORN, Fate.CUT)
HARMLESS = (Fate.DELAY, Fate.TWICE)
BOARD_CUT_EACH = 30
"""Turns of a fifth of a second; a board that comes again more often is refused for a while."""
CALM_EACH = 30
"""Plans of each kiosk; then nothing is meddled with until it must be usable again."""
CALM_SECONDS = DOUBLED_SECONDS + USABLE_SECONDS + 1
LATE_OF_EACH = 4
"""Of one kiosk: more links that seem to be there twice in a minute look like a stolen key."""
DECIDED = ALWAYS | {"I1", "I7", "I8", "I9", "I10"}
SERVICE = "justice-appeal"


class Hasty(Backoff):
    """Tries again almost at once, or a thousand losses would take an hour."""

    def next_seconds(self) -> float:
        """Return a hundredth of a second."""
        return 0.01


@pytest.mark.timeout(240)
async def test_whatever_happens_to_frames_every_wish_is_granted_once(tmp_path: Path) -> None:
    met = await ask_through_meddlers(tmp_path, PLANS)

    assert all(met[fate] > 0 for fate in Fate)
    keep("meddled frames", plans=PLANS, **met)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
async def test_six_thousand_plans_of_meddling_change_nothing(part: int, tmp_path: Path) -> None:
    met = await ask_through_meddlers(tmp_path, MANY_PLANS // PARTS, SEED + 1 + part)

    assert all(met[fate] > 0 for fate in Fate)
    keep_part("meddled frames, slow", part, PARTS, plans=MANY_PLANS // PARTS, **met)


async def ask_through_meddlers(folder: Path, plans: int, seed: int = SEED) -> Counter[str]:
    """Let each kiosk ask over a cable of its own; return what happened to how many frames."""
    data = folder / "data"
    data.mkdir()
    crowd = Crowd(await prepare(data, CABLES), log=folder / "server.log")
    onlookers = await invite_onlookers(data, crowd)
    server = await start(data, crowd)
    address = crowd.url.removeprefix("http://")
    now = crowd.history.now
    cables = {
        client: Meddler(client, address, now, Random(f"{seed} {client}"))
        for client in (*crowd.keys, BOARD)
    }
    outages: list[Outage] = []
    async with stalls_noted(outages, now, server.pid), meddlers(*cables.values()):
        onlookers.board_url = f"ws://{cables[BOARD].address}{DEVICE_PATH}"
        async with present(onlookers), asyncio.TaskGroup() as group:
            staying = group.create_task(stay(server))
            asking = (
                visit(
                    crowd, kiosk, cables[kiosk], Random(f"{seed} {kiosk} plans"), plans // CABLES
                )
                for kiosk in crowd.keys
            )
            meddling = group.create_task(keep_meddling(cables[BOARD], Random(seed)))
            await asyncio.gather(*asking, onlookers.is_seated.wait())
            meddling.cancel()
            cables[BOARD].relent()
            await asyncio.sleep(0.5)
            staying.cancel()
    server.terminate()
    await server.wait()
    assert set(crowd.acknowledged) == set(crowd.asked)
    undecided = {"I7"} if outages else set()  # on a computer that had no time for this
    outages += [outage for cable in cables.values() for outage in cable.outages]
    record = await record_of(data, crowd, evidence_of(crowd, onlookers, outages))
    assert record.evidence.decides() >= DECIDED - undecided
    faults = broken(record)
    assert not faults, "\n".join(faults)
    await check_store(data, crowd)
    assert any(isinstance(entry.event, TicketCalled) for entry in record.entries)
    return Counter({str(fate): sum(one.met[fate] for one in cables.values()) for fate in Fate})


async def visit(crowd: Crowd, kiosk: str, cable: Meddler, chance: Random, plans: int) -> None:
    """Ask for one to three tickets under each plan; and in peace now and then."""
    identity = LinkIdentity("hall-demo", kiosk, DeviceRole.KIOSK, crowd.keys[kiosk])
    link = LinkedKiosk(identity, cable.address, {}, Hasty())
    silent = set(chance.sample(range(1, plans + 1), max(1, SILENT_PLANS // CABLES)))
    late = set(chance.sample(range(1, plans + 1), LATE_OF_EACH)) - silent
    await link.start()
    for turn in range(1, plans + 1):
        plan = draw_plans(chance, QUICK)
        if turn in silent:
            plan[0].fate = Fate.DEAF
        elif turn in late:
            plan[0].fate = Fate.LATE
        cable.plan(*plan)
        await asyncio.gather(*(ask(crowd, kiosk, link) for _ in range(chance.randint(1, 3))))
        if turn % CALM_EACH == 0:
            await keep_calm(crowd, kiosk, link, cable)
    await asyncio.to_thread(link.stop)


async def keep_calm(crowd: Crowd, kiosk: str, link: LinkedKiosk, cable: Meddler) -> None:
    """Let the kiosk ask in peace for so long that everything is owed again (I7)."""
    cable.relent()
    until = crowd.history.now() + CALM_SECONDS
    while crowd.history.now() < until:
        await ask(crowd, kiosk, link)
        await asyncio.sleep(CALM_SECONDS / 10)


async def ask(crowd: Crowd, kiosk: str, link: LinkedKiosk) -> None:
    wanted = wish(SERVICE)
    crowd.asked.append(wanted.request_id)
    crowd.history.invoke(kiosk, wanted.request_id)
    number = issued_by(await link.ask(wanted)).number
    crowd.history.end(kiosk, wanted.request_id, End.OK, number)
    crowd.acknowledge(wanted.request_id, number)


async def keep_meddling(cable: Meddler, chance: Random) -> None:
    """Let the board's cable never rest; but a board that is away looks at nothing."""
    for turn in count():
        is_cut = turn % BOARD_CUT_EACH == BOARD_CUT_EACH - 1
        cable.plan(*draw_plans(chance, CUTTING if is_cut else HARMLESS))
        await asyncio.sleep(0.2)
