"""What a link knows of its device."""

from server.client.messages import LinkIdentity
from server.protocol.identity import DeviceRole


def test_the_key_never_gets_into_a_log() -> None:
    identity = LinkIdentity("hall-demo", "kiosk-1", DeviceRole.KIOSK, "5e" * 32)

    assert "5e5e" not in f"{identity} {identity!r}"
