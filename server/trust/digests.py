"""The digits of a certificate as browsers and systems show them, for people to compare."""

import hashlib
from ssl import PEM_cert_to_DER_cert


def sha256(pem: str) -> str:
    """Return what browsers, macOS and Linux show."""
    return _written(hashlib.sha256(PEM_cert_to_DER_cert(pem)).hexdigest())


def thumbprint(pem: str) -> str:
    """Return what Windows shows: SHA-1, for which nobody finds a second text to a given one."""
    digest = hashlib.sha1(PEM_cert_to_DER_cert(pem), usedforsecurity=False)
    return _written(digest.hexdigest())


def _written(digest: str) -> str:
    upper = digest.upper()
    return ":".join(upper[start : start + 2] for start in range(0, len(upper), 2))
