"""Tests of the page that hands out the authority: for all, in three languages, with its digest."""

import hashlib
from ssl import PEM_cert_to_DER_cert

import pytest

from server.console.authority_page import whole_digest
from tests.server.console.working_console import AUTHORITY, Person


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("kk", "Бұл компьютерді баптау"),
        ("ru", "Настройка этого компьютера"),
        ("en", "Set up this computer"),
    ],
)
async def test_anybody_reads_it_in_a_language_of_choice(
    anybody: Person, language: str, title: str
) -> None:
    page = (await anybody.open(f"/hall-ca?language={language}")).text

    assert title in page
    assert all(f"<span>{group}</span>" in page for group in AUTHORITY.fingerprint.split("-"))
    assert whole_digest(AUTHORITY.certificate) in page
    assert "<form" not in page
    assert "<script" not in page


async def test_the_file_on_the_page_is_there(anybody: Person) -> None:
    answer = await anybody.client.get("/hall-ca.crt")

    assert answer.status_code == 200


def test_the_digest_is_written_as_systems_write_it() -> None:
    der = PEM_cert_to_DER_cert(AUTHORITY.certificate)

    digest = whole_digest(AUTHORITY.certificate)

    assert digest.replace(":", "").lower() == hashlib.sha256(der).hexdigest()
    assert digest[2] == ":"
    assert whole_digest(None) == ""
