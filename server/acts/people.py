"""What is done to people who log in, each with its event, inside one transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from server.acts.permissions import check_holder
from server.protocol.admin_errors import (
    LastAdminError,
    LoginTakenError,
    OwnAccountError,
    UnknownPersonError,
)
from server.protocol.events import Event
from server.protocol.identity import Actor, Key, Role
from server.protocol.people_events import (
    PasswordChanged,
    PasswordReset,
    PersonAdded,
    PersonDisabled,
    PersonEnabled,
    PersonUnlocked,
    RoleChanged,
    SessionsEnded,
)
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.people import Official, People, login_digest

Act = Callable[["Staffing"], None]


@dataclass(frozen=True, slots=True)
class Staffing:
    """The people of a hall in the hands of ``actor`` at ``at``."""

    ledger: Ledger
    actor: Actor
    at: Instant

    def __post_init__(self) -> None:
        """Raise NotAllowedError if the actor lost the right while the page was at work."""
        check_holder(self.ledger, self.actor)

    def add(
        self, login: str, password_hash: str, role: Role, temporary_until: Instant | None = None
    ) -> Key:
        """Let somebody log in and return the pseudonym; raise LoginTakenError."""
        if self._people.official(login) is not None:
            raise LoginTakenError(login=login)
        added_at = self.ledger.instant(self.at)
        person = self._people.add_official(login, password_hash, role, added_at, temporary_until)
        self._record(PersonAdded(person=person, role=role))
        return person

    def set_role(self, person: Key, role: Role) -> None:
        """Give a person another role and end their sessions."""
        found = self._other(person)
        if found.role == role:
            return
        if role is not Role.ADMIN:
            self._keep_an_admin(found)
        self._people.set_role(person, role)
        self._people.end_sessions_of(person, self.at)
        self._record(RoleChanged(person=person, role=role))

    def disable(self, person: Key) -> None:
        """Let a person in no more and end their sessions."""
        found = self._other(person)
        if found.is_disabled:
            return
        self._keep_an_admin(found)
        self._people.set_disabled(person, is_disabled=True)
        self._people.end_sessions_of(person, self.at)
        self._people.forget_browsers_of(person)
        self._record(PersonDisabled(person=person))

    def enable(self, person: Key) -> None:
        """Let a person who was disabled in again."""
        if self._found(person).is_disabled:
            self._people.set_disabled(person, is_disabled=False)
            self._record(PersonEnabled(person=person))

    def reset_password(self, person: Key, password_hash: str, until: Instant) -> None:
        """Give a person a passing password and end their sessions."""
        self._other(person)
        self._people.keep_password(person, password_hash)
        self._people.limit_password(person, until)
        self._people.end_sessions_of(person, self.at)
        self._record(PasswordReset(person=person))

    def change_password(self, person: Key, password_hash: str, but: str) -> None:
        """Keep the password that the person chose; only the session of ``but`` goes on."""
        self._found(person)
        self._people.keep_password(person, password_hash)
        self._people.limit_password(person, None)
        self._people.end_sessions_of(person, self.at, but)
        self._record(PasswordChanged(person=person))

    def unlock(self, person: Key) -> None:
        """Forget the failed log-ins of a person."""
        self._people.clear_failures_about(login_digest(self._found(person).login))
        self._record(PersonUnlocked(person=person))

    def end_sessions(self, person: Key, only: str = "") -> None:
        """End every session of a person, or the one whose listed id is ``only``."""
        self._found(person)
        ended = [
            one
            for one in self._people.sessions(self.at)
            if one.official == person and only in {"", one.id}
        ]
        for one in ended:
            self._people.end_session(one.token_digest, self.at)
        if ended:
            self._record(SessionsEnded(person=person, sessions=len(ended)))

    @property
    def _people(self) -> People:
        return People(self.ledger.connection, self.ledger.hall)

    def _found(self, person: Key) -> Official:
        found = self._people.person(person)
        if found is None:
            raise UnknownPersonError(person=person)
        return found

    def _other(self, person: Key) -> Official:
        if self.actor.id == person:
            raise OwnAccountError
        return self._found(person)

    def _keep_an_admin(self, leaving: Official) -> None:
        admins = [
            one.id
            for one in self._people.everybody()
            if one.role == Role.ADMIN and not one.is_disabled
        ]
        if admins == [leaving.id]:
            raise LastAdminError

    def _record(self, event: Event) -> None:
        self.ledger.append(event, self.actor, self.at)
