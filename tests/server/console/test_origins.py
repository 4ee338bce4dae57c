"""Tests of where a log-in comes from: names for people, places by address."""

import pytest

from server.console.origins import Place, browser_name, place_of

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (CHROME, "Chrome, Windows"),
        (f"{CHROME} Edg/131.0", "Edge, Windows"),
        (f"{CHROME} YaBrowser/24.1", "Yandex, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko Firefox/133.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/17 Safari/605", "Safari, macOS"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_two_words(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name


def test_what_stands_far_behind_in_a_long_name_is_not_read() -> None:
    assert browser_name("x" * 400 + "Firefox") == ""


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("127.0.0.1", Place.HERE),
        ("::1", Place.HERE),
        ("::ffff:127.0.0.1", Place.HERE),
        ("192.168.1.7", Place.NETWORK),
        ("fe80::1%eth0", Place.NETWORK),
        ("8.8.8.8", Place.ELSEWHERE),
        ("", Place.ELSEWHERE),
    ],
)
def test_an_address_is_here_in_the_network_or_elsewhere(address: str, place: Place) -> None:
    assert place_of(address) is place
