"""Tests of the page on security: what is on, until when, and what others could read."""

from server.trust.trust import Trust, TrustOptions
from tests.server.console.working_console import Person, WorkingConsole


async def test_the_page_shows_the_fingerprint_and_how_long_the_certificate_holds(
    admin: Person,
) -> None:
    page = (await admin.open("/admin/security")).text

    assert "K7QM" in page
    assert "is renewed by itself" in page
    assert "This page came without encryption" in page


async def test_a_public_name_is_shown_as_the_way_in(
    working: WorkingConsole, admin: Person
) -> None:
    trust = working.console.trust
    assert isinstance(trust, Trust)
    trust.options = TrustOptions(is_tls=True, public_name="kezek.example")

    page = (await admin.open("/admin/security")).text

    assert '<li class="on"><strong>Your own certificate (kezek.example)' in page
