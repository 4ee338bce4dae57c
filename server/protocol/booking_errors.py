"""What is refused about bookings and the course of a day; whoever asked is told where to go."""

from server.protocol.errors import RefusedError


class CapacityReachedError(RefusedError):
    """The service has as many visitors as it receives in a day; data may say when and where."""

    code = "capacity-reached"


class UnknownBookingError(RefusedError):
    """No booking has this code, or this id."""

    code = "unknown-booking"


class BookingUsedError(RefusedError):
    """The booking was checked in already; data may say the number of its ticket."""

    code = "booking-used"


class BookingLapsedError(RefusedError):
    """The visitor came too late for the booking; data say for which service to take a number."""

    code = "booking-lapsed"


class BookingCancelledError(RefusedError):
    """The booking was cancelled; data say for which service to take a number."""

    code = "booking-cancelled"


class BookingOtherDayError(RefusedError):
    """The booking is for another day; data say which slot."""

    code = "booking-other-day"


class BookingOutOfRangeError(RefusedError):
    """The slot is past, does not exist, or is too far away; data say which booking."""

    code = "booking-out-of-range"


class BookingCodeTakenError(RefusedError):
    """Another booking of the same day has this code; data say which booking."""

    code = "booking-code-taken"


class UnknownPostError(RefusedError):
    """The hall has no such post, or it is not of this service; data say which booking, if any."""

    code = "unknown-post"


class UnknownElsewhereError(RefusedError):
    """The hall says of no such matter where it is received."""

    code = "unknown-elsewhere"


class ImportKeyTakenError(RefusedError):
    """There is, or was, an import key of this name."""

    code = "import-key-taken"


class UnknownImportKeyError(RefusedError):
    """The hall has no import key of this name."""

    code = "unknown-import-key"
