"""What happens to people who log in, by pseudonym and without any name; no queue changes by it."""

from server.protocol.happened import Happened
from server.protocol.identity import Key, Role


class PersonAdded(Happened, frozen=True, kw_only=True):
    """Somebody may log in; ``person`` is a pseudonym, the login stands in no event."""

    person: Key
    role: Role


class RoleChanged(Happened, frozen=True, kw_only=True):
    """A person has another role from now on; every session of theirs ended."""

    person: Key
    role: Role


class PersonDisabled(Happened, frozen=True, kw_only=True):
    """A person may log in no more; every session of theirs ended."""

    person: Key


class PersonEnabled(Happened, frozen=True, kw_only=True):
    """A person who was disabled may log in again."""

    person: Key


class PasswordReset(Happened, frozen=True, kw_only=True):
    """Somebody else gave a person a passing password; it is changed at the next log-in."""

    person: Key


class PasswordChanged(Happened, frozen=True, kw_only=True):
    """A person chose a new password; their other sessions ended."""

    person: Key


class PersonUnlocked(Happened, frozen=True, kw_only=True):
    """A person's failed log-ins were forgotten, so that the next try need not wait."""

    person: Key


class SessionsEnded(Happened, frozen=True, kw_only=True):
    """Somebody else ended so many sessions of a person."""

    person: Key
    sessions: int


class LogExported(Happened, frozen=True, kw_only=True):
    """The log up to ``last_seq`` was handed out as a file."""

    last_seq: int


PeopleEvent = (
    PersonAdded
    | RoleChanged
    | PersonDisabled
    | PersonEnabled
    | PasswordReset
    | PasswordChanged
    | PersonUnlocked
    | SessionsEnded
    | LogExported
)
