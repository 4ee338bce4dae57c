"""The ports of a server: where they listen, and how long a stranger may say nothing."""

import pytest

from server.doors import listen


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.5", "::1"])
def test_an_address_is_listened_on(host: str) -> None:
    with listen(host, 0) as listener:
        assert listener.getsockname()[0] == host


def test_a_name_is_no_address_to_listen_on() -> None:
    with pytest.raises(ValueError, match="hall-lan"):
        listen("hall-lan", 0)


def test_a_port_that_is_taken_is_told() -> None:
    with listen("127.0.0.1", 0) as listener:
        taken = listener.getsockname()[1]

        with pytest.raises(OSError, match="in use"):
            listen("127.0.0.1", taken)
