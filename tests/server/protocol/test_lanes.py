"""Names of lanes tell for whom they are."""

import msgspec
import pytest

from server.protocol.lanes import OFFICIAL_LANE, LaneName, desk_lane, official_lane


@pytest.mark.parametrize("name", ["advice", desk_lane("desk-5"), official_lane("o-7")])
def test_a_lane_is_of_a_service_a_desk_or_an_official(name: str) -> None:
    assert msgspec.convert(name, LaneName) == name
    assert name.startswith(OFFICIAL_LANE) is (name == "@official-o-7")


@pytest.mark.parametrize("name", ["", "@", "@desk-", "@kiosk-1", "Advice", "x" * 61])
def test_nothing_else_names_a_lane(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(name, LaneName)
