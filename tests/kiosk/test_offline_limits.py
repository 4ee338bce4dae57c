"""A kiosk alone: after a start or a crash, at its limits, and barred by its hall."""

from pathlib import Path

from kiosk.happenings import ClaimAnswered, ServiceChosen, StartedOver, WentBack
from kiosk.journal.journal import MOST_HELD
from kiosk.offline import ALARM_HELD, SILENT_MS
from kiosk.visit import ASK_STAFF
from server.client.messages import DownReason, LinkDown
from server.protocol.errors import Failure
from server.protocol.frames import Refusal, Update
from server.protocol.printing import PrintOutcome
from server.protocol.snapshots import DayChanged
from tests.conftest import ExpectedLog
from tests.kiosk.loneliness import LonelyKiosk, Watch
from tests.kiosk.sample_hall import request_id


def shown(kiosk: LonelyKiosk) -> str:
    ticket = kiosk.attendant.visit.ticket
    return "" if ticket is None else ticket.number


def test_a_kiosk_that_starts_without_a_server_knows_its_hall_and_goes_on(
    kiosk: LonelyKiosk, tmp_path: Path
) -> None:
    kiosk.lose()
    kiosk.take()
    kiosk.end()
    watch = Watch(steady=5000, wall=kiosk.watch.wall + 600_000, boot="second")
    again = LonelyKiosk(tmp_path, watch, visitors=10)

    watch.pass_ms(SILENT_MS)
    again.take("kk")

    assert shown(again) == "K2-02"
    assert again.attendant.wall is not None
    assert f"{again.attendant.wall:%H:%M}" == "09:10"
    again.greet()
    again.finish_paper()
    certain = {ticket.ordinal: ticket.is_certain for ticket in again.merges()[-1].tickets}
    assert certain[1]
    again.end()


def test_after_a_crash_nothing_is_asked_for_a_visitor_who_has_left(
    kiosk: LonelyKiosk, tmp_path: Path
) -> None:
    kiosk.take()
    kiosk.end()

    again = LonelyKiosk(tmp_path, kiosk.watch)
    again.greet()

    assert again.link.asked == []
    assert again.journal.state.pressed == ()
    assert again.port.jobs == []
    again.end()


def test_after_a_crash_nobody_knows_what_became_of_a_paper(
    kiosk: LonelyKiosk, tmp_path: Path
) -> None:
    kiosk.lose()
    kiosk.take()
    kiosk.end()

    again = LonelyKiosk(tmp_path, kiosk.watch)
    again.greet()

    assert [ticket.outcome for ticket in again.merges()[-1].tickets] == [PrintOutcome.UNKNOWN]
    again.end()


def test_so_many_numbers_and_no_more(kiosk: LonelyKiosk, expected_log: ExpectedLog) -> None:
    expected_log.expect("kiosk.offline", f"{ALARM_HELD} of {MOST_HELD} numbers")
    expected_log.expect("kiosk.offline", f"{MOST_HELD} of {MOST_HELD} numbers")
    kiosk.lose()
    left = []
    for _ in range(MOST_HELD):
        kiosk.take()
        kiosk.attendant.happen(StartedOver())
        left.append(kiosk.offline.numbers_left)

    kiosk.take()

    assert left.index(MOST_HELD - ALARM_HELD) == ALARM_HELD - 1
    assert set(left[: ALARM_HELD - 1]) == {-1}
    assert kiosk.attendant.visit.trouble == ASK_STAFF
    assert kiosk.journal.state.next == MOST_HELD + 1
    assert len(kiosk.journal.state.slips) == 1
    assert "сотруднику" in kiosk.papers()[-1]


BARRED = LinkDown(DownReason.REFUSED, 0.0, Failure("unknown-device"))


def test_a_kiosk_that_the_hall_has_barred_gives_no_numbers(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    kiosk.link.tell(BARRED)

    kiosk.take()

    assert kiosk.attendant.visit.trouble == ASK_STAFF
    assert kiosk.journal.state.held == ()


def test_it_stays_barred_when_the_server_is_gone_and_after_a_start(
    kiosk: LonelyKiosk, tmp_path: Path
) -> None:
    kiosk.link.tell(BARRED)
    kiosk.lose()
    before = kiosk.attendant.view().alone
    kiosk.end()

    again = LonelyKiosk(tmp_path, kiosk.watch)
    again.lose()
    after = again.attendant.view().alone
    again.greet()
    again.lose()

    assert (before, after, again.attendant.view().alone) == ("slip", "slip", "own-number")
    again.end()


def test_a_kiosk_that_was_never_welcomed_has_no_number_to_give(tmp_path: Path) -> None:
    kiosk = LonelyKiosk(tmp_path)
    kiosk.lose()

    assert kiosk.attendant.view().means == "slip"
    kiosk.end()


def test_the_day_that_was_opened_since_is_kept(kiosk: LonelyKiosk, tmp_path: Path) -> None:
    kiosk.link.tell(Update(1, 1, 2, "head", 5, (DayChanged("2026-11-24"),)))
    kiosk.end()

    again = LonelyKiosk(tmp_path, kiosk.watch)

    assert again.attendant.offer.service_day == "2026-11-24"
    again.end()


def test_a_visitor_who_leaves_is_not_asked_for_after_a_crash(kiosk: LonelyKiosk) -> None:
    kiosk.take()
    kiosk.link.tell(Refusal(request_id(1), Failure("service-closed")))

    assert kiosk.journal.state.pressed == ()


def test_who_goes_back_and_chooses_again_gets_no_second_slip(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    kiosk.link.tell(BARRED)
    kiosk.take()
    kiosk.attendant.happen(WentBack())

    kiosk.attendant.happen(ServiceChosen("justice-appeal", request_id(7)))
    kiosk.attendant.happen(ClaimAnswered(None, request_id(7)))

    assert kiosk.attendant.visit.trouble == ASK_STAFF
    assert len(kiosk.papers()) == len(kiosk.journal.state.slips) == 1
    assert request_id(7) in kiosk.link.withdrawn


def test_the_next_visitor_gets_a_slip_of_his_own(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    kiosk.link.tell(BARRED)
    kiosk.take()
    kiosk.attendant.happen(StartedOver())

    kiosk.take()

    assert len(kiosk.papers()) == len(kiosk.journal.state.slips) == 2
