"""Tests of whose turn it is among too many addresses."""

import ipaddress

import pytest

from server.client.addresses import Address
from server.client.turns import Turns, own_networks

LAN = (ipaddress.IPv4Network("10.0.0.0/24"),)
HONEST = Address("10.0.0.200", 8077)
MOST = 64


def neighbours(count: int) -> list[Address]:
    """Return addresses of the LAN at which nobody is."""
    return [Address(f"10.0.0.{number}", 8077) for number in range(1, count + 1)]


def rounds_until_found(turns: Turns, addresses: list[Address]) -> int:
    """Return how many attempts it takes until the honest one is among those tried."""
    for number in range(1, 200):
        if HONEST in turns.take(addresses, MOST):
            return number
    return 0


def test_everybody_in_a_small_network_has_a_turn_within_a_few() -> None:
    turns = Turns(lambda: LAN)

    assert 1 <= rounds_until_found(turns, [*neighbours(190), HONEST]) <= 6


@pytest.mark.parametrize("where", ["first", "last"])
def test_a_thousand_servers_of_other_networks_hide_no_neighbour(where: str) -> None:
    far = [Address(f"192.0.{number // 250}.{number % 250}") for number in range(1000)]
    heard = [HONEST, *far] if where == "first" else [*far, HONEST]

    assert HONEST in Turns(lambda: LAN).take(heard, MOST)


def test_a_thousand_ports_of_one_host_count_once() -> None:
    ports = [Address("10.0.0.66", port) for port in range(1, 1001)]

    taken = Turns(lambda: LAN).take([*ports, HONEST], MOST)

    assert {one.host for one in taken} == {"10.0.0.66", HONEST.host}
    assert len(taken) == 2


def test_each_port_of_a_host_has_its_turn() -> None:
    turns, addresses = Turns(lambda: LAN), [Address("10.0.0.66", port) for port in range(1, 6)]

    taken = {turns.take([*addresses, HONEST], MOST)[0] for _ in range(20)}
    taken |= {one for _ in range(5) for one in turns.take([*addresses, HONEST], MOST)}

    assert set(addresses) <= taken


def test_whoever_waited_longest_is_taken_before_others() -> None:
    turns, crowd = Turns(lambda: LAN), neighbours(100)
    first = set(turns.take(crowd, 40))

    second = set(turns.take(crowd, 40))

    assert len(second - first) >= 20


def test_a_flood_of_new_neighbours_starves_nobody() -> None:
    """Every attempt meets addresses that were never heard of before."""
    large = (ipaddress.IPv4Network("10.0.0.0/16"),)
    turns, found = Turns(lambda: large), 0
    for number in range(300):
        fresh = [Address(f"10.0.{number % 200 + 1}.{one}") for one in range(1, 250)]
        found += HONEST in turns.take([*fresh, HONEST], MOST)

    assert found >= 20


def test_servers_of_other_networks_have_their_share() -> None:
    far = Address("192.0.2.1")

    assert far in Turns(lambda: LAN).take([*neighbours(250), far], MOST)


def test_what_is_no_address_is_far() -> None:
    assert Turns(lambda: LAN).take([Address("name.local"), HONEST], 1) == (HONEST,)


def test_this_computer_is_in_its_own_network() -> None:
    assert any(ipaddress.IPv4Address("127.0.0.1") in network for network in own_networks())
