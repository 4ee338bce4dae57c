"""What kiosks may ask and say, and what is noted of those that go too far."""

from contextlib import suppress

from server.devices.allowance import (
    MERGE_BURST,
    MERGES_PER_MINUTE,
    REPORT_BURST,
    REPORTS_PER_MINUTE,
    WRONG_CODES_BURST,
    WRONG_CODES_PER_MINUTE,
    Allowance,
    Allowances,
)
from server.hall_service import HallService
from server.protocol.booking_errors import UnknownBookingError
from server.protocol.commands import Command, ReportPrint
from server.protocol.errors import (
    ForeignPaperError,
    KezekError,
    TooManyRequestsError,
    UnavailableError,
)
from server.protocol.identity import Key
from server.trust.foreign_papers import ForeignPapers
from server.trust.holds import Hold, Holds


class Conduct:
    """The kiosks' conduct at one server process, kept over their sockets."""

    def __init__(self, service: HallService) -> None:
        """Allow what the hall file of ``service`` says."""
        config, now = service.config, service.now
        self._allowances = Allowances(
            Allowance(config.kiosk_burst, config.kiosk_tickets_per_minute, now),
            Allowance(MERGE_BURST, MERGES_PER_MINUTE, now),
            Allowance(REPORT_BURST, REPORTS_PER_MINUTE, now),
            Allowance(WRONG_CODES_BURST, WRONG_CODES_PER_MINUTE, now),
        )
        self._holds = Holds(now)
        self._foreign_papers = ForeignPapers(service)

    def check(self, kiosk: Key, command: Command) -> None:
        """Count ``command``; raise TooManyRequestsError if the kiosk asks for too much."""
        try:
            self._allowances.check(kiosk, command)
        except TooManyRequestsError:
            self._holds.refuse(kiosk)
            raise

    async def note(self, kiosk: Key, command: Command, refusal: KezekError) -> None:
        """Take in that a command of ``kiosk`` was refused."""
        if isinstance(refusal, UnknownBookingError):
            self._allowances.note_wrong_code(kiosk)
        if isinstance(refusal, ForeignPaperError) and isinstance(command, ReportPrint):
            with suppress(UnavailableError):  # it will try again, or it was no matter
                await self._foreign_papers.note(kiosk, command.ticket)

    def hold_of(self, kiosk: Key) -> Hold | None:
        """Return how a kiosk is held back, or was not long ago."""
        return self._holds.of(kiosk)

    def beat(self) -> None:
        """Notice what is over; to be called once a second."""
        self._holds.beat()
