"""An administrator's own certificate: what its two files hold, or why they hold none."""

import os
from pathlib import Path

import pytest

from server.client.pinning import trusting
from server.protocol.start_failures import StartFailure
from server.trust.contexts import choose_by_name, server_context
from server.trust.own_certificate import OwnCertificate, OwnCertificateError, covers
from tests.server.trust.own_files import NAME, own
from tests.server.trust.test_contexts import echoing, meeting
from tests.server.trust.trusted_hall import today


@pytest.mark.parametrize("names", [(NAME,), ("other.example", "Kezek.Example".lower())])
async def test_a_certificate_for_the_name_is_taken(tmp_path: Path, names: tuple[str, ...]) -> None:
    certificate, _ = own(tmp_path, names)

    assert (await certificate.read()).is_valid(today().wall_ms())


async def test_a_certificate_of_other_days_is_read_and_not_valid(tmp_path: Path) -> None:
    certificate, _ = own(tmp_path, days_ago=400)

    assert not (await certificate.read()).is_valid(today().wall_ms())


async def test_a_certificate_for_another_name_is_told(tmp_path: Path) -> None:
    certificate, _ = own(tmp_path, ("other.example",))

    with pytest.raises(OwnCertificateError) as caught:
        await certificate.read()

    assert caught.value.failure is StartFailure.CERTIFICATE_NAME
    assert caught.value.path == tmp_path / "chain.pem"


@pytest.mark.parametrize("text", [None, "no certificate", ""])
async def test_a_file_that_is_none_is_told(tmp_path: Path, text: str | None) -> None:
    certificate, _ = own(tmp_path)
    (tmp_path / "chain.pem").unlink()
    if text is not None:
        (tmp_path / "chain.pem").write_text(text)

    with pytest.raises(OwnCertificateError) as caught:
        await certificate.read()

    assert caught.value.failure is StartFailure.CERTIFICATE_UNREADABLE


@pytest.mark.parametrize("key", ["another's", "none", "gone"])
async def test_a_key_that_does_not_fit_is_told(tmp_path: Path, key: str) -> None:
    (tmp_path / "other").mkdir()
    certificate, _ = own(tmp_path)
    own(tmp_path / "other")
    path = {"another's": "other/key.pem", "none": "other/none.pem", "gone": "gone.pem"}[key]
    (tmp_path / "other" / "none.pem").write_text("none")

    with pytest.raises(OwnCertificateError) as caught:
        await OwnCertificate(certificate.certificate, tmp_path / path, NAME).read()

    assert caught.value.failure is StartFailure.CERTIFICATE_KEY
    assert caught.value.path == tmp_path / path


async def test_browsers_see_it_by_its_name(tmp_path: Path) -> None:
    certificate, authority = own(tmp_path)
    context = server_context()
    choose_by_name(context, NAME, (await certificate.read()).context)

    async with echoing(context) as port, meeting(port, trusting((authority,)), NAME) as browser:
        assert await browser.echo(b"hi") == b"hi"


def test_a_change_of_either_file_is_seen(tmp_path: Path) -> None:
    certificate, _ = own(tmp_path)
    seen = [certificate.seen()]

    (tmp_path / "new.pem").write_text(certificate.certificate.read_text())
    (tmp_path / "new.pem").replace(certificate.certificate)
    seen.append(certificate.seen())
    os.utime(certificate.private_key, ns=(1, 1))
    seen.append(certificate.seen())
    certificate.private_key.unlink()
    seen.append(certificate.seen())

    assert len(set(seen)) == 4
    assert seen[-1] == certificate.seen()


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
