"""The flags of devices and of the way a server is reached are orders that the server knows."""

import msgspec
import pytest

from server.connections import Bounds
from server.settings import Run, read_settings
from server.settings_trust import AskTrust
from server.trust.orders import TrustOrder


@pytest.mark.parametrize(
    "line",
    [
        "pairings",
        "pair 493027 --name Door",
        "pair 493027 --name Door --zone main",
        "refuse-pairing 493027",
        "devices",
        "authority",
        "renew-key --id kiosk-1",
        "clear-suspicion --id kiosk-1",
        "renew-authority",
        "renew-authority --switch --anyway",
    ],
)
def test_every_subcommand_is_an_order_of_the_trust(line: str) -> None:
    asked = read_settings([*line.split(), "--data", "somewhere"])

    assert isinstance(asked, AskTrust)
    order: TrustOrder = msgspec.convert(asked.order, TrustOrder)
    assert type(order).__name__ == asked.order["type"]


def test_how_many_may_be_connected_is_a_setting() -> None:
    usual = read_settings(["run", "--data", "somewhere"])
    fewer = read_settings(
        ["run", "--data", "d", "--connections", "200", "--connections-of-address", "40"]
    )

    assert isinstance(usual, Run)
    assert isinstance(fewer, Run)
    assert usual.reach.bounds == Bounds(1000, 300)
    assert fewer.reach.bounds == Bounds(200, 40)


@pytest.mark.parametrize("number", ["0", "15", "-1", "many"])
def test_a_hall_does_not_bar_itself(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_settings(["run", "--data", "d", "--connections", number])

    assert "--connections" in capsys.readouterr().err
