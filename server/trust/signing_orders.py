"""What the signing process is asked for and what it gives; one JSON object each way."""

from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.tickets import Instant


class CertificateUnreadableError(Exception):
    """A certificate or key is none; ``reason`` is technical."""

    def __init__(self, reason: str) -> None:
        """Keep why."""
        super().__init__(reason)


class _Order(Struct, frozen=True, tag=True, tag_field="type"):
    """What every order and every result is; keys never show in a repr."""

    def __repr__(self) -> str:
        return type(self).__name__


class MakeAuthority(_Order, frozen=True):
    """A new authority for ``hall``, good for these names and addresses and what offices have.

    What ``before``, the PEM of an authority that it follows, was good for, it is good for too.
    """

    hall: Key
    now: Instant
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    before: str = ""


class MakeLeaf(_Order, frozen=True):
    """A certificate for a server of ``hall`` at these names and addresses."""

    hall: Key
    authority: str
    authority_key: str
    names: tuple[str, ...]
    addresses: tuple[str, ...]
    now: Instant


class ReadCertificate(_Order, frozen=True):
    """What the first certificate of a PEM chain says."""

    chain: str


Order = MakeAuthority | MakeLeaf | ReadCertificate


class AuthorityMade(_Order, frozen=True):
    """An authority's certificate and its key, both PEM."""

    certificate: str
    private_key: str


class LeafMade(_Order, frozen=True):
    """A server's certificate with its authority's, its key, and how long it is good.

    ``left_out`` are the names and addresses for which its authority is not good.
    """

    chain: str
    private_key: str
    begins_at: Instant
    ends_at: Instant
    authority_ends_at: Instant = 0
    left_out: tuple[str, ...] = ()


class CertificateRead(_Order, frozen=True):
    """The names of a certificate and how long it is good."""

    names: tuple[str, ...]
    begins_at: Instant
    ends_at: Instant


class Unmade(_Order, frozen=True):
    """Why an order could not be carried out."""

    reason: str


Result = AuthorityMade | LeafMade | CertificateRead | Unmade
