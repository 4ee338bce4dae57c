"""Which unit is on the line, what it can do, and what is kept of it; used by the driver."""

from collections.abc import Callable
from datetime import UTC, datetime

from msgspec.structs import replace

from printers.fences import evidence
from printers.port_messages import UnitMet
from printers.probe import PATIENT, Patience, Probe, ask_serial, narrowed, probe
from printers.profile import Features, LogoStore, PrinterProfile, Provenance
from printers.roll import Roll
from printers.strategy import Proved
from printers.transport import Line
from printers.units import UnitRecord, Units

DAY_MS = 24 * 3600 * 1000
MOST_LOGO_WRITES = 10
"""A day, for each unit: every one wears its flash memory."""


class Acquaintance:
    """Knows the unit at one address: probed once, by command again, or when another stands there.

    A unit without a serial number is known by its address.
    """

    def __init__(
        self,
        url: str,
        profile: PrinterProfile,
        units: Units,
        wall_ms: Callable[[], int],
        patience: Patience = PATIENT,
    ) -> None:
        """Begin with the unit that was met last at ``url``."""
        self._url = url
        self._promised = profile
        self._units = units
        self._wall_ms = wall_ms
        self._patience = patience
        self._asks_anew = False
        self.key, self.record = units.at(url) or (url, UnitRecord(url))
        self.profile = self._narrowed()

    @property
    def proved(self) -> Proved:
        """Return what this very unit has shown."""
        return self.record.proved

    def told(self) -> UnitMet:
        """Return what people are told of the unit."""
        found = self.record.probe or Probe()
        features = self.profile.features
        has_logo = bool(self.record.logo)
        return UnitMet(self.key, found.model, evidence(features), self.record.probed_on, has_logo)

    def ask_anew(self) -> None:
        """Probe the unit at the next meeting, whatever is known of it."""
        self._asks_anew = True

    def meet(self, line: Line) -> Features:
        """Learn which unit is on ``line``, probe an unknown one; return what it answers."""
        known = self.record.probe
        if known is None or self._asks_anew:
            self._learn(probe(line, self._promised, self._patience))
        elif known.serial:
            self._recognise(line, ask_serial(line, self._patience))
        self.profile = self._narrowed()
        return self.profile.features

    def begin_ticket(self, millimetres: float) -> None:
        """Note, before it goes, that a ticket is on the strip and how much paper it takes."""
        roll = self.record.roll.after_ticket(millimetres)
        self._keep(replace(self.record, roll=roll, is_uncut=True))

    def end_ticket(self) -> None:
        """Note that the ticket has left the strip whole."""
        if self.record.is_uncut:
            self._keep(replace(self.record, is_uncut=False))

    def look(self, *, is_out: bool) -> None:
        """Note whether there is paper; a change is kept."""
        roll = self.record.roll.after_look(is_out=is_out)
        if roll != self.record.roll:
            self._keep_roll(roll)

    def new_roll(self) -> None:
        """Begin a roll that was put in while nobody saw."""
        self._keep_roll(Roll())

    def may_store(self, logo_hash: str) -> bool:
        """Tell whether the unit lacks this logo and its flash may be written again today."""
        today = [at for at in self.record.logo_writes if at > self._wall_ms() - DAY_MS]
        lacks = self.profile.logo.store is not LogoStore.NONE and self.record.logo != logo_hash
        return lacks and len(today) < MOST_LOGO_WRITES

    def begin_storing(self) -> None:
        """Count one write of flash memory, before it is sent: no crash makes more of them."""
        writes = (*self.record.logo_writes, self._wall_ms())[-MOST_LOGO_WRITES:]
        self._keep(replace(self.record, logo="", logo_writes=writes))

    def stored(self, logo_hash: str) -> None:
        """Note that the unit keeps this logo."""
        self._keep(replace(self.record, logo=logo_hash))

    def _learn(self, found: Probe) -> None:
        if found.is_silent:
            # Perhaps the printer behind the network is off: nothing is learnt from silence.
            return
        self._asks_anew = False
        self._change_to(_key(found.serial, self._url))
        today = datetime.fromtimestamp(self._wall_ms() / 1000, UTC).date().isoformat()
        self._keep(
            replace(self.record, probe=found, probed_on=today, provenance=Provenance.PROBED)
        )

    def _recognise(self, line: Line, serial: str) -> None:
        """Go over to the unit that tells ``serial``; one that is busy stays who it was."""
        key = _key(serial, self._url)
        if not serial or key == self.key:
            return
        self._change_to(key)
        if self.record.probe is None:
            self._learn(probe(line, self._promised, self._patience))

    def _change_to(self, key: str) -> None:
        self.key, self.record = key, self._units.get(key, self._url)

    def _narrowed(self) -> PrinterProfile:
        found = self.record.probe
        return self._promised if found is None else narrowed(self._promised, found)

    def _keep_roll(self, roll: Roll) -> None:
        self._keep(replace(self.record, roll=roll))

    def _keep(self, record: UnitRecord) -> None:
        self.record = record
        self._units.keep(self.key, record)


def _key(serial: str, url: str) -> str:
    """Return what a unit is known by; makers that number nothing send zeros."""
    return serial if len(set(serial)) > 1 else url
