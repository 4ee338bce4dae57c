"""The administrator's own certificate for a public name, beside the hall's (ADR 0015)."""

import logging
import ssl
from dataclasses import dataclass
from pathlib import Path

from server.protocol.start_failures import StartFailure
from server.protocol.tickets import Instant
from server.trust.contexts import choose_by_name, load_files, server_context
from server.trust.signing import SigningError, sign
from server.trust.signing_orders import (
    CertificateRead,
    CertificateUnreadableError,
    ReadCertificate,
)

MAX_BYTES = 64 * 1024

_log = logging.getLogger(__name__)


class OwnCertificateError(Exception):
    """The files cannot be used; ``failure`` has the words for it, ``detail`` is technical."""

    def __init__(self, failure: StartFailure, path: Path, detail: str = "") -> None:
        """Name what is wrong with which file."""
        super().__init__(f"{path} {detail}".rstrip())
        self.failure = failure
        self.path = path


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A certificate with its chain, its key, and the name that is to be served by it."""

    certificate: Path
    private_key: Path
    name: str

    async def check(self, now: Instant) -> None:
        """Raise OwnCertificateError unless the certificate is good for the name now."""
        read = await self._read()
        if not any(covers(one.lower(), self.name) for one in read.names):
            raise OwnCertificateError(StartFailure.CERTIFICATE_NAME, self.certificate, self.name)
        if not read.begins_at <= now < read.ends_at:
            raise OwnCertificateError(StartFailure.CERTIFICATE_EXPIRED, self.certificate)

    def present(self, context: ssl.SSLContext) -> None:
        """Let those who ask ``context`` for the name see this certificate."""
        other = server_context()
        try:
            load_files(other, str(self.certificate), str(self.private_key))
        except (OSError, ValueError) as error:
            raise OwnCertificateError(
                StartFailure.CERTIFICATE_KEY, self.private_key, str(error)
            ) from error
        choose_by_name(context, self.name, other)

    async def _read(self) -> CertificateRead:
        try:
            with self.certificate.open("rb") as file:
                text = file.read(MAX_BYTES).decode("ascii", errors="replace")
            return await sign(ReadCertificate(text), CertificateRead)
        except (OSError, SigningError, CertificateUnreadableError) as error:
            raise OwnCertificateError(
                StartFailure.CERTIFICATE_UNREADABLE, self.certificate, str(error)
            ) from error


def covers(pattern: str, name: str) -> bool:
    """Return whether a name of a certificate is ``name``, or its wildcard (RFC 9525, 6.3)."""
    if pattern.startswith("*."):
        return name.partition(".")[2] == pattern[2:] != ""
    return pattern == name
