"""The administrator's own certificate for a public name, as its two files have it (ADR 0015)."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

from server.protocol.start_failures import StartFailure
from server.protocol.tickets import Instant
from server.trust.contexts import load_pair, server_context
from server.trust.signing import sign
from server.trust.signing_orders import (
    CertificateRead,
    CertificateUnreadableError,
    ReadCertificate,
)

MAX_BYTES = 64 * 1024

Seen = tuple[tuple[int, int, int] | None, ...]
"""By which it is known whether files changed: what stat(2) says of each, None if there is none."""


class OwnCertificateError(Exception):
    """The files cannot be used; ``failure`` has the words for it, ``detail`` is technical."""

    def __init__(self, failure: StartFailure, path: Path, detail: str = "") -> None:
        """Name what is wrong with which file."""
        super().__init__(f"{path} {detail}".rstrip())
        self.failure = failure
        self.path = path


@dataclass(frozen=True, slots=True)
class OwnPair:
    """A certificate that fits its key and the name, ready to be shown, whatever its dates."""

    begins_at: Instant
    ends_at: Instant
    context: ssl.SSLContext = field(repr=False)

    def is_valid(self, now: Instant) -> bool:
        """Return whether browsers whose clocks say ``now`` believe its dates."""
        return self.begins_at <= now < self.ends_at


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A certificate with its chain, its key, and the name that is to be served by it."""

    certificate: Path
    private_key: Path
    name: str

    def seen(self) -> Seen:
        """Return by which it is known whether the files have changed since."""
        return tuple(_seen(path) for path in (self.certificate, self.private_key))

    async def read(self) -> OwnPair:
        """Return what the files hold.

        Raise OwnCertificateError unless it can be used, SigningError or OSError if that could
        not be found out.
        """
        chain = _text(self.certificate, StartFailure.CERTIFICATE_UNREADABLE)
        key = _text(self.private_key, StartFailure.CERTIFICATE_KEY)
        try:
            read = await sign(ReadCertificate(chain), CertificateRead)
        except CertificateUnreadableError as error:
            raise OwnCertificateError(
                StartFailure.CERTIFICATE_UNREADABLE, self.certificate, str(error)
            ) from error
        if not any(covers(one.lower(), self.name) for one in read.names):
            raise OwnCertificateError(StartFailure.CERTIFICATE_NAME, self.certificate, self.name)
        context = server_context()
        try:
            load_pair(context, chain, key)
        except (OSError, ValueError) as error:
            raise OwnCertificateError(
                StartFailure.CERTIFICATE_KEY, self.private_key, str(error)
            ) from error
        return OwnPair(read.begins_at, read.ends_at, context)


def covers(pattern: str, name: str) -> bool:
    """Return whether a name of a certificate is ``name``, or its wildcard (RFC 9525, 6.3)."""
    if pattern.startswith("*."):
        return name.partition(".")[2] == pattern[2:] != ""
    return pattern == name


def _seen(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _text(path: Path, failure: StartFailure) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES).decode("ascii", errors="replace")
    except OSError as error:
        raise OwnCertificateError(failure, path, str(error)) from error
