"""TLS of the server over real sockets: 1.3 alone, exchanged without dropping a link, by name."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from server.client.pinning import trusting
from server.protocol.pairing import tls_name
from server.trust.certificates import make_authority, make_leaf
from server.trust.contexts import (
    choose_by_name,
    choose_nothing,
    load_leaf,
    load_pair,
    server_context,
)
from server.trust.signing_orders import AuthorityMade, LeafMade, MakeAuthority, MakeLeaf
from tests.server.devices.working_server import HALL
from tests.server.trust.trusted_hall import today

NAME = tls_name(HALL)
DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Meeting:
    """An open TLS connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def echo(self, text: bytes) -> bytes:
        """Send a line and return what comes back."""
        self.writer.write(text + b"\n")
        async with asyncio.timeout(5):
            return (await self.reader.readline()).strip()

    def certificate(self) -> bytes:
        """Return the certificate that the server showed."""
        shown = self.writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        assert isinstance(shown, bytes)
        return shown


class Echo(asyncio.Protocol):
    """Sends back what comes."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Send it back."""
        self._transport.write(data)


@asynccontextmanager
async def echoing(context: ssl.SSLContext) -> AsyncIterator[int]:
    """Give the port of a server that sends everything back."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def meeting(port: int, context: ssl.SSLContext, name: str = NAME) -> AsyncIterator[Meeting]:
    """Connect as a device does."""
    opened = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname=name)
    try:
        yield Meeting(*opened)
    finally:
        opened[1].transport.abort()


def certified(leaf: LeafMade) -> ssl.SSLContext:
    context = server_context()
    load_leaf(context, leaf)
    return context


def dated(authority: AuthorityMade, days_ago: int) -> LeafMade:
    """Return a certificate that was made so many days ago."""
    now = today().wall_ms() - days_ago * DAY_MS
    keys = (authority.certificate, authority.private_key)
    return make_leaf(MakeLeaf(HALL, *keys, ("localhost",), ("127.0.0.1",), now))


async def test_a_device_with_the_pin_talks_by_tls_1_3(
    authority: AuthorityMade, leaf: LeafMade
) -> None:
    pinned = trusting((authority.certificate,))
    async with echoing(certified(leaf)) as port, meeting(port, pinned) as device:
        answer = await device.echo(b"hello")
        version = device.writer.get_extra_info("ssl_object").version()

    assert (answer, version) == (b"hello", "TLSv1.3")


async def test_a_server_of_another_authority_is_refused(leaf: LeafMade) -> None:
    other = make_authority(MakeAuthority(HALL, today().wall_ms()))
    async with echoing(certified(leaf)) as port:
        with pytest.raises(ssl.SSLCertVerificationError):
            async with meeting(port, trusting((other.certificate,))):
                pytest.fail("was let in")


async def test_a_server_of_another_hall_of_the_same_authority_is_refused(
    authority: AuthorityMade, leaf: LeafMade
) -> None:
    async with echoing(certified(leaf)) as port:
        with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
            async with meeting(port, trusting((authority.certificate,)), tls_name("other")):
                pytest.fail("was let in")


async def test_a_certificate_that_is_out_of_date_is_refused() -> None:
    old = make_authority(MakeAuthority(HALL, today().wall_ms() - 500 * DAY_MS))
    async with echoing(certified(dated(old, 400))) as port:
        with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
            async with meeting(port, trusting((old.certificate,))):
                pytest.fail("was let in")


async def test_a_device_whose_clock_has_stopped_looks_at_no_dates() -> None:
    old = make_authority(MakeAuthority(HALL, today().wall_ms() - 500 * DAY_MS))
    long_ago = trusting((old.certificate,), lambda: 0.0)
    async with echoing(certified(dated(old, 400))) as port, meeting(port, long_ago) as device:
        assert await device.echo(b"hello") == b"hello"


def stolen(authority: AuthorityMade, name: str) -> ssl.SSLContext:
    """Return what a thief of an authority's key shows in the name of another site."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.load_pem_x509_certificate(authority.certificate.encode())
    signer = load_pem_private_key(authority.private_key.encode(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    forged = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(issuer.not_valid_before_utc)
        .not_valid_after(issuer.not_valid_after_utc)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    context = server_context()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    load_pair(context, forged.public_bytes(Encoding.PEM).decode(), pem)
    return context


@pytest.mark.parametrize("name", ["egov.kz", "www.bank.example", "10.0.0.1.example"])
async def test_who_steals_the_authoritys_key_plays_no_site_of_the_world(
    authority: AuthorityMade, name: str
) -> None:
    trusting_halls_own = ssl.create_default_context(cadata=authority.certificate)
    async with echoing(stolen(authority, name)) as port:
        with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
            async with meeting(port, trusting_halls_own, name):
                pytest.fail("was believed")


async def test_the_forgery_is_believed_where_the_authority_is_good(
    authority: AuthorityMade,
) -> None:
    """The control: the same forgery, in a name of an office."""
    trusting_halls_own = ssl.create_default_context(cadata=authority.certificate)
    async with (
        echoing(stolen(authority, "printer.local")) as port,
        meeting(port, trusting_halls_own, "printer.local") as browser,
    ):
        assert await browser.echo(b"hi") == b"hi"


async def test_older_tls_is_refused(authority: AuthorityMade, leaf: LeafMade) -> None:
    older = trusting((authority.certificate,))
    older.minimum_version = ssl.TLSVersion.TLSv1_2
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    async with echoing(certified(leaf)) as port:
        # asyncio hangs up on who speaks an older version, uvloop says so first.
        with pytest.raises((ssl.SSLError, ConnectionResetError)):
            async with meeting(port, older):
                pytest.fail("was let in")


async def test_a_new_certificate_is_shown_to_newcomers_and_drops_no_link(
    authority: AuthorityMade, leaf: LeafMade
) -> None:
    context = certified(leaf)
    device_side = trusting((authority.certificate,))
    async with echoing(context) as port, meeting(port, device_side) as old:
        load_leaf(context, dated(authority, 0))
        async with meeting(port, device_side) as new:
            assert await new.echo(b"new") == b"new"
            assert await old.echo(b"old") == b"old"
            assert new.certificate() != old.certificate()


async def test_another_certificate_answers_for_its_own_name_alone(
    authority: AuthorityMade, leaf: LeafMade
) -> None:
    public = make_authority(MakeAuthority("public", today().wall_ms(), ("kezek.example",)))
    keys = (public.certificate, public.private_key)
    order = MakeLeaf("public", *keys, ("kezek.example",), (), today().wall_ms())
    other = server_context()
    made = make_leaf(order)
    load_pair(other, made.chain, made.private_key)
    context = certified(leaf)
    choose_by_name(context, "kezek.example", other)

    async with echoing(context) as port:
        async with meeting(port, trusting((public.certificate,)), "kezek.example") as browser:
            assert await browser.echo(b"hi") == b"hi"
        async with meeting(port, trusting((authority.certificate,))) as device:
            assert await device.echo(b"hi") == b"hi"
        choose_nothing(context)
        with pytest.raises(ssl.SSLCertVerificationError):
            async with meeting(port, trusting((public.certificate,)), "kezek.example"):
                pytest.fail("was let in")


def test_a_key_behind_a_password_asks_nobody(leaf: LeafMade) -> None:
    key = load_pem_private_key(leaf.private_key.encode(), None)
    locked = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"a password")
    )

    with pytest.raises(ssl.SSLError):
        load_pair(server_context(), leaf.chain, locked.decode())


def test_no_session_is_resumed() -> None:
    assert server_context().num_tickets == 0
