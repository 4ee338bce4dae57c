"""How a new device comes to trust a hall and the hall a device: frames of one short socket.

The device speaks first, with its wish; the server shows itself before anything else is said.
"""

from typing import Annotated

from msgspec import Meta

from server.protocol.frames import DeviceFrame, Refusal, ServerFrame
from server.protocol.identity import DeviceRole, Key
from server.protocol.languages import Texts

PAIRING_PATH = "/pairing"
PAIRING_SECONDS = 300
REVEAL_SECONDS = 5.0
KEPT_SECONDS = 10.0
TLS_NAME_SUFFIX = "hall.kezek.internal"

Digits64 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", max_length=64)]
"""256 bits in lower-case hexadecimal digits."""

Certificate = Annotated[str, Meta(max_length=4096)]
"""One certificate in PEM."""


class PairRequest(DeviceFrame, frozen=True):
    """A device wants to belong to the hall; ``commitment`` binds it to a nonce not yet shown."""

    version: int
    role: DeviceRole
    commitment: Digits64


class PairReveal(DeviceFrame, frozen=True):
    """The nonce that the device was bound to; from now on both ends know the code."""

    nonce: Digits64


class PairKept(DeviceFrame, frozen=True):
    """The device has durably kept what it was given."""


PairingFromDevice = PairRequest | PairReveal | PairKept


class HallShown(ServerFrame, frozen=True):
    """Which hall this is and the certificate of its authority; the first frame of the socket."""

    version: int
    hall: Key
    names: Texts
    authority: Certificate


class PairChallenge(ServerFrame, frozen=True):
    """The server's nonce, chosen before it sees the device's."""

    nonce: Digits64


class PairWaiting(ServerFrame, frozen=True):
    """An admin may confirm the code during so many seconds."""

    seconds: int


class Paired(ServerFrame, frozen=True):
    """An admin has confirmed: the device's id and key, and the authority it trusts from now on."""

    hall: Key
    device: Key
    role: DeviceRole
    key: Digits64
    authority: Certificate


PairingFromServer = HallShown | PairChallenge | PairWaiting | Paired | Refusal


def tls_name(hall: Key) -> str:
    """Return the name by which a hall's certificate is known, whatever its address (ADR 0015)."""
    return f"{hall}.{TLS_NAME_SUFFIX}"
