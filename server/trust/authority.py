"""The hall's own authority: made once, kept in the store, the same for every server process."""

from server.hall_service import HallService
from server.protocol.device_events import AuthorityRenewed
from server.protocol.fingerprints import fingerprint
from server.protocol.identity import Actor
from server.storage.authorities import Authorities, AuthorityRow, AuthorityState
from server.storage.ledger import Ledger
from server.trust.dating import dating
from server.trust.names import Whereabouts
from server.trust.signing import sign
from server.trust.signing_orders import AuthorityMade, MakeAuthority

NOWHERE = Whereabouts()


async def read_authorities(service: HallService) -> tuple[AuthorityRow, ...]:
    """Return every authority that the hall has or had, the oldest first."""
    return await service.read(lambda ledger: _authorities(ledger).all())


async def ensure_authority(
    service: HallService, whereabouts: Whereabouts = NOWHERE
) -> AuthorityRow:
    """Return the authority in use; the first process that asks makes it, good where it lies."""
    found = await service.read(_in_use)
    if found is not None:
        return found
    row = await _make(service, AuthorityState.CURRENT, whereabouts)

    def add(ledger: Ledger) -> AuthorityRow:
        other = _in_use(ledger)  # another process may have been faster
        if other is None:
            _authorities(ledger).add(row)
        return other or row

    return await service.write(add)


async def announce_authority(
    service: HallService, whereabouts: Whereabouts = NOWHERE
) -> AuthorityRow:
    """Return the authority that is to come, made now if there is none yet.

    It is good for all that the one in use is good for, and where this server lies now.
    """
    current = await service.read(_in_use)
    before = "" if current is None else current.certificate
    row = await _make(service, AuthorityState.COMING, whereabouts, before)

    def add(ledger: Ledger) -> AuthorityRow:
        other = _authorities(ledger).in_state(AuthorityState.COMING)
        if other is None:
            _authorities(ledger).add(row)
        return other or row

    return await service.write(add)


async def switch_authority(service: HallService, by: Actor) -> AuthorityRow | None:
    """Let the authority that was announced be in use; None if none was."""

    def switch(ledger: Ledger) -> AuthorityRow | None:
        coming = _authorities(ledger).in_state(AuthorityState.COMING)
        if coming is None:
            return None
        _authorities(ledger).switch()
        event = AuthorityRenewed(fingerprint=coming.fingerprint)
        ledger.append(event, by, service.now())
        return coming

    return await service.write(switch)


async def give_up_past(service: HallService) -> AuthorityRow | None:
    """Let devices trust nothing older than the authority in use; None if nothing is older."""

    def give_up(ledger: Ledger) -> AuthorityRow | None:
        older = (AuthorityState.PAST, AuthorityState.GIVEN_UP)
        if not any(row.state in older for row in _authorities(ledger).all()):
            return None
        _authorities(ledger).give_up_past()
        return _in_use(ledger)

    return await service.write(give_up)


async def _make(
    service: HallService, state: AuthorityState, whereabouts: Whereabouts, before: str = ""
) -> AuthorityRow:
    now = service.now()
    order = MakeAuthority(
        service.config.id,
        dating(service.wall_now(), now),
        whereabouts.names,
        whereabouts.addresses,
        before,
    )
    made = await sign(order, AuthorityMade)
    name = fingerprint(made.certificate)
    return AuthorityRow(name, state, made.certificate, made.private_key, now)


def _authorities(ledger: Ledger) -> Authorities:
    return Authorities(ledger.connection, ledger.hall)


def _in_use(ledger: Ledger) -> AuthorityRow | None:
    return _authorities(ledger).in_state(AuthorityState.CURRENT)
