"""What a device accepts as its hall's server: TLS 1.3, certified by the pinned authority."""

import ssl
import time
from collections.abc import Callable, Mapping, Sequence

from server.protocol.errors import (
    CertificateTimeError,
    ForeignServerError,
    KezekError,
    ServerUnreachableError,
)

_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME (X509_VERIFY_PARAM_set_flags(3)); the ssl module does not name it."""

_NOT_YET_VALID, _HAS_EXPIRED = 9, 10
"""X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED (openssl-verify(1))."""


def wall_seconds() -> float:
    """Return the wall clock of this computer, in seconds since 1970."""
    return time.clock_gettime(time.CLOCK_REALTIME)


def trusting(
    authorities: Sequence[str], now: Callable[[], float] = wall_seconds
) -> ssl.SSLContext:
    """Return a context that believes only certificates of ``authorities``, each one PEM text.

    Before the day on which an authority was made the clock is wrong, not the certificate, so
    validity dates say nothing then (ADR 0015). Raise ValueError for a text that is none.
    """
    context = _context()
    try:
        context.load_verify_locations(cadata="\n".join(authorities))
    except ssl.SSLError as error:
        message = "not certificates in PEM"
        raise ValueError(message) from error
    context.verify_mode = ssl.CERT_REQUIRED
    context.check_hostname = True
    context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_STRICT
    made = [ssl.cert_time_to_seconds(str(ca["notBefore"])) for ca in context.get_ca_certs()]
    if not made:
        message = "no authority among the certificates"
        raise ValueError(message)
    if now() < min(made):
        leave_out_dates(context)
    return context


def is_clock_behind(error: BaseException) -> bool:
    """Return whether a certificate was refused only because it begins later than now.

    The pinned authority made it, so it exists: this computer's clock is behind (ADR 0015).
    """
    return isinstance(error, ssl.SSLCertVerificationError) and error.verify_code == _NOT_YET_VALID


def leave_out_dates(context: ssl.SSLContext) -> None:
    """Let ``context`` believe certificates of any date; whoever uses it looks at their ends."""
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)


def is_past(
    certificate: Mapping[str, object] | None, now: Callable[[], float] = wall_seconds
) -> bool:
    """Return whether the certificate of the far end is over, as far as this computer can say."""
    ends = None if certificate is None else certificate.get("notAfter")
    return isinstance(ends, str) and now() > ssl.cert_time_to_seconds(ends)


def curious() -> ssl.SSLContext:
    """Return a context that believes anybody: only for asking which authority a server shows."""
    context = _context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def failure_of(error: OSError, address: str) -> KezekError:
    """Return what a failed attempt to reach ``address`` means for a device with a pin."""
    match error:
        case ssl.SSLCertVerificationError(verify_code=code) if code in {
            _NOT_YET_VALID,
            _HAS_EXPIRED,
        }:
            return CertificateTimeError(address=address)
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return ServerUnreachableError(address=address)
        case ssl.SSLError():
            return ForeignServerError(address=address)
        case _:
            return ServerUnreachableError(address=address)


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
