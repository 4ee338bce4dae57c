"""Devices as pages show them: linked, suspected, held back or not any more; no words in it."""

from msgspec import Struct

from server.hall_service import HallService
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, in_language
from server.protocol.tickets import Instant
from server.trust.trust import KnownDevice


class HoldView(Struct, frozen=True):
    """A kiosk that asks for too much, by the hall's clock; ``until`` is empty while it does."""

    since: str
    until: str
    refused: int


class DeviceView(Struct, frozen=True):
    """A device of the hall; ``cleared`` is when an admin last looked at a suspicion, if lately."""

    id: Key
    name: str
    role: str
    zone: str
    is_linked: bool
    is_revoked: bool
    suspect: str
    last_seen: Instant | None
    keyed_at: Instant
    hold: HoldView | None = None
    cleared: str = ""

    @property
    def is_held_back(self) -> bool:
        """Return whether the kiosk is held back now."""
        return self.hold is not None and not self.hold.until


def device_view(service: HallService, one: KnownDevice, language: LanguageCode) -> DeviceView:
    """Return ``one`` as a reader of ``language`` sees it."""
    row = one.row
    zone = service.config.zone(row.zone) if row.zone else None
    return DeviceView(
        row.id,
        row.name,
        row.role,
        in_language(zone.names, language) if zone else "",
        is_linked=one.is_linked,
        is_revoked=row.is_revoked,
        suspect=row.suspect or "",
        last_seen=row.last_seen,
        keyed_at=row.keyed_at,
        hold=_hold_view(service, one),
        cleared="" if one.cleared_at is None else _clock(service, one.cleared_at),
    )


def _hold_view(service: HallService, one: KnownDevice) -> HoldView | None:
    hold = one.hold
    if hold is None:
        return None
    until = _clock(service, hold.last_at) if hold.is_over else ""
    return HoldView(_clock(service, hold.since), until, hold.refused)


def _clock(service: HallService, at: Instant) -> str:
    return service.local(at).strftime("%H:%M")
