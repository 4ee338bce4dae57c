"""What a kiosk says of arrivals is bounded by what the server itself has noted."""

import pytest

from server.protocol.commands import MergeOffline
from server.protocol.events import TicketIssued
from server.protocol.identity import DeviceRole
from server.protocol.offline_events import OfflineMerged
from server.protocol.tickets import ArrivalMoved, OfflineIssue
from server.queueing.arrivals import SLACK_MS
from server.storage.devices import DeviceRow
from server.storage.ledger import Ledger
from server.storage.offline import OfflineNumbers
from tests.server.acts.offline_numbers import all_called, away, bring, issues, merge, number
from tests.server.working_hall import KIOSK, WorkingHall, new_id


@pytest.fixture
def hall() -> WorkingHall:
    """Give a small hall on a Monday at ten."""
    return WorkingHall()


def test_a_kiosk_that_lies_about_its_contact_puts_nobody_before_others(hall: WorkingHall) -> None:
    hall.issue()
    now = hall.clock.wall_ms()
    away(hall, KIOSK.id, (now - 10_000, now))
    lie = number(hall, 1, before_s=7200, contact_at=0)

    issued, summary = bring(hall, lie)

    assert isinstance(issued, TicketIssued)
    assert isinstance(summary, OfflineMerged)
    assert issued.order_key == now - 10_000 - SLACK_MS
    assert issued.offline == OfflineIssue(
        2, 1, lie.arrived_at, is_certain=True, moved=ArrivalMoved.WHILE_LINKED
    )
    assert summary.moved == 1


def test_a_kiosk_that_was_never_away_brings_visitors_of_now(hall: WorkingHall) -> None:
    before = hall.issue()
    hall.clock.advance(seconds=60)

    bring(hall, number(hall, 1, before_s=3600, contact_at=0))

    assert all_called(hall) == [before.number, "K2-01"]


def test_a_merge_that_waited_since_the_morning_is_not_as_old_as_the_morning(
    hall: WorkingHall,
) -> None:
    first = hall.issue()
    now = hall.clock.wall_ms()
    away(hall, KIOSK.id, (now - 3_700_000, now - 3_600_000), (now - 5000, now))
    late = number(hall, 1, before_s=0, contact_at=now - 1000)
    command = MergeOffline(request_id=new_id(), tickets=(late,), reconnected_at=now - 3_600_000)

    hall.do(command, KIOSK)

    assert all_called(hall) == [first.number, "K2-01"]


def test_numbers_of_a_later_batch_do_not_pass_those_of_an_earlier_one(hall: WorkingHall) -> None:
    merge(hall, number(hall, 1, before_s=10))

    events = merge(hall, number(hall, 2, before_s=600))

    (second,) = issues(events)
    assert second.offline is not None
    assert second.offline.moved is ArrivalMoved.OUT_OF_TURN
    assert all_called(hall) == ["K2-01", "K2-02"]


def test_a_kiosk_paired_anew_is_bound_by_what_is_known_of_the_one_before(
    hall: WorkingHall,
) -> None:
    now = hall.clock.wall_ms()

    def revoke(ledger: Ledger) -> None:
        row = DeviceRow("kiosk-9", DeviceRole.KIOSK, "", last_seen=now - 60_000)
        ledger.devices.add(row)
        ledger.devices.touch("kiosk-9", now - 60_000)
        assert OfflineNumbers(ledger.connection, ledger.hall).number_of("kiosk-9") == 1
        ledger.devices.revoke("kiosk-9")

    hall.within(revoke)
    away(hall, KIOSK.id, (now - 7_200_000, now))

    early, true = issues(
        bring(
            hall,
            number(hall, 1, kiosk=1, before_s=3600),
            number(hall, 2, kiosk=1, before_s=30),
        )
    )

    assert early.order_key == now - 60_000 - SLACK_MS
    assert true.order_key == now - 30_000
