"""Certificates made and read; the only module that loads ``cryptography``, in a child process."""

import ipaddress
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.protocol.pairing import tls_name
from server.trust.dating import FIRST_DAY
from server.trust.scope import EVERYTHING, Network, Scope
from server.trust.signing_orders import (
    AuthorityMade,
    CertificateRead,
    CertificateUnreadableError,
    LeafMade,
    MakeAuthority,
    MakeLeaf,
    ReadCertificate,
)

AUTHORITY_DAYS = 10 * 365
LEAF_DAYS = 397
"""What browsers accept of a server, backdating included (CA/B Forum BR 6.3.2)."""

BACKDATED_DAYS = 180
"""A clock that is months late, or a server's that was set back, must not keep anybody out."""

SHORTEST = timedelta(days=1)

LONGEST_NAME = 64
"""The upper bound of a common name (RFC 5280, ub-common-name-length)."""


def make_authority(order: MakeAuthority) -> AuthorityMade:
    """Return a new authority of a hall: ECDSA P-256, may sign servers and nothing below them."""
    key = ec.generate_private_key(ec.SECP256R1())
    # By the clock of whoever looks, it has begun: this one's may have stood wrong (ADR 0022).
    begin = _instant(FIRST_DAY)
    end = max(begin, _instant(order.now)) + timedelta(days=AUTHORITY_DAYS)
    name = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, f"Kezek {order.hall}"[:LONGEST_NAME])]
    )
    certificate = (
        _builder(name, name, key.public_key(), begin, end)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_scope(order), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    return AuthorityMade(_pem(certificate), _key_pem(key))


def make_leaf(order: MakeLeaf) -> LeafMade:
    """Return a certificate for a server of the hall, with a new key of its own."""
    authority = x509.load_pem_x509_certificate(order.authority.encode())
    signer = load_pem_private_key(order.authority_key.encode(), None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise CertificateUnreadableError(reason="not-an-authority")
    key = ec.generate_private_key(ec.SECP256R1())
    made = _instant(order.now) - timedelta(days=BACKDATED_DAYS)
    end = min(made + timedelta(days=LEAF_DAYS), authority.not_valid_after_utc)
    end = max(end, made + SHORTEST)  # a clock beyond the authority's end makes useless ones
    scope = scope_of(authority)
    wanted = (tls_name(order.hall), *order.names)
    names = tuple(name for name in wanted if scope.covers_name(name))
    addresses = tuple(one for one in order.addresses if scope.covers_address(one))
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:LONGEST_NAME])])
    certificate = (
        _builder(subject, authority.subject, key.public_key(), made, end)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            critical=False,
        )
        .add_extension(
            x509.SubjectAlternativeName(_alternatives(names, addresses)), critical=False
        )
        .sign(signer, hashes.SHA256())
    )
    chain = _pem(certificate) + order.authority
    left_out = {*wanted, *order.addresses} - {*names, *addresses}
    dates = (_ms(made), _ms(certificate.not_valid_after_utc), _ms(authority.not_valid_after_utc))
    return LeafMade(chain, _key_pem(key), *dates, left_out=tuple(sorted(left_out)))


def read_certificate(order: ReadCertificate) -> CertificateRead:
    """Return what the first certificate of a file says of itself."""
    try:
        certificate = x509.load_pem_x509_certificates(order.chain.encode())[0]
    except ValueError as error:
        raise CertificateUnreadableError(reason=str(error)[:200]) from error
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        names = tuple(found.value.get_values_for_type(x509.DNSName))
    except x509.ExtensionNotFound:
        names = ()
    return CertificateRead(names, _ms(_begin(certificate)), _ms(certificate.not_valid_after_utc))


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    begin: datetime,
    end: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _scope(order: MakeAuthority) -> x509.NameConstraints:
    """Return what alone the authority is good for (RFC 5280, 4.2.1.10)."""
    scope = Scope.of(order.names, order.addresses)
    if order.before:
        scope = scope.with_all_of(scope_of(x509.load_pem_x509_certificate(order.before.encode())))
    return x509.NameConstraints(
        permitted_subtrees=[
            *(x509.DNSName(name) for name in scope.names),
            *(x509.IPAddress(network) for network in scope.networks),
        ],
        excluded_subtrees=None,
    )


def scope_of(authority: x509.Certificate) -> Scope:
    """Return what an authority is good for; everything if it does not say."""
    try:
        found = authority.extensions.get_extension_for_class(x509.NameConstraints)
    except x509.ExtensionNotFound:
        return EVERYTHING
    permitted = found.value.permitted_subtrees or []
    return Scope(
        tuple(one.value for one in permitted if isinstance(one, x509.DNSName)),
        tuple(
            one.value
            for one in permitted
            if isinstance(one, x509.IPAddress) and isinstance(one.value, Network)
        ),
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _alternatives(names: Iterable[str], addresses: Iterable[str]) -> list[x509.GeneralName]:
    return [
        *(x509.DNSName(name) for name in dict.fromkeys(names)),
        *(x509.IPAddress(ipaddress.ip_address(one)) for one in dict.fromkeys(addresses)),
    ]


def _begin(certificate: x509.Certificate) -> datetime:
    return certificate.not_valid_before_utc


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds // 1000, UTC)


def _ms(instant: datetime) -> int:
    return int(instant.timestamp()) * 1000


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _key_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
