"""What is refused about a visit: sending on, setting aside, coming back, claims."""

from server.protocol.errors import RefusedError


class UnknownOfficialError(RefusedError):
    """The hall has no such official, or he may not log in any more."""

    code = "unknown-official"


class NowhereToGoError(RefusedError):
    """A next leg names neither service, desk nor official, or both desk and official."""

    code = "nowhere-to-go"


class BadReturnTimeError(RefusedError):
    """A parked visitor cannot return in the past, nor more than a day ahead."""

    code = "bad-return-time"


class GraceOverError(RefusedError):
    """The visitor was missed too long ago; data give the seconds there are."""

    code = "grace-over"


class AlreadyRevivedError(RefusedError):
    """The visitor was missed and taken back once already."""

    code = "already-revived"


class NotMeantForOneError(RefusedError):
    """The visitor waits for a service, not for one desk or official: a desk calls him."""

    code = "not-meant-for-one"


class StillReceivedError(RefusedError):
    """Somebody receives where the visitor waits: the one desk or official is there."""

    code = "still-received"


class ComesBackElsewhereError(RefusedError):
    """The visitor comes back to another desk already; data name that desk."""

    code = "comes-back-elsewhere"


class NoClaimError(RefusedError):
    """The visitor claims no statutory category."""

    code = "no-claim"


class ClaimSettledError(RefusedError):
    """The claim was confirmed already."""

    code = "claim-settled"
