"""Names by which this computer is certified: DNS names only, addresses told apart."""

import pytest

from server.trust.names import is_address, is_name, server_names


def test_a_computer_is_known_by_its_name_with_and_without_local() -> None:
    assert server_names(None, "Office-PC.akimat.kz") == (
        "localhost",
        "office-pc.akimat.kz",
        "office-pc",
        "office-pc.local",
    )


def test_a_public_name_is_one_more() -> None:
    assert server_names("kezek.example", "pc")[-1] == "kezek.example"


def test_a_name_that_dns_does_not_know_is_left_out() -> None:
    assert server_names(None, "қабылдау_пк") == ("localhost",)


@pytest.mark.parametrize("text", ["a", "a.b", "office-1", "x" * 63])
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["", "-a", "a-", "a..b", "A", "x" * 64, "10.0.0.1", "a b", "*.a"])
def test_texts_that_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize("text", ["10.0.0.1", "::1", "[::1]"])
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["localhost", "10.0.0", "10.0.0.1.example", "", "fe80::1%@evil.example"]
)
def test_texts_that_are_no_addresses(text: str) -> None:
    assert not is_address(text)
