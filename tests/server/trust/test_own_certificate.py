"""An administrator's own certificate: good for its name now, or told in plain words at start."""

from pathlib import Path

import pytest

from server.client.pinning import trusting
from server.protocol.start_failures import StartFailure
from server.trust.certificates import make_authority, make_leaf
from server.trust.contexts import server_context
from server.trust.own_certificate import OwnCertificate, OwnCertificateError, covers
from server.trust.signing_orders import MakeAuthority, MakeLeaf
from tests.server.trust.test_contexts import echoing, meeting
from tests.server.trust.trusted_hall import today

NAME = "kezek.example"
DAY_MS = 24 * 3600 * 1000


def own(
    folder: Path, names: tuple[str, ...] = (NAME,), days_ago: int = 0
) -> tuple[OwnCertificate, str]:
    """Return a certificate of another authority, made so many days ago, and that authority."""
    at = today().wall_ms() - days_ago * DAY_MS
    authority = make_authority(MakeAuthority("public", at))
    keys = (authority.certificate, authority.private_key)
    made = make_leaf(MakeLeaf("public", *keys, names, (), at))
    (folder / "chain.pem").write_text(made.chain)
    (folder / "key.pem").write_text(made.private_key)
    return OwnCertificate(folder / "chain.pem", folder / "key.pem", NAME), authority.certificate


@pytest.mark.parametrize("names", [(NAME,), ("other.example", "Kezek.Example".lower())])
async def test_a_certificate_for_the_name_is_taken(tmp_path: Path, names: tuple[str, ...]) -> None:
    certificate, _ = own(tmp_path, names)

    await certificate.check(today().wall_ms())

    assert certificate.name in names


@pytest.mark.parametrize(
    ("names", "days_ago", "failure"),
    [
        (("other.example",), 0, StartFailure.CERTIFICATE_NAME),
        ((NAME,), 400, StartFailure.CERTIFICATE_EXPIRED),
    ],
)
async def test_a_certificate_that_does_not_fit_is_told(
    tmp_path: Path, names: tuple[str, ...], days_ago: int, failure: StartFailure
) -> None:
    certificate, _ = own(tmp_path, names, days_ago)

    with pytest.raises(OwnCertificateError) as caught:
        await certificate.check(today().wall_ms())

    assert caught.value.failure is failure
    assert caught.value.path == tmp_path / "chain.pem"


@pytest.mark.parametrize("text", [None, "no certificate"])
async def test_a_file_that_is_none_is_told(tmp_path: Path, text: str | None) -> None:
    certificate, _ = own(tmp_path)
    (tmp_path / "chain.pem").unlink()
    if text is not None:
        (tmp_path / "chain.pem").write_text(text)

    with pytest.raises(OwnCertificateError) as caught:
        await certificate.check(today().wall_ms())

    assert caught.value.failure is StartFailure.CERTIFICATE_UNREADABLE


async def test_a_key_of_another_certificate_is_told(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    certificate, _ = own(tmp_path)
    other, _ = own(tmp_path / "other")
    mixed = OwnCertificate(certificate.certificate, other.private_key, NAME)

    with pytest.raises(OwnCertificateError) as caught:
        mixed.present(server_context())

    assert caught.value.failure is StartFailure.CERTIFICATE_KEY


async def test_browsers_see_it_by_its_name(tmp_path: Path) -> None:
    certificate, authority = own(tmp_path)
    context = server_context()
    certificate.present(context)

    async with echoing(context) as port, meeting(port, trusting((authority,)), NAME) as browser:
        assert await browser.echo(b"hi") == b"hi"


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("kezek.example", "kezek.example", True),
        ("*.example", "kezek.example", True),
        ("*.example", "a.kezek.example", False),
        ("*.", "kezek.", False),
        ("*.example", "example", False),
    ],
)
def test_a_wildcard_covers_one_label(pattern: str, name: str, expected: bool) -> None:
    assert covers(pattern, name) is expected
