"""Tests of the page that hands out the authority: for all, in three languages, no digits on it."""

import re

import pytest

from server.trust.digests import sha256, thumbprint
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
    assert "<form" not in page
    assert "<script" not in page


async def test_the_file_on_the_page_is_there(anybody: Person) -> None:
    answer = await anybody.client.get("/hall-ca.crt")

    assert answer.status_code == 200


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_it_shows_no_digits_and_says_where_the_true_ones_stand(
    anybody: Person, language: str
) -> None:
    page = (await anybody.open(f"/hall-ca?language={language}")).text

    assert AUTHORITY.fingerprint not in page
    assert not any(group in page for group in AUTHORITY.fingerprint.split("-"))
    assert sha256(AUTHORITY.certificate) not in page
    assert thumbprint(AUTHORITY.certificate) not in page
    assert not re.search(r"(?:[0-9A-F]{2}:){3}", page)
    assert "<code>./kezek server authority</code>" in page
