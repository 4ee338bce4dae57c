"""What kiosks hear of waits."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from server.devices.audience import KioskSight
from server.devices.longest import MAX_SNAPSHOT_BYTES
from server.devices.sizes import check_hall
from server.devices.waits_told import ALWAYS_TOLD, services_told, waits_changes, waits_told
from server.forecast.outlook import FRESH_MS, Outlook
from server.forecast.talk import Answer, Foretold
from server.hall_file import HallConfig
from server.protocol.codec import encode
from server.protocol.services import Service
from server.protocol.snapshots import HallTime, KioskSnapshot, WaitsChanged
from server.protocol.waits import Forecast, WaitRange
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.working_hall import SMALL_HALL, names

AT = 1_795_410_000_000
RANGE = WaitRange(10, 20)


class Watched:
    """A sight of kiosks, and an outlook that a test sets."""

    def __init__(self) -> None:
        self.at = AT
        self.outlook = Outlook()
        self.sight = KioskSight(
            SMALL_HALL,
            HallPicture(SMALL_HALL.desks, Limits()),
            lambda: self.at,
            lambda at: datetime.fromtimestamp(at / 1000, UTC),
            self.outlook,
        )

    def foretell(self) -> None:
        """Set the outlook."""
        told = Foretold("papers", 0, RANGE, Forecast(0, 0, 0, is_many=False))
        self.outlook.set(Answer(1, self.at, (told,), 1.0))

    def snapshot(self) -> KioskSnapshot:
        """Return what a kiosk gets that comes now."""
        found = self.sight.snapshot(HallTime(self.at, 0, 0))
        assert isinstance(found, KioskSnapshot)
        return found


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_a_wait_is_told_once_and_taken_back_when_it_is_old(watched: Watched) -> None:
    watched.foretell()
    first = watched.sight.look(())
    again = watched.sight.look(())
    watched.at += FRESH_MS + 1
    old = watched.sight.look(())

    assert first == (WaitsChanged({"papers": RANGE}),)
    assert again == ()
    assert old == (WaitsChanged({}),)


def test_who_comes_and_who_comes_back_is_told_what_the_others_know(watched: Watched) -> None:
    watched.foretell()
    assert watched.snapshot().waits == {}

    watched.sight.look(())

    assert watched.snapshot().waits == {"papers": RANGE}
    assert watched.sight.told_anew()[-1] == WaitsChanged({"papers": RANGE})


def hall_of(count: int, name: str = "Қызмет") -> HallConfig:
    services = tuple(Service(f"service-{n}", "office", names(name)) for n in range(count))
    return replace(SMALL_HALL, services=services)


def snapshot_bytes(config: HallConfig) -> int:
    """Return how long a snapshot is in which as much is told as may be."""
    outlook = Outlook()
    all_told = tuple(
        Foretold(one.id, 0, WaitRange(120, 120, True), Forecast(0, 0, 0, is_many=False))
        for one in config.services
    )
    outlook.set(Answer(1, AT, all_told, 1.0))
    picture = HallPicture(config.desks, Limits())
    local = datetime.fromtimestamp(AT / 1000, UTC)
    sight = KioskSight(config, picture, lambda: AT, lambda _: local, outlook)
    sight.look(())
    snapshot = sight.snapshot(HallTime(AT, 0, 0))
    assert isinstance(snapshot, KioskSnapshot)
    assert set(snapshot.waits) == services_told(config)
    return len(encode(snapshot))


def test_a_hall_of_sixty_services_is_told_the_waits_of_all() -> None:
    config = hall_of(60)

    assert len(services_told(config)) == 60
    assert snapshot_bytes(config) <= MAX_SNAPSHOT_BYTES


def test_of_more_services_than_fit_the_first_are_told() -> None:
    config = hall_of(170, "Қ" * 20)
    check_hall(config)

    told = services_told(config)

    assert ALWAYS_TOLD < len(told) < 170
    assert told == {f"service-{n}" for n in range(len(told))}
    assert snapshot_bytes(config) <= MAX_SNAPSHOT_BYTES


def test_only_services_that_are_told_are_looked_up(watched: Watched) -> None:
    watched.foretell()

    assert waits_told(frozenset({"papers"}), watched.outlook, AT) == {"papers": RANGE}
    assert waits_told(frozenset({"advice"}), watched.outlook, AT) == {}


def test_only_a_change_is_told() -> None:
    assert waits_changes({}, {}) == ()
    assert waits_changes({"papers": RANGE}, {}) == (WaitsChanged({}),)
