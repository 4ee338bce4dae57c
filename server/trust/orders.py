"""What an administrator asks of the hall's trust on the server's computer, and what is told."""

from typing import assert_never

from msgspec import Struct

from server.protocol.admin_errors import UnansweredPairingError
from server.protocol.errors import UnknownDeviceError
from server.protocol.identity import Actor, Key
from server.storage.authorities import AuthorityRow
from server.trust.digests import sha256, thumbprint
from server.trust.trust import KnownDevice, Trust

Row = dict[str, str]


class _Order(Struct, frozen=True, tag=True, tag_field="type", forbid_unknown_fields=True):
    """What every order is."""


class ListPairings(_Order, frozen=True):
    """Tell which devices wait to be paired."""


class ConfirmPairing(_Order, frozen=True):
    """Make the device that shows ``code`` one of the hall's."""

    code: str
    name: str
    zone: Key | None = None


class RefusePairing(_Order, frozen=True):
    """Send the device that shows ``code`` away."""

    code: str


class ListDevices(_Order, frozen=True):
    """Tell which devices the hall has."""


class RenewKey(_Order, frozen=True):
    """Let a device get a new key."""

    device: Key


class ClearSuspicion(_Order, frozen=True):
    """Hold a suspected device to be the only one."""

    device: Key


class RenewAuthority(_Order, frozen=True):
    """Announce a new authority; with ``is_switch`` use the one that was announced.

    It is not used as long as a device does not know it, unless ``is_anyway``. With
    ``is_forgetting`` devices trust no older one any more.
    """

    is_switch: bool = False
    is_anyway: bool = False
    is_forgetting: bool = False


class ShowAuthority(_Order, frozen=True):
    """Tell by which digits people know the hall's authority."""


TrustOrder = (
    ListPairings
    | ConfirmPairing
    | RefusePairing
    | ListDevices
    | RenewKey
    | ClearSuspicion
    | RenewAuthority
    | ShowAuthority
)


class Told(Struct, frozen=True):
    """What is said for each row, by a code of words; without rows once, by the code alone.

    A row may name ``words`` of its own, and the words for its ``subject``.
    """

    words: str
    rows: tuple[Row, ...] = ()


async def carry_out(trust: Trust, order: TrustOrder, by: Actor) -> Told:
    """Do what ``order`` asks; raise KezekError when it cannot be."""
    match order:
        case ListPairings() | ConfirmPairing() | RefusePairing():
            return await _pairing(trust, order, by)
        case ListDevices():
            rows = tuple(_device_row(device) for device in await trust.devices())
            return Told("no-devices", rows)
        case RenewKey(device=device):
            _require(device, is_known=await trust.renew_key(device))
            return Told("key-ordered", ({"device": device},))
        case ClearSuspicion(device=device):
            _require(device, is_known=await trust.clear_suspicion(device, by))
            return Told("suspicion-cleared", ({"device": device},))
        case RenewAuthority():
            return await _authority(trust, order, by)
        case ShowAuthority():
            return _digits(await trust.current())
        case _:
            assert_never(order)


def _digits(authority: AuthorityRow | None) -> Told:
    if authority is None:
        return Told("no-authority")
    pem = authority.certificate
    row = {
        "fingerprint": authority.fingerprint,
        "sha256": sha256(pem),
        "thumbprint": thumbprint(pem),
    }
    return Told("authority", (row,))


async def _pairing(
    trust: Trust, order: ListPairings | ConfirmPairing | RefusePairing, by: Actor
) -> Told:
    match order:
        case ListPairings():
            fingerprint = await trust.hall_fingerprint()
            rows = tuple(
                {
                    "subject": f"new-{one.role}",
                    "code": one.code,
                    "role": one.role.value,
                    "address": one.address,
                    "fingerprint": fingerprint,
                }
                for one in await trust.pairings.everywhere()
            )
            return Told("pairing" if rows else "no-pairings", rows)
        case ConfirmPairing(code=code, name=name, zone=zone):
            try:
                paired = await trust.pairings.confirm(code, name, zone, by)
            except UnansweredPairingError as error:
                return Told("paired-unanswered", ({"device": str(error.data["device"])},))
            row = {"device": paired.id, "name": paired.name, "zone": paired.zone or ""}
            return Told("paired", (row,))
        case RefusePairing(code=code):
            await trust.pairings.refuse(code, by)
            return Told("pairing-sent-away", ({"code": code},))
        case _:
            assert_never(order)


async def _authority(trust: Trust, order: RenewAuthority, by: Actor) -> Told:
    if order.is_forgetting:
        settled = await trust.give_up_past()
        if settled is None:
            return Told("no-older-authority")
        return Told("authority-settled", ({"fingerprint": settled.fingerprint},))
    if not order.is_switch:
        announced = await trust.announce_authority()
        return Told("authority-announced", ({"fingerprint": announced.fingerprint},))
    unaware = await trust.unaware()
    if trust.coming is None:
        return Told("no-authority-announced")
    if unaware and not order.is_anyway:
        return Told("authority-unknown-to", tuple({"device": device} for device in unaware))
    await trust.switch_authority(by)
    return Told("authority-switched", ({"fingerprint": trust.coming.fingerprint},))


def _device_row(device: KnownDevice) -> Row:
    row = device.row
    if row.is_revoked:
        state = "revoked"
    elif row.suspect is not None:
        state = f"suspect-{row.suspect}"
    elif device.hold is not None and not device.hold.is_over:
        state = "held-back"
    else:
        state = "linked" if device.is_linked else "not-linked"
    told = {
        "words": f"device-{state}",
        "subject": f"the-{row.role}" if row.name else f"the-unnamed-{row.role}",
        "device": row.id,
        "name": row.name,
        "role": row.role.value,
        "zone": row.zone or "",
    }
    if state == "held-back" and device.hold is not None:
        told["refused"] = str(device.hold.refused)
    return told


def _require(device: Key, *, is_known: bool) -> None:
    if not is_known:
        raise UnknownDeviceError(device=device)
