"""What happens to devices and to the trust between them and the hall; no queue changes by it."""

from enum import StrEnum

from server.protocol.happened import Happened
from server.protocol.identity import DeviceRole, Key


class Suspicion(StrEnum):
    """Why an admin has to look at a device: it may have been copied, or be in wrong hands."""

    KEY_REPLACED = "key-replaced"
    TWO_LINKS = "two-links"
    FOREIGN_PAPER = "foreign-paper"


class DevicePaired(Happened, frozen=True, kw_only=True):
    """An admin confirmed the code of a device: it speaks for the hall from now on."""

    device: Key
    role: DeviceRole
    zone: Key | None


class PairingRefused(Happened, frozen=True, kw_only=True):
    """An admin refused a device that showed a code."""

    role: DeviceRole


class DeviceRevoked(Happened, frozen=True, kw_only=True):
    """A device lost its right to speak for the hall, for ever."""

    device: Key


class DeviceKeyRenewed(Happened, frozen=True, kw_only=True):
    """A device used its new key for the first time; the one before it opens nothing any more."""

    device: Key


class DeviceSuspected(Happened, frozen=True, kw_only=True):
    """A device may be two, or in wrong hands; an admin has to look."""

    device: Key
    reason: Suspicion


class DeviceCleared(Happened, frozen=True, kw_only=True):
    """An admin has looked at a suspected device and found nothing wrong with it."""

    device: Key


class AuthorityRenewed(Happened, frozen=True, kw_only=True):
    """The hall's authority is another from now on; ``fingerprint`` is what people compare."""

    fingerprint: str


DeviceEvent = (
    DevicePaired
    | PairingRefused
    | DeviceRevoked
    | DeviceKeyRenewed
    | DeviceSuspected
    | DeviceCleared
    | AuthorityRenewed
)
