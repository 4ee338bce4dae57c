"""Files of a certificate that an administrator got elsewhere, made by another authority."""

from pathlib import Path

from server.trust.certificates import make_authority, make_leaf
from server.trust.own_certificate import OwnCertificate
from server.trust.signing_orders import MakeAuthority, MakeLeaf
from tests.server.trust.trusted_hall import today

NAME = "kezek.example"
DAY_MS = 24 * 3600 * 1000


def own(
    folder: Path, names: tuple[str, ...] = (NAME,), days_ago: int = 0
) -> tuple[OwnCertificate, str]:
    """Return a certificate of another authority, made so many days ago, and that authority."""
    at = today().wall_ms() - days_ago * DAY_MS
    authority = make_authority(MakeAuthority("public", at, names))
    keys = (authority.certificate, authority.private_key)
    made = make_leaf(MakeLeaf("public", *keys, names, (), at))
    (folder / "chain.pem").write_text(made.chain)
    (folder / "key.pem").write_text(made.private_key)
    return OwnCertificate(folder / "chain.pem", folder / "key.pem", NAME), authority.certificate
