"""Whom a device belongs to, now and after the server renewed its key or the hall's authority."""

import ssl
from dataclasses import replace
from typing import assert_never

from server.client.device_state import MAX_AUTHORITIES, MAX_SPARES, DeviceState
from server.client.messages import LinkIdentity
from server.client.pinning import trusting
from server.protocol.fingerprints import fingerprint
from server.protocol.frames import (
    AuthorityAnnounced,
    AuthorityKept,
    AuthoritySettled,
    KeyKept,
    KeyOffered,
)


class Membership:
    """The device's identity, kept in its state; one from a key file is never changed."""

    def __init__(self, identity: LinkIdentity | None, state: DeviceState | None = None) -> None:
        """Begin as ``identity``; None is a device that is not paired yet and has a ``state``."""
        self._identity = identity
        self._state = state
        self._spare = 0
        """Which key is tried: 0 is the present one, others are spares in their order."""

    @classmethod
    def of(cls, state: DeviceState) -> "Membership":
        """Return the membership that ``state`` keeps; raise StateError."""
        return cls(state.load(), state)

    @property
    def identity(self) -> LinkIdentity | None:
        """Return who the device is; None until it is paired."""
        return self._identity

    def context(self) -> ssl.SSLContext | None:
        """Return what the link's TLS believes; None for a key that came without an authority."""
        if self._identity is None or not self._identity.authorities:
            return None
        return trusting(self._identity.authorities)

    def adopt(self, identity: LinkIdentity) -> None:
        """Be ``identity`` from now on, durably; raise OSError."""
        if self._state is not None:
            self._state.keep(identity)
        self._identity = identity

    def greeting(self) -> LinkIdentity | None:
        """Return as whom to say hello now."""
        identity = self._identity
        if identity is None or not 0 < self._spare <= len(identity.spares):
            return identity
        return replace(identity, key=identity.spares[self._spare - 1])

    def fall_back(self) -> bool:
        """Turn to the next spare key after one was refused; return whether there is one.

        A server restored from a backup may know an older one only (ADR 0017). After the last
        the present key has its turn again.
        """
        spares = () if self._identity is None else self._identity.spares
        self._spare = self._spare + 1 if self._spare < len(spares) else 0
        return self._spare > 0

    def welcomed(self) -> None:
        """Keep the key that opened the link as the present one; raise OSError.

        The newer ones stay as spares: the next server may be the one that gave them.
        """
        opened, identity = self.greeting(), self._identity
        self._spare = 0
        if opened is not None and identity is not None and opened.key != identity.key:
            others = tuple(key for key in (identity.key, *identity.spares) if key != opened.key)
            self.adopt(replace(opened, spares=others))

    def keep(
        self, frame: KeyOffered | AuthorityAnnounced | AuthoritySettled
    ) -> KeyKept | AuthorityKept | None:
        """Keep what the server offers and return what to say of it; raise OSError."""
        identity = self._identity
        if identity is None or self._state is None:
            return None
        match frame:
            case KeyOffered(key=key):
                spares = (identity.key, *identity.spares)[:MAX_SPARES]
                self.adopt(replace(identity, key=key, spares=spares))
                return KeyKept(key)
            case AuthorityAnnounced(authority=authority):
                return self._keep_authority(identity, authority)
            case AuthoritySettled(fingerprint=settled):
                self._forget_older(identity, settled)
                return None
            case _:
                assert_never(frame)

    def _keep_authority(self, identity: LinkIdentity, authority: str) -> AuthorityKept | None:
        try:
            trusting((authority,))
            said = AuthorityKept(fingerprint(authority))
        except ValueError:
            return None
        others = tuple(one for one in identity.authorities if one != authority)
        # The newest last; the oldest gives way, so that announcements fill no disk.
        self.adopt(replace(identity, authorities=(*others[-(MAX_AUTHORITIES - 1) :], authority)))
        return said

    def _forget_older(self, identity: LinkIdentity, settled: str) -> None:
        """Trust no authority any more that was pinned before ``settled``, if that one is pinned.

        Newer ones stay, so that whoever has an old authority's key cannot have them forgotten.
        """
        pinned = identity.authorities
        places = [place for place, one in enumerate(pinned) if fingerprint(one) == settled]
        if places and places[0] > 0:
            self.adopt(replace(identity, authorities=pinned[places[0] :]))
