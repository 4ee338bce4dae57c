"""The authorities of a hall, which certify its servers: one in use, at most one to come."""

from enum import StrEnum

from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.tickets import Instant
from server.storage.rows import Connection, Rows


class AuthorityState(StrEnum):
    """Whether an authority signs: it does, it will, or it did; one given up nobody is to trust."""

    CURRENT = "current"
    COMING = "coming"
    PAST = "past"
    GIVEN_UP = "given-up"


class AuthorityRow(Struct, frozen=True):
    """An authority's certificate and key, both PEM; a past one has no key any more."""

    fingerprint: str
    state: AuthorityState
    certificate: str
    private_key: str
    made_at: Instant

    def __repr__(self) -> str:
        """Return a text that may be logged."""
        return f"AuthorityRow({self.fingerprint}, {self.state})"


class Authorities:
    """The authorities of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "authorities.sql")
        self._hall = hall

    def all(self) -> tuple[AuthorityRow, ...]:
        """Return every authority: past ones, the one in use, the one to come."""
        return tuple(
            AuthorityRow(name, AuthorityState(state), certificate, private_key, made_at)
            for name, state, certificate, private_key, made_at in self._rows.all(
                "authorities_of", hall=self._hall
            )
        )

    def in_state(self, state: AuthorityState) -> AuthorityRow | None:
        """Return the authority in use, or the one to come, if there is one."""
        return next((row for row in self.all() if row.state is state), None)

    def add(self, row: AuthorityRow) -> None:
        """Keep a new authority."""
        self._rows.run(
            "add_authority",
            hall=self._hall,
            fingerprint=row.fingerprint,
            state=row.state.value,
            certificate=row.certificate,
            private_key=row.private_key,
            at=row.made_at,
        )

    def switch(self) -> None:
        """Let the one to come be in use; the key of the one before it is forgotten."""
        coming = self.in_state(AuthorityState.COMING)
        current = self.in_state(AuthorityState.CURRENT)
        if coming is None or current is None:
            return
        self._rows.run("forget_authority_key", hall=self._hall, fingerprint=current.fingerprint)
        for row, state in ((current, AuthorityState.PAST), (coming, AuthorityState.CURRENT)):
            self._rows.run(
                "set_authority_state",
                hall=self._hall,
                fingerprint=row.fingerprint,
                state=state.value,
            )

    def give_up_past(self) -> None:
        """Let past authorities be trusted by nobody any more."""
        for row in self.all():
            if row.state is AuthorityState.PAST:
                state = AuthorityState.GIVEN_UP.value
                self._rows.run(
                    "set_authority_state",
                    hall=self._hall,
                    fingerprint=row.fingerprint,
                    state=state,
                )
