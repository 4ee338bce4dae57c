"""Becoming a device of a hall: which server, which code, and what to keep when it is confirmed."""

import asyncio
import logging
import secrets
import ssl
from collections.abc import Callable
from typing import TypeVar

from websockets.exceptions import ConnectionClosed

from server.client.addresses import Address
from server.client.dialling import OpenSocket, hall_of, open_socket
from server.client.messages import LinkIdentity
from server.client.pairing_states import Done, Ended, PairingState, Searching, Shown
from server.client.pinning import curious, trusting
from server.protocol.codec import decode_pairing_from_server, encode
from server.protocol.errors import (
    BadMessageError,
    ForeignServerError,
    KezekError,
    ServerUnreachableError,
    VersionMismatchError,
    WrongHallError,
    to_failure,
)
from server.protocol.fingerprints import commitment, fingerprint, pairing_code
from server.protocol.frames import Refusal
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole, Key
from server.protocol.known_errors import to_error
from server.protocol.pairing import (
    PAIRING_PATH,
    PAIRING_SECONDS,
    REVEAL_SECONDS,
    HallShown,
    PairChallenge,
    Paired,
    PairingFromDevice,
    PairKept,
    PairRequest,
    PairReveal,
    PairWaiting,
)

GRACE_SECONDS = 10.0
"""How much longer than the code is good its end is waited for."""

Tell = Callable[[PairingState], None]

F = TypeVar("F")

_log = logging.getLogger(__name__)


class Pairing:
    """One try at one address: raises a KezekError when it comes to nothing."""

    def __init__(
        self,
        role: DeviceRole,
        hall: Key | None,
        tell: Tell,
        authorities: tuple[str, ...] = (),
    ) -> None:
        """Ask to be a ``role`` of ``hall``, or of whichever hall answers.

        Who knows the hall's ``authorities`` already asks only a server that they certified.
        """
        self._role = role
        self._hall = hall
        self._tell = tell
        self._authorities = authorities
        self.dropped = 0
        """How often in a row the far end left when it knew the code and had not shown it yet."""

    async def run(self, address: Address, keep: Callable[[LinkIdentity], None]) -> LinkIdentity:
        """Return who the device now is, once an admin confirmed and ``keep`` made it durable."""
        shown = await self._look(address)
        opened = await open_socket(address, PAIRING_PATH, shown.hall, _context(shown.authority))
        try:
            return await self._ask(opened, shown, keep)
        except ConnectionClosed as error:
            raise ServerUnreachableError(address=str(address)) from error
        except TimeoutError as error:
            raise ServerUnreachableError(address=str(address)) from error
        finally:
            await opened.close()

    async def _look(self, address: Address) -> HallShown:
        """Return what a server shows of itself; nothing is believed and nothing said yet."""
        opened = await open_socket(address, PAIRING_PATH, self._hall or "any", curious())
        try:
            shown = await _hear(opened, HallShown, REVEAL_SECONDS)
        except (ConnectionClosed, TimeoutError) as error:
            raise ServerUnreachableError(address=str(address)) from error
        finally:
            await opened.close()
        if shown.version != PROTOCOL_VERSION:
            raise VersionMismatchError(spoken=PROTOCOL_VERSION, heard=shown.version)
        if self._hall not in (None, shown.hall) or hall_of(opened) != shown.hall:
            raise WrongHallError(address=str(address))
        if self._authorities and shown.authority not in self._authorities:
            raise ForeignServerError(address=str(address))
        return shown

    async def _ask(
        self, opened: OpenSocket, looked_at: HallShown, keep: Callable[[LinkIdentity], None]
    ) -> LinkIdentity:
        shown = await _hear(opened, HallShown, REVEAL_SECONDS)
        if shown != looked_at:
            raise WrongHallError(address=str(opened.address))
        nonce = secrets.token_hex(32)
        await _say(opened, PairRequest(PROTOCOL_VERSION, self._role, commitment(nonce)))
        challenge = await _hear(opened, PairChallenge, REVEAL_SECONDS)
        self.dropped += 1  # unless it goes on
        await _say(opened, PairReveal(nonce))
        waiting = await _hear(opened, PairWaiting, REVEAL_SECONDS)
        self.dropped = 0
        seconds = max(1, min(waiting.seconds, PAIRING_SECONDS))
        self._tell(
            Shown(
                code=pairing_code(nonce, challenge.nonce, shown.authority),
                fingerprint=fingerprint(shown.authority),
                hall_names=shown.names,
                address=str(opened.address),
                seconds=seconds,
            )
        )
        paired = await _hear(opened, Paired, seconds + GRACE_SECONDS)
        # The authority that was compared, whatever the answer says.
        identity = LinkIdentity(
            shown.hall, paired.device, self._role, paired.key, (shown.authority,)
        )
        if (paired.hall, paired.role, paired.authority) != (
            shown.hall,
            self._role,
            shown.authority,
        ):
            raise BadMessageError(reason="paired-as-another")
        await asyncio.to_thread(keep, identity)
        await _say(opened, PairKept())
        self._tell(Done(paired.device))
        return identity


def _context(authority: str) -> ssl.SSLContext:
    try:
        return trusting((authority,))
    except ValueError as error:
        raise BadMessageError(reason="no-authority") from error


async def _say(opened: OpenSocket, frame: PairingFromDevice) -> None:
    await opened.socket.send(encode(frame), text=True)


async def _hear(opened: OpenSocket, wanted: type[F], seconds: float) -> F:
    async with asyncio.timeout(seconds):
        frame = decode_pairing_from_server(await opened.socket.recv())
    if isinstance(frame, Refusal):
        raise to_error(frame.failure)
    if not isinstance(frame, wanted):
        raise BadMessageError(reason=f"unexpected-{type(frame).__name__}")
    return frame


class PairingTurns:
    """Tries every server that is found, one after another, so that none can hold a device up."""

    def __init__(self, tell: Tell) -> None:
        """Tell ``tell`` what to show."""
        self._tell = tell
        self._last: Address | None = None

    async def try_next(
        self,
        pairing: Pairing,
        addresses: tuple[Address, ...],
        keep: Callable[[LinkIdentity], None],
    ) -> LinkIdentity | None:
        """Try the address after the one tried last; None if it came to nothing."""
        if not addresses:
            self._tell(Searching())
            return None
        at = addresses.index(self._last) + 1 if self._last in addresses else 0
        address = self._last = addresses[at % len(addresses)]
        try:
            return await pairing.run(address, keep)
        except ServerUnreachableError as error:
            _log.info("no pairing at %s: %s", address, error)
            self._tell(Searching())
        except KezekError as error:
            _log.info("no pairing at %s: %s", address, error)
            self._tell(Ended(to_failure(error)))
        except OSError as error:
            _log.warning("the state of the device could not be kept: %s", error)
            self._tell(Ended(to_failure(KezekError(reason="state-not-kept"))))
        return None
