"""A printer's name is looked up within a deadline, whatever the system's resolver does."""

import socket
import threading

import pytest

from printers.names import PrinterName, look_up


def test_an_address_needs_no_look_up() -> None:
    asked: list[str] = []

    def ask(host: str) -> tuple[str, ...]:
        asked.append(host)
        return ()

    assert PrinterName("10.0.0.9", ask).addresses(0) == ("10.0.0.9",)
    assert PrinterName("fe80::1", ask).addresses(0) == ("fe80::1",)
    assert asked == []


def test_a_name_is_looked_up_each_time_for_printers_get_new_addresses() -> None:
    answers = iter([("10.0.0.1",), ("10.0.0.2",)])
    name = PrinterName("printer", lambda _: next(answers))

    assert [name.addresses(5), name.addresses(5)] == [("10.0.0.1",), ("10.0.0.2",)]


def test_the_system_knows_this_computer() -> None:
    assert "127.0.0.1" in look_up("localhost")


def test_a_name_that_nobody_knows_is_an_os_error() -> None:
    def nobody(host: str) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_NONAME, host)

    name = PrinterName("no-such-printer", nobody)

    with pytest.raises(socket.gaierror, match="no-such-printer"):
        name.addresses(5)


def test_a_name_that_cannot_be_one_is_an_os_error_too() -> None:
    with pytest.raises(OSError, match="idna"):
        PrinterName("a" * 64).addresses(5)


def test_a_resolver_that_hangs_holds_nobody_and_is_not_asked_twice_at_once() -> None:
    begun: list[str] = []
    go_on = threading.Event()

    def slow(host: str) -> tuple[str, ...]:
        begun.append(host)
        go_on.wait()
        return ("10.0.0.3",)

    name = PrinterName("printer", slow)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            name.addresses(0.01)
    go_on.set()

    assert name.addresses(5) == ("10.0.0.3",)
    assert begun == ["printer"]
