"""The flags of devices and of the way a server is reached are orders that the server knows."""

import msgspec
import pytest

from server.settings import read_settings
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
