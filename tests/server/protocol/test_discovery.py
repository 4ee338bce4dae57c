"""What a server tells the LAN of itself."""

from server.protocol.discovery import instance_name, txt_record


def test_nothing_but_version_and_hall_is_advertised() -> None:
    assert txt_record("hall-demo") == {"v": "1", "hall": "hall-demo"}
    assert instance_name("hall-demo") == "kezek-hall-demo._kezek._tcp.local."
