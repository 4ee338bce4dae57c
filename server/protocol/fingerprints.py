"""What people compare at pairing: an authority's fingerprint and a code, the same at both ends."""

import base64
import binascii
import hashlib
import re

FINGERPRINT_BYTES = 10
GROUP = 4
CODE_DIGITS = 6

_PEM = re.compile(
    r"-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)\s+-----END CERTIFICATE-----\s*"
)


def fingerprint(authority: str) -> str:
    """Return 80 bits of a PEM certificate's SHA-256 as people read them: ``ABCD-EFGH-IJKL-MNOP``.

    Raise ValueError for anything but one certificate.
    """
    text = base64.b32encode(_digest(authority)[:FINGERPRINT_BYTES]).decode()
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def commitment(nonce: str) -> str:
    """Return what binds a device to ``nonce`` before it shows it."""
    return hashlib.sha256(b"kezek pairing commitment" + bytes.fromhex(nonce)).hexdigest()


def pairing_code(device_nonce: str, server_nonce: str, authority: str) -> str:
    """Return the six digits of one pairing: another authority between the ends gives others.

    Who relays has to choose his nonces before he sees the other end's (ADR 0016).
    """
    mixed = b"kezek pairing code" + bytes.fromhex(device_nonce) + bytes.fromhex(server_nonce)
    number = int.from_bytes(hashlib.sha256(mixed + _digest(authority)).digest(), "big")
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _digest(authority: str) -> bytes:
    found = _PEM.fullmatch(authority)
    if found is None:
        message = "not one certificate in PEM"
        raise ValueError(message)
    try:
        return hashlib.sha256(
            base64.b64decode("".join(found.group(1).split()), validate=True)
        ).digest()
    except binascii.Error as error:
        message = "not one certificate in PEM"
        raise ValueError(message) from error
