"""The devices of a demo are paired as everywhere: the code is read off the screen and typed."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

from server import control
from server.client.device_state import DeviceState
from server.client.enrolment import PairingWish
from server.client.finder import Finder
from server.client.link import Link
from server.client.membership import Membership
from server.client.messages import LinkEvent
from server.client.pairing_states import PairingState, Shown
from server.control import ControlError
from server.demo.processes import Said, StageError
from server.protocol.identity import DeviceRole, Key
from server.trust.orders import ConfirmPairing, ListPairings, Row

LOOK_SECONDS = 0.1
CODE_SECONDS = 20.0

_HALF = re.compile(r"\d{3}")


def code_on(texts: list[str]) -> str | None:
    """Return the code that stands on a screen in two groups of three digits."""
    for one, other in pairwise(texts):
        if _HALF.fullmatch(one) and _HALF.fullmatch(other):
            return one + other
    return None


async def confirm(data: Path, code: str, name: str, zone: Key | None = None) -> Row:
    """Type the code at the server, as an admin at its computer does; return the new device."""
    order = ConfirmPairing(code, name, zone)
    done = await asyncio.to_thread(control.ask, data, order)
    if done is None or done.told is None or not done.told.rows:
        message = f"the server did not pair {name}"
        raise ControlError(message)
    return done.told.rows[0]


async def read_code(name: str, state: Callable[[], Awaitable[Said]]) -> str:
    """Return the code on a device's screen as soon as one stands there."""
    deadline = asyncio.get_running_loop().time() + CODE_SECONDS
    while True:
        code = code_on((await state())["texts"])
        if code is not None:
            return code
        if asyncio.get_running_loop().time() > deadline:
            raise StageError(name, "shows no code")
        await asyncio.sleep(LOOK_SECONDS)


async def pair_waiting(
    data: Path,
    role: DeviceRole,
    name: str,
    zone: Key | None = None,
    seconds: float = CODE_SECONDS,
) -> Row:
    """Confirm the first device of a role that waits, whose screen nobody but people can read."""
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        done = await asyncio.to_thread(control.ask, data, ListPairings())
        rows = () if done is None or done.told is None else done.told.rows
        codes = [row["code"] for row in rows if row["role"] == role.value]
        if codes:
            return await confirm(data, codes[0], name, zone)
        if asyncio.get_running_loop().time() > deadline:
            raise StageError(name, "does not wait to be paired")
        await asyncio.sleep(LOOK_SECONDS)


def pairing_link(
    data: Path,
    state: Path,
    finder: Finder,
    name: str,
    deliver: Callable[[LinkEvent], None],
) -> Link:
    """Return the link of a kiosk without a screen, which confirms its own code at the server."""

    def tell(told: PairingState) -> None:
        if isinstance(told, Shown):
            control.ask(data, ConfirmPairing(told.code, name))

    wish = PairingWish(DeviceRole.KIOSK, None, tell)
    return Link(Membership.of(DeviceState(state)), finder, deliver, pairing=wish)
