"""Tests of what keeps desks from calling, and of the coded values of the hall."""

import pytest

from server.acts.crowd import Crowd
from server.acts.desk_standing import begin_calling, check_code, check_record
from server.acts.turn import Turn
from server.hall_file import HallConfig
from server.protocol.codes import CodeKind, VisitRecord
from server.protocol.desk_errors import UnknownCodeError
from server.storage.ledger import Ledger
from tests.server.acts.desk_control import BusyHall
from tests.server.working_hall import OFFICIAL, SMALL_HALL


def turn_of(hall: BusyHall, ledger: Ledger, config: HallConfig = SMALL_HALL) -> Turn:
    return Turn(ledger, config, OFFICIAL, hall.clock.wall_ms(), Crowd(config))


def test_a_coded_value_is_of_its_kind() -> None:
    hall = BusyHall()

    def check(ledger: Ledger) -> None:
        turn = turn_of(hall, ledger)
        check_code(turn, CodeKind.BREAK, "meal")
        check_code(turn, CodeKind.REGION, "71")
        with pytest.raises(UnknownCodeError, match="code=meal, kind=park"):
            check_code(turn, CodeKind.PARK, "meal")

    hall.within(check)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (VisitRecord(outcome="unheard-of"), CodeKind.OUTCOME),
        (VisitRecord(topic="unheard-of"), CodeKind.TOPIC),
        (VisitRecord(region="unheard-of"), CodeKind.REGION),
    ],
    ids=["outcome", "topic", "region"],
)
def test_all_that_is_said_of_a_reception_is_known_to_the_hall(
    said: VisitRecord, kind: CodeKind
) -> None:
    hall = BusyHall()

    def check(ledger: Ledger) -> None:
        turn = turn_of(hall, ledger)
        check_record(turn, None)
        check_record(turn, VisitRecord(is_repeat=True))
        with pytest.raises(UnknownCodeError, match=f"kind={kind}"):
            check_record(turn, said)

    hall.within(check)


def test_a_desk_that_begins_to_call_is_ready_for_nobody_and_has_no_break() -> None:
    hall = BusyHall()
    hall.ready()
    hall.rest("desk-2")

    def begin(ledger: Ledger) -> None:
        for desk in ("desk-1", "desk-2"):
            begin_calling(turn_of(hall, ledger), desk)

    hall.within(begin)

    control = hall.picture().control
    assert (control.ready("desk-1"), control.on_break("desk-2")) == (None, None)
