"""What the Hall is told of a call."""

import uuid

from display.reports import Reports
from display.speaker import Spoken
from server.protocol.commands import Command, ReportShown, ReportSpoken
from server.protocol.errors import ServerUnreachableError
from server.protocol.printing import SoundResult
from tests.conftest import ExpectedLog
from tests.display.calls import call


def test_shown_and_spoken_calls_are_reported_each_under_an_id_of_its_own() -> None:
    asked: list[Command] = []
    reports = Reports(asked.append)

    reports.shown(call(7))
    reports.spoken(Spoken(call(7), SoundResult.NO_SOUND))

    shown, spoken = asked
    assert shown == ReportShown(request_id=shown.request_id, call=7, zone="main")
    assert spoken == ReportSpoken(
        request_id=spoken.request_id, call=7, zone="main", result=SoundResult.NO_SOUND
    )
    assert uuid.UUID(shown.request_id) != uuid.UUID(spoken.request_id)


def test_a_report_without_room_is_logged(expected_log: ExpectedLog) -> None:
    expected_log.expect("display.reports", "a report was not kept")

    refused: list[Command] = []

    def refuse(command: Command) -> None:
        refused.append(command)
        raise ServerUnreachableError(pending=500)

    Reports(refuse).shown(call(7))

    assert len(refused) == 1
