"""Tests of new passwords: long ones of the reader's own are taken, what everybody tries is not."""

import re

import pytest

from server.console.password_rules import (
    MIN_PASSWORD_LENGTH,
    Weakness,
    common_words,
    fault_of_new,
    passing_password,
    weakness_of,
)

NAMES = ("aigerim", "hall-demo")


@pytest.mark.parametrize(
    "password",
    [
        "жасыл шелек ұшады екі рет",
        "correct horse battery staple",
        "Ke7%vv-pQ2mmZ",
        "     zug 83 mondlicht     ",
        "ә" * 6 + "қ" * 6 + "өрүк",
    ],
)
def test_words_that_do_not_belong_together_are_taken(password: str) -> None:
    assert weakness_of(password, NAMES) is None


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("x" * (MIN_PASSWORD_LENGTH - 1), Weakness.SHORT),
        ("Kx3! " * 60, Weakness.LONG),
        ("aaaaaaaaaaaa", Weakness.COMMON),
        ("abcabcabcabc", Weakness.COMMON),
        ("123456789012", Weakness.COMMON),
        ("qwertyuiop12", Weakness.COMMON),
        ("йцукенгшщзхъ", Weakness.COMMON),
        ("P@ssw0rd1234", Weakness.COMMON),
        ("Password2026!", Weakness.COMMON),
        ("parolparol77", Weakness.COMMON),
        ("пароль-пароль", Weakness.COMMON),
        ("құпиясөз2026", Weakness.COMMON),
        ("Kazakhstan2026", Weakness.COMMON),
        ("Aigerim-2026", Weakness.OWN_NAME),
        ("hall-demo2026", Weakness.OWN_NAME),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, weakness: Weakness) -> None:
    assert weakness_of(password, NAMES) is weakness


@pytest.mark.parametrize(
    ("password", "again", "fault"),
    [
        ("Ke7%vv-pQ2mmZ", "Ke7%vv-pQ2mmZ", ("", "")),
        ("Ke7%vv-pQ2mmZ", "Ke7%vv-pQ2mmz", ("again", "passwords-differ")),
        ("aaaaaaaaaaaa", "bbb", ("new", "weak-password")),
    ],
)
def test_a_form_is_told_which_of_its_fields_is_wrong(
    password: str, again: str, fault: tuple[str, str]
) -> None:
    field, failure = fault_of_new(password, again, NAMES)

    assert (field, failure.code if failure else "") == fault


def test_the_words_stand_for_far_more_passwords_than_a_short_list_would() -> None:
    words = common_words()

    assert len(words) > 250
    assert len(words) ** 2 > 3000


def test_a_passing_password_is_read_out_without_doubt_and_never_twice_the_same() -> None:
    first, second = passing_password(), passing_password()

    assert re.fullmatch(r"(?:[a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", first)
    assert first != second
    assert weakness_of(first, NAMES) is None
