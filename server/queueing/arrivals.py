"""When a visitor of a kiosk that was alone came: what the kiosk says, as far as it can be so.

A kiosk gives numbers of its own only while it is out of contact. The server's own record of that
bounds what a wrong clock, or a kiosk that lies, can gain (adr/0021).
"""

from dataclasses import dataclass

from server.protocol.tickets import ArrivalMoved, Instant

SLACK_MS = 5000
"""The server notices a lost link so much later than the kiosk, at most: ping and its timeout."""


@dataclass(frozen=True, slots=True)
class Absence:
    """From ``since`` to ``until`` the kiosk was not in contact, by the server's own record."""

    since: Instant
    until: Instant


@dataclass(frozen=True, slots=True)
class Said:
    """What a kiosk says: when the visitor came, and when it had heard the server last."""

    arrived_at: Instant
    contact_at: Instant
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Arrival:
    """When the visitor came, and why that is not what the kiosk says, if it is not."""

    at: Instant
    moved: ArrivalMoved | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the server knows by itself.

    The kiosk's absences, the arrival of its number before this one, when it was back, and now.
    """

    absences: tuple[Absence, ...]
    before: Instant
    back_at: Instant
    now: Instant


def bound(said: Said, known: Known) -> Arrival:
    """Return when the visitor came; whoever is in doubt stands at the late end."""
    came = _not_later(said, known)
    came = _not_earlier(came, min(said.contact_at, known.now), ArrivalMoved.BEFORE_CONTACT)
    came = _not_earlier(came, _alone_from(came.at, known), ArrivalMoved.WHILE_LINKED)
    return _not_earlier(came, known.before, ArrivalMoved.OUT_OF_TURN)


def _not_later(said: Said, known: Known) -> Arrival:
    if not said.is_certain:
        # Nobody knows how wrong the clock of a kiosk that was started anew is.
        return Arrival(min(known.back_at, known.now), ArrivalMoved.UNCERTAIN)
    if said.arrived_at > known.now:
        return Arrival(known.now, ArrivalMoved.IN_FUTURE)
    return Arrival(said.arrived_at)


def _not_earlier(came: Arrival, least: Instant, why: ArrivalMoved) -> Arrival:
    return Arrival(least, why) if came.at < least else came


def _alone_from(at: Instant, known: Known) -> Instant:
    """Return the first moment, not before ``at``, at which the kiosk was out of contact."""
    for absence in known.absences:
        if at <= absence.until:
            return max(at, absence.since - SLACK_MS)
    return known.now
