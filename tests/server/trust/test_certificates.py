"""What a hall certifies: one name that never changes, its addresses, for a year and no longer."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from server.trust.certificates import make_authority, make_leaf, read_certificate, scope_of
from server.trust.dating import FIRST_DAY
from server.trust.signing_orders import (
    AuthorityMade,
    CertificateUnreadableError,
    LeafMade,
    MakeAuthority,
    MakeLeaf,
    ReadCertificate,
)
from tests.server.devices.working_server import HALL
from tests.server.trust.trusted_hall import today

DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Read:
    """A certificate and the extensions that tests look at."""

    certificate: x509.Certificate

    def extension(self, kind: type[x509.ExtensionType]) -> x509.ExtensionType:
        """Return the value of one extension."""
        return self.certificate.extensions.get_extension_for_class(kind).value


def ms(instant: datetime) -> int:
    return int(instant.timestamp()) * 1000


def read(pem: str) -> Read:
    return Read(x509.load_pem_x509_certificates(pem.encode())[0])


def test_an_authority_may_sign_servers_and_no_authorities(authority: AuthorityMade) -> None:
    constraints = read(authority.certificate).extension(x509.BasicConstraints)
    usage = read(authority.certificate).extension(x509.KeyUsage)

    assert constraints == x509.BasicConstraints(ca=True, path_length=0)
    assert isinstance(usage, x509.KeyUsage)
    assert (usage.key_cert_sign, usage.digital_signature) == (True, False)


def test_an_authority_lasts_ten_years_on_a_p256_key(authority: AuthorityMade) -> None:
    certificate = read(authority.certificate).certificate
    key = certificate.public_key()

    assert ms(certificate.not_valid_after_utc) - today().wall_ms() > 3649 * DAY_MS
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"


@pytest.mark.parametrize("years", [-40, 0, 30])
def test_an_authority_holds_today_whatever_the_clock_said_when_it_was_made(years: int) -> None:
    now = today().wall_ms()

    made = make_authority(MakeAuthority(HALL, now + years * 365 * DAY_MS))

    certificate = read(made.certificate).certificate
    assert ms(certificate.not_valid_before_utc) == FIRST_DAY < now
    assert ms(certificate.not_valid_after_utc) > now


def test_two_authorities_of_a_hall_are_not_the_same() -> None:
    order = MakeAuthority(HALL, today().wall_ms())

    assert make_authority(order).certificate != make_authority(order).certificate


def test_a_server_is_certified_for_its_hall_first_and_for_names_and_addresses(
    leaf: LeafMade,
) -> None:
    names = read(leaf.chain).extension(x509.SubjectAlternativeName)

    assert isinstance(names, x509.SubjectAlternativeName)
    assert names.get_values_for_type(x509.DNSName) == [f"{HALL}.hall.kezek.internal", "localhost"]
    assert names.get_values_for_type(x509.IPAddress) == [ipaddress.ip_address("127.0.0.1")]


def test_a_server_is_certified_for_no_more_than_browsers_accept(leaf: LeafMade) -> None:
    now = today().wall_ms()

    assert leaf.ends_at - leaf.begins_at == 397 * DAY_MS
    assert leaf.begins_at < now - 179 * DAY_MS < now + 216 * DAY_MS < leaf.ends_at


def test_a_server_is_not_certified_for_longer_than_its_authority(
    authority: AuthorityMade,
) -> None:
    much_later = today().wall_ms() + 3600 * DAY_MS
    order = MakeLeaf(HALL, authority.certificate, authority.private_key, (), (), much_later)

    made = make_leaf(order)

    end = read(authority.certificate).certificate.not_valid_after_utc
    assert made.ends_at == int(end.timestamp()) * 1000


def test_a_server_whose_clock_stands_beyond_its_authority_is_certified_all_the_same(
    authority: AuthorityMade,
) -> None:
    beyond = today().wall_ms() + 30 * 365 * DAY_MS
    order = MakeLeaf(HALL, authority.certificate, authority.private_key, (), (), beyond)

    made = make_leaf(order)

    assert made.ends_at > made.begins_at


def test_an_authority_may_certify_nothing_but_servers(authority: AuthorityMade) -> None:
    usage = read(authority.certificate).extension(x509.ExtendedKeyUsage)

    assert list(cast("x509.ExtendedKeyUsage", usage)) == [ExtendedKeyUsageOID.SERVER_AUTH]


def test_an_authority_is_good_for_offices_and_its_own_server_alone() -> None:
    order = MakeAuthority(
        HALL, today().wall_ms(), ("pc", "kezek.akimat.kz"), ("10.0.0.5", "203.0.113.7")
    )

    found = read(make_authority(order).certificate)

    constraints = found.certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    assert constraints.value.excluded_subtrees is None
    values = {one.value for one in constraints.value.permitted_subtrees or ()}
    assert {"pc", "kezek.akimat.kz", "local", "hall.kezek.internal"} < values
    assert ipaddress.ip_network("203.0.113.7/32") in values
    assert ipaddress.ip_network("10.0.0.5/32") not in values
    assert ipaddress.ip_network("10.0.0.0/8") in values


def test_an_authority_that_follows_is_good_for_what_the_one_before_was() -> None:
    now = today().wall_ms()
    before = make_authority(MakeAuthority(HALL, now, ("old.example",), ("203.0.113.7",)))
    order = MakeAuthority(HALL, now, ("new.example",), (), before.certificate)

    scope = scope_of(read(make_authority(order).certificate).certificate)

    assert [scope.covers_name(f"{name}.example") for name in ("old", "new", "other")] == [
        True,
        True,
        False,
    ]
    assert scope.covers_address("203.0.113.7")


def test_a_server_is_certified_for_nothing_that_its_authority_is_not_good_for(
    authority: AuthorityMade,
) -> None:
    keys = (authority.certificate, authority.private_key)
    names, addresses = ("localhost", "bank.example"), ("127.0.0.1", "203.0.113.7")

    made = make_leaf(MakeLeaf(HALL, *keys, names, addresses, today().wall_ms()))

    assert read_certificate(ReadCertificate(made.chain)).names == (
        f"{HALL}.hall.kezek.internal",
        "localhost",
    )
    assert made.left_out == ("203.0.113.7", "bank.example")


def test_a_chain_ends_with_the_authority(authority: AuthorityMade, leaf: LeafMade) -> None:
    assert leaf.chain.endswith(authority.certificate)


def test_what_a_certificate_says_is_read(leaf: LeafMade) -> None:
    found = read_certificate(ReadCertificate(leaf.chain))

    assert found.names == (f"{HALL}.hall.kezek.internal", "localhost")
    assert (found.begins_at, found.ends_at) == (leaf.begins_at, leaf.ends_at)


def test_a_certificate_without_names_is_read(authority: AuthorityMade) -> None:
    assert read_certificate(ReadCertificate(authority.certificate)).names == ()


@pytest.mark.parametrize("text", ["", "no certificate", "-----BEGIN CERTIFICATE-----"])
def test_what_is_no_certificate_is_told(text: str) -> None:
    with pytest.raises(CertificateUnreadableError):
        read_certificate(ReadCertificate(text))
