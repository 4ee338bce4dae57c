"""Whom a device belongs to, now and after the server renewed its key or the hall's authority."""

import ssl
from dataclasses import replace
from typing import assert_never

from server.client.device_state import MAX_AUTHORITIES, DeviceState
from server.client.messages import LinkIdentity
from server.client.pinning import trusting
from server.protocol.fingerprints import fingerprint
from server.protocol.frames import AuthorityAnnounced, AuthorityKept, KeyKept, KeyOffered


class Membership:
    """The device's identity, kept in its state; one from a key file is never changed."""

    def __init__(self, identity: LinkIdentity | None, state: DeviceState | None = None) -> None:
        """Begin as ``identity``; None is a device that is not paired yet and has a ``state``."""
        self._identity = identity
        self._state = state
        self._uses_previous = False

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
        if identity is None or not self._uses_previous or identity.previous is None:
            return identity
        return replace(identity, key=identity.previous)

    def fall_back(self) -> bool:
        """Turn to the previous key after the present one was unknown; return whether there is one.

        A server restored from a backup may know no newer one (ADR 0017).
        """
        has_previous = self._identity is not None and self._identity.previous is not None
        self._uses_previous = has_previous and not self._uses_previous
        return self._uses_previous

    def welcomed(self) -> None:
        """Keep the key that opened the link, if it was the previous one; raise OSError."""
        if self._uses_previous and self._identity is not None and self._identity.previous:
            self._uses_previous = False
            self.adopt(replace(self._identity, key=self._identity.previous, previous=None))

    def keep(self, frame: KeyOffered | AuthorityAnnounced) -> KeyKept | AuthorityKept | None:
        """Keep what the server offers and return what to say of it; raise OSError."""
        identity = self._identity
        if identity is None or self._state is None:
            return None
        match frame:
            case KeyOffered(key=key):
                self.adopt(replace(identity, key=key, previous=identity.key))
                return KeyKept(key)
            case AuthorityAnnounced(authority=authority):
                return self._keep_authority(identity, authority)
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
