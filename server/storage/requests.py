"""What came of each request, so that a repetition gets the same answer, across restarts too."""

import hashlib

import msgspec
from msgspec import Struct

from server.protocol.codec import encode
from server.protocol.commands import Command
from server.protocol.errors import Failure, RefusedError, to_failure
from server.protocol.identity import Actor, Key, RequestId
from server.protocol.known_errors import to_error
from server.protocol.tickets import Instant
from server.storage.rows import Connection, Rows

KEPT_MS = 7 * 24 * 60 * 60 * 1000


class RequestRow(Struct, frozen=True):
    """A request that was answered by the events first_seq to last_seq, or refused.

    One that made a ticket is kept by the ticket for ever, without ``body_digest``: the event
    says all that was asked for.
    """

    actor: str
    body_digest: str | None
    epoch: int
    first_seq: int
    last_seq: int
    refusal: str | None

    def error(self) -> Exception | None:
        """Return the refusal that was the answer, if it was one."""
        if self.refusal is None:
            return None
        return to_error(msgspec.json.decode(self.refusal, type=Failure))


class Span(Struct, frozen=True):
    """The events of one command."""

    command: str
    first_seq: int
    last_seq: int


class Requests:
    """The requests of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "requests.sql")
        self._hall = hall

    def find(self, request: RequestId) -> RequestRow | None:
        """Return what came of a request within the last days, of one that made a ticket ever."""
        row = self._rows.one("find_request", hall=self._hall, request_id=request)
        return None if row is None else RequestRow(*row)

    def keep(self, command: Command, actor: Actor, outcome: RequestRow, at: Instant) -> None:
        """Keep what came of ``command``."""
        self._rows.run(
            "add_request",
            hall=self._hall,
            request_id=command.request_id,
            actor=str(actor),
            command=type(command).__name__,
            body_digest=outcome.body_digest,
            epoch=outcome.epoch,
            first_seq=outcome.first_seq,
            last_seq=outcome.last_seq,
            refusal=outcome.refusal,
            at=at,
        )

    def around(self, epoch: int, seq: int, at: Instant) -> Span | None:
        """Return the command that made the event ``seq``, which is of the instant ``at``."""
        row = self._rows.one("request_around", hall=self._hall, epoch=epoch, seq=seq, at=at)
        return None if row is None else Span(*row)

    def forget_old(self, at: Instant) -> None:
        """Drop requests older than seven days; tickets keep theirs for ever."""
        self._rows.run("forget_requests", hall=self._hall, before=at - KEPT_MS)


def digest_of(command: Command) -> str:
    """Return the SHA-256 of a command, by which another body under the same id is known."""
    return hashlib.sha256(encode(command)).hexdigest()


def refusal_text(refusal: RefusedError) -> str:
    """Return the text under which a refusal is kept."""
    return msgspec.json.encode(to_failure(refusal), order="deterministic").decode()
