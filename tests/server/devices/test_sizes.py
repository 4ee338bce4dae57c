"""A hall of which no device could be told is refused, the same way at import and at the start."""

from pathlib import Path

import pytest

from server.devices.sizes import check_hall
from server.hall_file import HallConfig, HallFileError, read_hall_text
from server.hall_service import HallService
from server.storage.faults import StoreError
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE


def hall_text(bodies: int) -> str:
    name = "х" * 200
    return HALL_FILE.read_text(encoding="utf-8") + "".join(
        f'[[bodies]]\nid = "b-{n}"\nnames = {{ kk = "{name}", ru = "{name}", en = "x" }}\n'
        for n in range(bodies)
    )


def hall(bodies: int) -> HallConfig:
    return read_hall_text(hall_text(bodies).encode(), "hall.toml")


def test_a_hall_that_fits_a_frame_is_taken() -> None:
    fits = hall(60)

    check_hall(fits)

    assert len(fits.bodies) > 60


def test_a_hall_that_fits_no_frame_says_how_much_too_large_it_is() -> None:
    with pytest.raises(HallFileError, match=r"would be sent \d+ bytes, at most 61440 fit"):
        check_hall(hall(90))


async def test_a_hall_too_large_leaves_nothing_behind_and_another_may_follow(
    tmp_path: Path,
) -> None:
    large = tmp_path / "large.toml"
    large.write_text(hall_text(90), encoding="utf-8")
    data = tmp_path / "data"

    with pytest.raises(HallFileError):
        await HallService.open(data, large, FakeClock(), check=check_hall)

    with pytest.raises(StoreError, match="needs a hall file"):
        await HallService.open(data, None, FakeClock(), check=check_hall)
    service = await HallService.open(data, HALL_FILE, FakeClock(), check=check_hall)
    assert service.picture.seq == 1
    await service.close()
