"""A fence is passed by its own sign and by no other."""

import pytest

from printers.fences import FenceAnswer, FenceLine
from printers.profile import Fence
from printers.responses import PaperSensorStatus, ProcessIdResponse

OURS, FOREIGN = ProcessIdResponse(b"0001"), ProcessIdResponse(b"9999")
SENSOR = PaperSensorStatus(0)


@pytest.mark.parametrize(
    ("kind", "answers", "passed"),
    [
        (Fence.PROCESS_ID, (OURS,), True),
        (Fence.PROCESS_ID, (FOREIGN, OURS), True),
        (Fence.PROCESS_ID, (FOREIGN,), False),
        (Fence.PROCESS_ID, (SENSOR,), False),
        (Fence.PAPER_SENSOR, (SENSOR,), True),
        (Fence.PAPER_SENSOR, (OURS,), False),
        (Fence.NONE, (OURS, SENSOR), False),
        (Fence.PROCESS_ID, (), False),
    ],
)
def test_only_the_awaited_sign_passes(
    kind: Fence, answers: tuple[FenceAnswer, ...], passed: bool
) -> None:
    assert FenceLine(kind).passed_by(answers, b"0001") is passed


def test_each_kind_asks_in_its_own_way() -> None:
    assert FenceLine(Fence.PROCESS_ID).ask(b"0001").endswith(b"0001")
    assert FenceLine(Fence.PAPER_SENSOR).ask(b"0001") == b"\x1dr\x01"
    assert FenceLine(Fence.NONE).ask(b"0001") == b""
