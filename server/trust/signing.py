"""Certificates made by a process of their own, so that the server stays small (ADR 0015).

``python -m server.trust.signing`` takes one order on standard input and answers on standard
output; an authority's key goes through this pipe and nowhere else.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import TypeVar, assert_never

import msgspec

from server.trust.signing_orders import (
    CertificateUnreadableError,
    MakeAuthority,
    MakeLeaf,
    Order,
    ReadCertificate,
    Result,
    Unmade,
)

SIGNING_SECONDS = 20.0
MAX_BYTES = 256 * 1024
ROOT = Path(__file__).parents[2]
"""Where this server's own code lies, whatever else is installed."""

R = TypeVar("R")


class SigningError(Exception):
    """The signing process gave no answer."""


async def sign(order: Order, wanted: type[R]) -> R:
    """Return what ``order`` makes; raise CertificateUnreadableError or SigningError."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "server.trust.signing",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        async with asyncio.timeout(SIGNING_SECONDS):
            said, _ = await process.communicate(msgspec.json.encode(order))
        result: Result = msgspec.json.decode(said, type=Result)
    except (TimeoutError, msgspec.DecodeError) as error:
        raise SigningError(type(error).__name__) from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if isinstance(result, Unmade):
        raise CertificateUnreadableError(result.reason)
    if not isinstance(result, wanted):
        raise SigningError(type(result).__name__)
    return result


def carry_out(order: Order) -> Result:
    """Do what ``order`` asks, in this process."""
    # Only the signing process pays for this library: 10 MB (docs/adr/0015).
    from server.trust import certificates  # noqa: PLC0415 - as said above

    try:
        match order:
            case MakeAuthority():
                return certificates.make_authority(order)
            case MakeLeaf():
                return certificates.make_leaf(order)
            case ReadCertificate():
                return certificates.read_certificate(order)
            case _:
                assert_never(order)
    except (CertificateUnreadableError, ValueError, TypeError) as error:
        return Unmade(str(error)[:200])


def main() -> None:
    """Carry one order out."""
    order: Order = msgspec.json.decode(sys.stdin.buffer.read(MAX_BYTES), type=Order)
    sys.stdout.buffer.write(msgspec.json.encode(carry_out(order)))


if __name__ == "__main__":
    main()
