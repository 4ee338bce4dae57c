"""What desks and supervisors are refused beyond the daily round of next, start and finish."""

from server.protocol.errors import RefusedError


class UnknownCodeError(RefusedError):
    """The hall's lists have no such coded value; data say the kind and the value."""

    code = "unknown-code"


class HallPausedError(RefusedError):
    """The hall has a pause: nobody is called; data say the reason."""

    code = "hall-paused"


class HallStoppedError(RefusedError):
    """The hall was stopped: nobody is called and nobody gets a number; data say the reason."""

    code = "hall-stopped"


class HallNotPausedError(RefusedError):
    """The hall is open already."""

    code = "hall-not-paused"


class DeskOccupiedError(RefusedError):
    """Somebody is called to the desk or received there; data name his ticket."""

    code = "desk-occupied"


class OnBreakError(RefusedError):
    """The desk has a break already."""

    code = "on-break"


class NotOnBreakError(RefusedError):
    """The desk has no break."""

    code = "not-on-break"


class NotWaitingError(RefusedError):
    """This visitor does not wait now; data name his ticket and how he stands."""

    code = "not-waiting"


class NotServedHereError(RefusedError):
    """The visitor does not wait for anything that this desk may call him for."""

    code = "not-served-here"


class NothingToUndoError(RefusedError):
    """This is not the last thing that was done at the desk, or it cannot be undone."""

    code = "nothing-to-undo"


class UndoOverError(RefusedError):
    """The act is too long ago; data say how many seconds there are."""

    code = "undo-over"


class ChangedSinceError(RefusedError):
    """Something else has happened to the visitor since the act; data name his number."""

    code = "changed-since"


class CallNotOpenError(RefusedError):
    """The visitor is not called, or not long enough ago to be taken back; data name his number."""

    code = "call-not-open"


class UnknownNumberError(RefusedError):
    """Nobody has this number today."""

    code = "unknown-number"


class UnknownPrinterError(RefusedError):
    """The hall has no such device that prints, or it may not speak for the hall any more."""

    code = "unknown-printer"


class TooManyCopiesError(RefusedError):
    """No more copies of the ticket are printed; data say how many were."""

    code = "too-many-copies"


class BadCallTimeError(RefusedError):
    """Nobody can have been called then: before he came, or in the future."""

    code = "bad-call-time"
