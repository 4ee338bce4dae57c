"""Addresses as people write them, and the one kept on disk."""

from pathlib import Path

import pytest

from server.client.addresses import Address, AddressMemory
from tests.conftest import ExpectedLog


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("hall.lan", "hall.lan", 8077),
        ("10.0.0.5:9000", "10.0.0.5", 9000),
        (" 10.0.0.5 \n", "10.0.0.5", 8077),
        ("[fd00::2]:9000", "fd00::2", 9000),
        ("fd00::2", "fd00::2", 8077),
    ],
)
def test_an_address_is_read_as_people_write_it(text: str, host: str, port: int) -> None:
    address = Address.parse(text)

    assert address == Address(host, port)


@pytest.mark.parametrize("text", ["", ":80", "hall:0", "hall:65536", "hall:x", "[fd00::2]:x"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        Address.parse(text)


def test_an_address_is_written_as_it_is_read() -> None:
    addresses = [Address("hall.lan"), Address("fd00::2", 9000)]

    assert [Address.parse(str(address)) for address in addresses] == addresses


def test_the_remembered_address_outlives_the_program(tmp_path: Path) -> None:
    AddressMemory(tmp_path / "state" / "last-server.txt").remember(Address("10.0.0.5", 9000))

    again = AddressMemory(tmp_path / "state" / "last-server.txt").recall()

    assert again == Address("10.0.0.5", 9000)


def test_nothing_is_remembered_at_first(tmp_path: Path) -> None:
    assert AddressMemory(tmp_path / "last-server.txt").recall() is None


def test_a_spoilt_file_is_logged_and_left_aside(tmp_path: Path, expected_log: ExpectedLog) -> None:
    (tmp_path / "last-server.txt").write_bytes(b"\xff" * 5000)
    expected_log.expect("server.client.addresses", "not readable")

    assert AddressMemory(tmp_path / "last-server.txt").recall() is None


def test_a_disk_that_refuses_does_not_stop_the_link(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    expected_log.expect("server.client.addresses", "could not be remembered")
    memory = AddressMemory(tmp_path / "state" / "last-server.txt")

    memory.remember(Address("10.0.0.5"))

    assert not (tmp_path / "state").is_dir()
