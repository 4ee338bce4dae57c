"""Tests of the page on security: what is on, until when, and what others could read."""

from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from server.protocol.start_failures import StartFailure
from server.trust.digests import sha256, thumbprint
from server.trust.own_keeper import OwnStatus
from server.trust.trust import ShownLeaf, Trust, TrustOptions
from tests.server.console.working_console import AUTHORITY, DAY_MS, Person, WorkingConsole


async def test_the_page_shows_the_fingerprint_and_how_long_the_certificate_holds(
    admin: Person,
) -> None:
    page = (await admin.open("/admin/security")).text

    assert "K7QM" in page
    assert sha256(AUTHORITY.certificate) in page
    assert thumbprint(AUTHORITY.certificate) in page
    assert "is renewed by itself" in page
    assert "This page came without encryption" in page


NAME = "kezek.example"


def with_own(working: WorkingConsole, status: OwnStatus) -> None:
    """Let the server have a certificate of the administrator's."""
    trust = working.console.trust
    assert isinstance(trust, Trust)
    trust.options = TrustOptions(is_tls=True, public_name=NAME)
    trust.show_own(status)


async def test_an_own_certificate_is_shown_as_the_way_in_and_until_when(
    working: WorkingConsole, admin: Person
) -> None:
    with_own(working, OwnStatus(NAME, ends_at=working.clock.wall_ms() + 60 * DAY_MS))

    page = (await admin.open("/admin/security")).text

    assert '<li class="on"><strong>Your own certificate (kezek.example)' in page
    assert "It holds until 22 Jan 2027, 10:00:00." in page
    assert '<span class="soft">It holds until' in page


async def test_an_own_certificate_that_ends_soon_is_marked(
    working: WorkingConsole, admin: Person
) -> None:
    with_own(working, OwnStatus(NAME, ends_at=working.clock.wall_ms() + 13 * DAY_MS))

    page = (await admin.open("/admin/security")).text

    assert '<span class="tag warn">It holds until' in page


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (StartFailure.CERTIFICATE_UNREADABLE, "no certificate in PEM form"),
        (StartFailure.CERTIFICATE_NAME, "not issued for this name"),
        (StartFailure.CERTIFICATE_EXPIRED, "not valid today"),
        (StartFailure.CERTIFICATE_KEY, "not the key of the certificate"),
    ],
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_an_own_certificate_that_is_not_shown_says_why_and_what_is_instead(
    working: WorkingConsole, admin: Person, language: str, failure: StartFailure, words: str
) -> None:
    with_own(working, OwnStatus(NAME, failure=failure, path=Path("/etc/kezek/chain.pem")))
    await admin.send("/language", language=language)

    page = (await admin.open("/admin/security")).text

    assert "/etc/kezek/chain.pem: " in page
    assert '<li class=" bad">' in page
    assert (words in page) == (language == "en")
    assert ("Until this is put right" in page) == (language == "en")


async def test_a_bad_renewal_says_that_the_one_before_is_still_shown(
    working: WorkingConsole, admin: Person
) -> None:
    ends_at = working.clock.wall_ms() + 60 * DAY_MS
    failure = StartFailure.CERTIFICATE_KEY
    with_own(working, OwnStatus(NAME, ends_at=ends_at, failure=failure, path=Path("key.pem")))

    page = (await admin.open("/admin/security")).text

    assert "The certificate before it is still shown." in page


async def test_digits_that_came_over_the_network_without_encryption_are_not_shown(
    working: WorkingConsole,
) -> None:
    app = cast("Any", working.app)  # Litestar's own type of an application is narrower
    transport = httpx.ASGITransport(app=app, client=("192.168.1.9", 4711))
    async with httpx.AsyncClient(base_url=working.url, transport=transport) as client:
        admin = Person(client)
        await admin.log_in("dana")
        page = (await admin.open("/admin/security")).text

    assert "K7QM" not in page
    assert sha256(AUTHORITY.certificate) not in page
    assert "<code>./kezek server authority</code>" in page


async def test_an_authority_that_ends_or_does_not_fit_is_told_of_with_what_to_do(
    working: WorkingConsole, admin: Person
) -> None:
    trust, now = working.console.trust, working.clock.wall_ms()
    assert isinstance(trust, Trust)
    quiet = (await admin.open("/admin/security")).text
    leaf = ShownLeaf(now + DAY_MS, now + 399 * DAY_MS, ("moved.example", "203.0.113.7"))
    trust.show(AUTHORITY, leaf)

    page = (await admin.open("/admin/security")).text

    assert "authority ends on" not in quiet
    assert "is not good for" not in quiet
    assert "authority ends on 27 Dec 2027, 10:00:00." in page
    assert "is not good for: moved.example, 203.0.113.7." in page
