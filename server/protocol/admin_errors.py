"""What admins are refused; no device ever hears of it."""

from server.protocol.errors import RefusedError, UnavailableError


class UnknownPairingError(RefusedError):
    """No device that waits to be paired shows this code."""

    code = "unknown-pairing"


class UnansweredPairingError(UnavailableError):
    """The device went away while it was let in and does not know of it; data says which."""

    code = "pairing-unanswered"


class UnknownZoneError(RefusedError):
    """The hall has no such zone, or a board was given none."""

    code = "unknown-zone"


class BadTicketLayoutError(RefusedError):
    """A ticket cannot look like this; data name the fault, the part and its row."""

    code = "bad-ticket-layout"


class StaleTicketLayoutError(RefusedError):
    """Somebody else has changed the layout of the ticket meanwhile; data hold its version."""

    code = "stale-ticket-layout"


class NoPrintingDeviceError(UnavailableError):
    """No device that prints has a link to this server, or this one has none; data say which."""

    code = "no-printing-device"


class PapersBusyError(UnavailableError):
    """A device makes a picture or a test ticket for somebody else just now."""

    code = "papers-busy"


class PaperLateError(UnavailableError):
    """The device has not said in time what became of what was ordered."""

    code = "paper-late"


class PaperFailedError(UnavailableError):
    """The device could not do what was ordered; data say the device and, if known, why."""

    code = "paper-failed"


class LoginTakenError(RefusedError):
    """Somebody else logs in under this name."""

    code = "login-taken"


class UnknownPersonError(RefusedError):
    """Nobody of this pseudonym may log in to the hall."""

    code = "unknown-person"


class LastAdminError(RefusedError):
    """Nobody would be left who may administer the hall."""

    code = "last-admin"


class OwnAccountError(RefusedError):
    """This must be done to the account by another administrator."""

    code = "own-account"
