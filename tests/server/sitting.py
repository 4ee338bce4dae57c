"""Officials who are logged in and sit at desks, for tests without a console."""

from server.protocol.identity import Key, Role
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.people import People
from server.storage.rows import Rows

LONG_MS = 30 * 24 * 3_600_000


def sit(ledger: Ledger, official: Key, desk: Key, at: Instant) -> None:
    """Let ``official`` take ``desk`` in a new session, as after a log-in."""
    people = People(ledger.connection, ledger.hall)
    if people.person(official) is None:
        Rows(ledger.connection, "people.sql").run(
            "add_official",
            hall=ledger.hall,
            id=official,
            login=official,
            password_hash="",
            role=Role.OFFICIAL.value,
            at=at,
            temporary_until=None,
        )
    token = f"{official}-{desk}-{at}"
    people.add_session(token, official, at, at + LONG_MS)
    people.take_desk(token, desk)


def leave(ledger: Ledger, desk: Key, at: Instant) -> None:
    """Let whoever sits at ``desk`` log out."""
    people = People(ledger.connection, ledger.hall)
    people.end_sessions_of(people.receiving(at)[desk], at)
