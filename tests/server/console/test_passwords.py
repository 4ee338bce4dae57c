"""Tests of passwords: argon2id as agreed, checked off the loop, never too many at once."""

import asyncio

import pytest

from server.console import passwords
from server.console.passwords import PasswordPool, hash_password, is_outdated
from server.protocol.errors import ServerBusyError

WEAK = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$ySjD1TPSb5wgHxTN9Hfq0Q"


def test_the_hash_is_argon2id_with_19_mib_two_passes_and_one_lane() -> None:
    assert hash_password("secret").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("password_hash", "outdated"),
    [(hash_password("x"), False), (WEAK, True)],
    ids=["of today", "weak"],  # a fresh hash has another salt in each worker of the tests
)
def test_a_hash_with_other_parameters_is_outdated(password_hash: str, *, outdated: bool) -> None:
    assert is_outdated(password_hash) is outdated


async def test_only_the_right_password_fits() -> None:
    pool = PasswordPool()
    password_hash = await pool.hash("secret")

    assert await pool.is_right("secret", password_hash)
    assert not await pool.is_right("Secret", password_hash)
    assert not await pool.is_right("secret", "no hash at all")


async def test_nobody_has_no_password() -> None:
    pool = PasswordPool()

    assert not await pool.is_right("nobody", None)


async def test_a_flood_of_checks_is_refused_not_queued() -> None:
    pool = PasswordPool()
    checks = [pool.is_right("x", WEAK) for _ in range(passwords.MAX_CHECKS + 1)]

    results = await asyncio.gather(*checks, return_exceptions=True)

    assert [type(result) for result in results].count(ServerBusyError) == 1
