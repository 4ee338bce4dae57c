"""Hall time, carried on by the kiosk's own clocks."""

from kiosk.clocks import HallTimes, age_ms, arrival, clocks_of_computer, is_certain
from server.protocol.snapshots import HallTime
from tests.kiosk.loneliness import Watch

TOLD = HallTime(at=9_000_000, wall_offset_ms=500, utc_offset_minutes=300)


def test_hall_time_goes_on_with_the_steady_clock_whatever_the_wall_clock_does() -> None:
    watch = Watch()
    times = HallTimes(watch.clocks, None)
    times.hear(TOLD)

    watch.pass_ms(60_000)
    watch.wall = 5

    assert arrival(times.stamp()) == TOLD.at + 60_000
    assert is_certain(times.stamp())
    assert times.time() == HallTime(TOLD.at + 60_000, 500, 300)


def test_after_a_start_without_a_server_the_wall_clock_is_all_there_is() -> None:
    watch = Watch()
    times = HallTimes(watch.clocks, TOLD)

    stamp = times.stamp()

    assert not is_certain(stamp)
    assert arrival(stamp) == watch.wall - TOLD.wall_offset_ms
    assert stamp.contact == TOLD.at


def test_a_wall_clock_from_before_the_last_contact_is_known_to_be_wrong() -> None:
    watch = Watch(wall=60_000)
    times = HallTimes(watch.clocks, TOLD)

    watch.pass_ms(90_000)

    assert not times.is_known()
    assert times.time().at == TOLD.at + 90_000
    assert arrival(times.stamp()) == TOLD.at
    times.hear(TOLD)
    assert times.is_known()


def test_a_kiosk_that_never_heard_a_server_believes_its_clock() -> None:
    times = HallTimes(Watch(wall=60_000).clocks, None)

    assert times.is_known()
    assert times.time().at == 60_000


def test_age_is_told_across_starts_by_the_wall_clock_unless_that_went_back() -> None:
    watch = Watch()
    before = HallTimes(watch.clocks, None).stamp()
    watch.pass_ms(700)
    later = HallTimes(watch.clocks, None).stamp()
    watch.boot = "second"
    after = HallTimes(watch.clocks, None).stamp()
    watch.wall -= 3_600_000
    back = HallTimes(watch.clocks, None).stamp()

    assert (age_ms(before, later), age_ms(before, after), age_ms(before, back)) == (700, 700, None)


def test_the_computer_names_its_run_and_its_clocks_go_forward() -> None:
    clocks = clocks_of_computer()

    first, second = clocks.steady_ms(), clocks.steady_ms()

    assert clocks.boot
    assert second >= first
    assert clocks.wall_ms() > 0
