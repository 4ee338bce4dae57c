"""Who is unknown gives way first, and of those whoever has the most connections."""

import resource
from collections.abc import Iterator

import pytest

from server.connections import (
    OTHER_FILES,
    Bounds,
    Guest,
    Guests,
    allow_files,
    know,
    place_of,
)


class Crowd:
    """Guests of a small place, and who had to go."""

    def __init__(self, in_all: int = 6, of_address: int = 4) -> None:
        self.guests = Guests(Bounds(in_all, of_address))
        self.cut: list[str] = []
        self._number = 0

    def come(self, address: str) -> Guest | None:
        """Let somebody connect; he is called by his address and a running number."""
        self._number += 1
        name = f"{address}#{self._number}"
        return self.guests.come(address, lambda: self.cut.append(name))

    def fill(self, address: str, count: int, *, are_known: bool = False) -> None:
        """Let so many connect, each of whom there is room for."""
        for _ in range(count):
            guest = self.come(address)
            assert guest is not None
            if are_known:
                guest.know()


def test_an_address_beyond_its_bound_loses_its_oldest_connection_and_nobody_else() -> None:
    crowd = Crowd()
    crowd.fill("10.0.0.9", 1)

    crowd.fill("10.0.0.1", 6)

    assert crowd.cut == ["10.0.0.1#2", "10.0.0.1#3"]
    assert len(crowd.guests) == 5


def test_a_newcomer_gets_in_and_who_has_the_most_makes_room() -> None:
    crowd = Crowd()
    crowd.fill("10.0.0.1", 2)
    crowd.fill("10.0.0.2", 4)

    assert crowd.come("10.0.0.3") is not None

    assert crowd.cut == ["10.0.0.2#3"]
    assert len(crowd.guests) == 6


def test_among_equals_the_oldest_makes_room() -> None:
    crowd = Crowd()
    for number in range(6):
        crowd.fill(f"10.0.0.{number}", 1)

    crowd.fill("10.0.1.1", 1)

    assert crowd.cut == ["10.0.0.0#1"]


def test_who_is_known_is_never_cut_for_a_stranger() -> None:
    crowd = Crowd()
    crowd.fill("10.0.0.1", 4, are_known=True)
    crowd.fill("10.0.0.2", 2)

    crowd.fill("10.0.0.2", 2)

    assert crowd.cut == ["10.0.0.2#5", "10.0.0.2#6"]
    assert crowd.come("10.0.0.1") is None
    assert len(crowd.guests) == 6


def test_where_everybody_is_known_there_is_no_room() -> None:
    crowd = Crowd()
    crowd.fill("10.0.0.1", 3, are_known=True)
    crowd.fill("10.0.0.2", 3, are_known=True)

    assert crowd.come("10.0.0.3") is None
    assert crowd.cut == []


def test_who_leaves_makes_room_once() -> None:
    crowd = Crowd(in_all=2)
    first = crowd.come("10.0.0.1")
    crowd.fill("10.0.0.2", 1, are_known=True)
    assert first is not None

    first.leave()
    first.leave()
    crowd.fill("10.0.0.3", 1, are_known=True)

    assert (crowd.cut, len(crowd.guests), crowd.come("10.0.0.4")) == ([], 2, None)


def test_who_leaves_after_he_was_known_is_forgotten_too() -> None:
    crowd = Crowd()
    guest = crowd.come("10.0.0.1")
    assert guest is not None
    know({"state": {"guest": guest}})

    guest.leave()

    assert len(crowd.guests) == 0


def test_this_computer_has_no_bound_of_its_own_but_the_one_of_all() -> None:
    crowd = Crowd(in_all=6, of_address=1)

    crowd.fill("127.0.0.1", 7)

    assert crowd.cut == ["127.0.0.1#1"]


def test_what_came_without_a_guest_is_left_alone() -> None:
    scope: dict[str, object] = {"state": {"guest": None}}

    know(scope)
    know({})

    assert scope == {"state": {"guest": None}}


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.168.1.7", "192.168.1.7"),
        ("::ffff:192.168.1.7", "192.168.1.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::1"),
        ("", ""),
    ],
)
def test_an_address_counts_as_the_computer_that_may_have_it(address: str, place: str) -> None:
    assert place_of(address) == place


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (65_536, Bounds(1000, 300)),
        (1024, Bounds(1024 - OTHER_FILES, 300)),
        (600, Bounds(88, 88)),
        (64, Bounds(64, 64)),
    ],
)
def test_no_more_are_let_in_than_files_may_be_open(files: int, expected: Bounds) -> None:
    assert Bounds(1000, 300).within(files) == expected


@pytest.fixture
def few_files() -> Iterator[int]:
    """Let this process open few files for a while; give how many it may at most."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
    yield hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_as_many_files_may_be_open_as_the_system_allows(few_files: int) -> None:
    allowed = allow_files()

    assert allowed == min(few_files, 65_536) == resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    assert allow_files() == allowed
