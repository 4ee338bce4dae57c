"""Officials, their sessions and who holds which desk; used by the console inside a transaction."""

import hashlib
import secrets

from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.tickets import Instant
from server.storage.rows import Connection, Row, Rows


class Official(Struct, frozen=True):
    """A person who may log in; ``id`` is the pseudonym kept in the event log.

    A password that somebody else gave holds up to ``temporary_until`` and must then be changed.
    """

    id: Key
    login: str
    password_hash: str
    role: str
    is_disabled: bool
    temporary_until: Instant | None = None
    added_at: Instant = 0


class Origin(Struct, frozen=True):
    """Where a session began: the digest of the browser's own secret, its name, its place."""

    browser_digest: str = ""
    browser: str = ""
    place: str = ""


class Session(Struct, frozen=True):
    """A log-in that holds; ``fence`` counts the sessions that took ``desk`` up to this one."""

    token_digest: str
    official: Key
    login: str
    role: str
    desk: Key | None
    fence: int
    newest_fence: int
    last_used_at: Instant
    ends_at: Instant
    browser_digest: str = ""
    place: str = ""
    confirmed_at: Instant = 0
    temporary_until: Instant | None = None

    @property
    def is_fenced(self) -> bool:
        """Return whether a newer session has taken the desk."""
        return self.desk is not None and self.fence != self.newest_fence


class OpenSession(Struct, frozen=True):
    """A log-in that holds, as it is listed for admins; ``id`` names it and opens nothing."""

    id: Key
    token_digest: str
    official: Key
    login: str
    role: str
    desk: Key | None
    fence: int
    newest_fence: int
    browser: str
    place: str
    started_at: Instant
    last_used_at: Instant


class Failures(Struct, frozen=True):
    """Failed log-ins of one login or address in a row, and when the last one was."""

    count: int = 0
    last_at: Instant = 0


class People:
    """The people of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "people.sql")
        self._hall = hall

    def official(self, login: str) -> Official | None:
        """Return the official with this login, disabled or not."""
        row = self._rows.one("official_by_login", hall=self._hall, login=login)
        return None if row is None else _official(row)

    def person(self, official: Key) -> Official | None:
        """Return the official with this pseudonym, disabled or not."""
        row = self._rows.one("official_by_id", hall=self._hall, id=official)
        return None if row is None else _official(row)

    def everybody(self) -> tuple[Official, ...]:
        """Return all who were ever let in, those who still are first."""
        return tuple(_official(row) for row in self._rows.all("all_officials", hall=self._hall))

    def add_official(
        self,
        login: str,
        password_hash: str,
        role: str,
        at: Instant,
        temporary_until: Instant | None = None,
    ) -> Key:
        """Add an official and return the new pseudonym."""
        pseudonym = f"o-{secrets.token_hex(4)}"
        self._rows.run(
            "add_official",
            hall=self._hall,
            id=pseudonym,
            login=login,
            password_hash=password_hash,
            role=role,
            at=at,
            temporary_until=temporary_until,
        )
        return pseudonym

    def set_role(self, official: Key, role: str) -> None:
        """Give the official another role."""
        self._rows.run("set_role", hall=self._hall, id=official, role=role)

    def set_disabled(self, official: Key, *, is_disabled: bool) -> None:
        """Let the official in no more, or again."""
        self._rows.run("set_disabled", hall=self._hall, id=official, is_disabled=int(is_disabled))

    def limit_password(self, official: Key, until: Instant | None) -> None:
        """Let the password hold up to ``until`` and then be changed; None lets it stay."""
        self._rows.run("limit_password", hall=self._hall, id=official, temporary_until=until)

    def keep_password(self, official: Key, password_hash: str) -> None:
        """Keep another hash for the official; sessions go on."""
        self._rows.run("keep_password", hall=self._hall, id=official, password_hash=password_hash)

    def session(self, token_digest: str, now: Instant) -> Session | None:
        """Return the session if it holds at ``now``."""
        row = self._rows.one("session", hall=self._hall, token_digest=token_digest, now=now)
        return None if row is None else Session(*row)

    def sessions(self, now: Instant) -> tuple[OpenSession, ...]:
        """Return every session that holds at ``now``, the oldest first."""
        found = self._rows.all("sessions_in_use", hall=self._hall, now=now)
        return tuple(OpenSession(*row) for row in found)

    def add_session(
        self,
        token_digest: str,
        official: Key,
        now: Instant,
        ends_at: Instant,
        idle_ms: int | None = None,
        origin: Origin | None = None,
    ) -> None:
        """Begin a session that holds up to, not at, ``ends_at``, or ``idle_ms`` without use."""
        began = origin or Origin()
        self._rows.run(
            "add_session",
            token_digest=token_digest,
            hall=self._hall,
            official=official,
            id=f"s-{secrets.token_hex(6)}",
            browser_digest=began.browser_digest,
            browser=began.browser,
            place=began.place,
            idle_ms=ends_at - now if idle_ms is None else idle_ms,
            now=now,
            ends_at=ends_at,
        )

    def touch_session(self, token_digest: str, now: Instant) -> None:
        """Record that the session was used."""
        self._rows.run("touch_session", hall=self._hall, token_digest=token_digest, now=now)

    def confirm_session(self, token_digest: str, now: Instant) -> None:
        """Record that whoever holds the session has just given the password again."""
        self._rows.run("confirm_session", hall=self._hall, token_digest=token_digest, now=now)

    def end_session(self, token_digest: str, now: Instant) -> None:
        """Revoke the session from ``now`` on."""
        self._rows.run("end_session", hall=self._hall, token_digest=token_digest, now=now)

    def end_sessions_of(self, official: Key, now: Instant, but: str = "") -> None:
        """Revoke every session of the official from ``now`` on, except the one of ``but``."""
        self._rows.run("end_sessions_of", hall=self._hall, official=official, but=but, now=now)

    def end_all_sessions(self, now: Instant) -> None:
        """Revoke every session of the hall from ``now`` on."""
        self._rows.run("end_all_sessions", hall=self._hall, now=now)

    def forget_sessions(self, before: Instant) -> None:
        """Remove the sessions that ended before ``before``."""
        self._rows.run("forget_sessions", hall=self._hall, before=before)

    def take_desk(self, token_digest: str, desk: Key) -> int:
        """Give the desk to this session and return its fence; every older holder is fenced."""
        self._rows.run("raise_fence", hall=self._hall, desk=desk)
        fence = int(self._rows.value("fence_of", hall=self._hall, desk=desk))
        self._rows.run(
            "take_desk", hall=self._hall, token_digest=token_digest, desk=desk, fence=fence
        )
        return fence

    def receiving(self, now: Instant) -> dict[Key, Key]:
        """Return the official at each desk that a session holds at ``now``."""
        return dict(self._rows.all("receiving", hall=self._hall, now=now))

    def knows_browser(self, login: str, browser_digest: str) -> bool:
        """Return whether somebody has logged in as ``login`` from this browser."""
        found = self._rows.value(
            "knows_browser", hall=self._hall, login=login, browser_digest=browser_digest
        )
        return found is not None

    def know_browser(self, official: Key, browser_digest: str, now: Instant) -> None:
        """Record that the official has logged in from this browser."""
        self._rows.run(
            "know_browser",
            hall=self._hall,
            official=official,
            browser_digest=browser_digest,
            now=now,
        )

    def forget_browsers(self, before: Instant) -> None:
        """Remove the browsers from which nobody has logged in since ``before``."""
        self._rows.run("forget_browsers", hall=self._hall, before=before)

    def forget_browsers_of(self, official: Key) -> None:
        """Know no browser of the official any more."""
        self._rows.run("forget_browsers_of", hall=self._hall, official=official)

    def failures(self, kind: str, key_digest: str) -> Failures:
        """Return the failed log-ins counted under ``kind`` and ``key_digest``."""
        row = self._rows.one("login_failures", hall=self._hall, kind=kind, key_digest=key_digest)
        return Failures() if row is None else Failures(*row)

    def note_failures(
        self, kind: str, key_digest: str, failures: Failures, about: str = ""
    ) -> None:
        """Keep the count of failed log-ins; ``about`` is the digest of the login tried."""
        self._rows.run(
            "note_login_failure",
            hall=self._hall,
            kind=kind,
            key_digest=key_digest,
            failures=failures.count,
            about=about,
            now=failures.last_at,
        )

    def failures_about(self) -> tuple[tuple[str, str, Failures], ...]:
        """Return the worst count of each kind for each login's digest."""
        found = self._rows.all("failures_about", hall=self._hall)
        return tuple((kind, about, Failures(count, at)) for kind, about, count, at in found)

    def clear_failures_about(self, about: str) -> None:
        """Forget every failed log-in of the login whose digest this is."""
        self._rows.run("clear_failures_about", hall=self._hall, about=about)

    def clear_failures(self, kind: str, key_digest: str) -> None:
        """Forget the failed log-ins counted under ``kind`` and ``key_digest``."""
        self._rows.run("clear_login_failures", hall=self._hall, kind=kind, key_digest=key_digest)

    def forget_failures(self, before: Instant) -> None:
        """Remove the counts whose last failure was before ``before``."""
        self._rows.run("forget_login_failures", hall=self._hall, before=before)


def login_digest(login: str) -> str:
    """Return under what failed log-ins of ``login`` are counted; nobody may be of that name."""
    return hashlib.sha256(login.encode()).hexdigest()


def _official(row: Row) -> Official:
    official, login, password_hash, role, is_disabled, temporary_until, added_at = row
    return Official(
        official,
        login,
        password_hash,
        role,
        is_disabled=bool(is_disabled),
        temporary_until=temporary_until,
        added_at=added_at,
    )
