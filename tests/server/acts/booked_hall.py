"""A hall with bookings, a post, a quota and matters that are received elsewhere."""

from msgspec.structs import replace

from server.hall_file import HallConfig
from server.protocol.availability import Elsewhere, Post
from server.protocol.booking_commands import CancelBooking, CheckIn, ImportBookings, LapseBookings
from server.protocol.bookings import Booking, BookingCode, WallMoment
from server.protocol.events import Event, TicketIssued
from server.protocol.identity import SERVER_ACTOR, Actor, Key
from server.storage.bookings import digest_of_code
from tests.server.acts.visiting import VisitingHall
from tests.server.working_hall import ADMIN, KIOSK, SMALL_HALL, names, new_id

POST = Post("governor", names("Governor"), "head", "desk-2")

CONFIG = replace(
    SMALL_HALL,
    posts=(POST,),
    quotas={"advice": 2},
    elsewhere=(Elsewhere("court", names("A case"), names("To the court")),),
    elsewhere_of={"advice": "court"},
)

CODE = "482913"
AT_ELEVEN = "2026-11-23T11:00"
AT_TEN = "2026-11-23T10:00"


class BookedHall(VisitingHall):
    """A working hall in which visitors may have booked; it is ten on a Monday."""

    def __init__(self, config: HallConfig = CONFIG) -> None:
        """Have a post, a quota and a matter received elsewhere, unless told otherwise."""
        super().__init__(config)

    def booking(
        self,
        code: BookingCode = CODE,
        slot: WallMoment = AT_ELEVEN,
        service: Key = "papers",
        post: Key | None = None,
    ) -> Booking:
        """Return a booking as an edge would make it."""
        secret = self.within(lambda ledger: ledger.bookings.make_secret())
        digest = digest_of_code(secret, code)
        return Booking(id=f"b-{code}", code_digest=digest, service=service, slot=slot, post=post)

    def expect(self, *bookings: Booking) -> tuple[Event, ...]:
        """Let an admin bring bookings."""
        return self.do(ImportBookings(request_id=new_id(), bookings=bookings), ADMIN)

    def check_in(self, code: BookingCode = CODE, actor: Actor = KIOSK) -> TicketIssued:
        """Let somebody type his code a second after what was before."""
        self.clock.advance(seconds=1)
        (issued,) = self.do(CheckIn(request_id=new_id(), code=code, language="kk"), actor)
        assert isinstance(issued, TicketIssued)
        return issued

    def cancel(self, booking: Key) -> tuple[Event, ...]:
        """Let an admin cancel a booking."""
        return self.do(CancelBooking(request_id=new_id(), booking=booking), ADMIN)

    def lapse(self, booking: Key) -> tuple[Event, ...]:
        """Let the server give a booking up."""
        return self.do(LapseBookings(request_id=new_id(), bookings=(booking,)), SERVER_ACTOR)
