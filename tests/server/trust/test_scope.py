"""An authority is good for what offices have and for its own server, and for nothing else."""

import pytest

from server.trust.scope import EVERYTHING, Scope

OFFICE = Scope.of(("pc", "pc.local", "kezek.akimat.kz"), ("192.168.1.5", "203.0.113.7"))


@pytest.mark.parametrize(
    ("name", "is_covered"),
    [
        ("hall-demo.hall.kezek.internal", True),
        ("localhost", True),
        ("any.local", True),
        ("pc", True),
        ("kezek.akimat.kz", True),
        ("akimat.kz", False),
        ("other.akimat.kz", False),
        ("evil-kezek.akimat.kz", False),
        ("egov.kz", False),
        ("notlocal", False),
        ("kezek.internal", False),
    ],
)
def test_names(name: str, *, is_covered: bool) -> None:
    assert OFFICE.covers_name(name) is is_covered
    assert EVERYTHING.covers_name(name)


@pytest.mark.parametrize(
    ("address", "is_covered"),
    [
        ("127.0.0.1", True),
        ("10.9.8.7", True),
        ("172.31.255.255", True),
        ("172.32.0.1", False),
        ("192.168.200.1", True),
        ("169.254.1.1", True),
        ("203.0.113.7", True),
        ("203.0.113.8", False),
        ("::1", True),
        ("fd00::1", True),
        ("2001:db8::1", False),
    ],
)
def test_addresses(address: str, *, is_covered: bool) -> None:
    assert OFFICE.covers_address(address) is is_covered
    assert EVERYTHING.covers_address(address)


def test_what_is_good_anyway_is_not_named_twice() -> None:
    assert Scope.of(("pc.local", "localhost"), ("10.0.0.1",)) == Scope.of((), ())


def test_two_scopes_together_are_good_for_what_either_is() -> None:
    both = OFFICE.with_all_of(Scope.of(("new.example",), ("198.51.100.9",)))

    assert both.covers_name("new.example")
    assert both.covers_name("kezek.akimat.kz")
    assert both.covers_address("198.51.100.9")
    assert len(set(both.names)) == len(both.names)
