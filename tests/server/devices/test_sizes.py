"""A hall of which no device could be told is refused, the same way at import and at the start."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from server.devices.audience import KioskSight
from server.devices.longest import AT, LONG_TIME, local_morning, morning_picture
from server.devices.sizes import check_hall
from server.hall_file import HallConfig, HallFileError, read_hall_text
from server.hall_service import HallService
from server.protocol.availability import Post
from server.protocol.desks import Desk
from server.protocol.services import ReceptionHours, Service
from server.protocol.snapshots import KioskSnapshot
from server.storage.faults import StoreError
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE
from tests.server.working_hall import SMALL_HALL, names


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


def hall_of_offices(count: int) -> HallConfig:
    """Return a hall of first heads, each with a desk, a service and hours of every weekday."""
    services = tuple(Service(f"reception-{n}", "office", names("Reception")) for n in range(count))
    hours = tuple(ReceptionHours(day, "10:00", "12:00") for day in range(1, 6))
    return replace(
        SMALL_HALL,
        services=services,
        service_series={service.id: "main" for service in services},
        desks=tuple(
            Desk(f"desk-{n}", str(n), "ground", (f"reception-{n}",)) for n in range(count)
        ),
        posts=tuple(
            Post(f"head-{n}", names("Head"), f"reception-{n}", f"desk-{n}", hours)
            for n in range(count)
        ),
    )


def seen_by_kiosks(config: HallConfig) -> KioskSnapshot:
    sight = KioskSight(config, morning_picture(config), lambda: AT, local_morning)
    seen = sight.snapshot(LONG_TIME)
    assert isinstance(seen, KioskSnapshot)
    return seen


@pytest.mark.parametrize(("offices", "is_told"), [(40, True), (90, False)])
def test_a_hall_of_very_many_offices_fits_without_their_hours_at_the_services(
    offices: int, *, is_told: bool
) -> None:
    config = hall_of_offices(offices)

    check_hall(config)

    seen = seen_by_kiosks(config)
    assert bool(seen.services[0].hours) is is_told
    assert (seen.availability["reception-0"].post is not None) is is_told
    assert seen.availability["reception-0"].opens_at is not None
    assert len(seen.posts) == offices


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
