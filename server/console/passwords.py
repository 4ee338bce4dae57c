"""Passwords as argon2id hashes, two at a time in threads, so that log-ins starve nobody."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from server.protocol.errors import ServerBusyError

MAX_LOGIN_LENGTH = 64
MAX_PASSWORD_LENGTH = 256
MAX_CHECKS = 32

# OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Return the encoded hash of a new password."""
    return _HASHER.hash(password)


def is_outdated(password_hash: str) -> bool:
    """Return whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


class PasswordPool:
    """Computes hashes off the event loop, two at a time and never more than a few waiting."""

    def __init__(self, most: int = MAX_CHECKS) -> None:
        """Have nothing to compute; let at most so many checks wait."""
        self._most = most
        self._places = asyncio.Semaphore(2)
        self._checks = 0
        self._nobody: str | None = None

    async def is_right(self, password: str, password_hash: str | None) -> bool:
        """Return whether the password fits; without a hash it takes as long and is wrong.

        Raise ServerBusyError when too many are waiting already.
        """
        if self._checks >= self._most:
            raise ServerBusyError(part="log-in")
        self._checks += 1
        try:
            if self._nobody is None:
                self._nobody = await self.hash("nobody")
            async with self._places:
                fits = await asyncio.to_thread(_verify, password, password_hash or self._nobody)
        finally:
            self._checks -= 1
        return fits and password_hash is not None

    async def hash(self, password: str) -> str:
        """Return the encoded hash of a password."""
        async with self._places:
            return await asyncio.to_thread(hash_password, password)


def _verify(password: str, password_hash: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False
