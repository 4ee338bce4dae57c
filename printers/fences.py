"""Proof that everything up to a point is printed, by whatever a model offers; pure."""

from dataclasses import dataclass
from typing import assert_never

from printers.commands import PAPER_SENSOR_FENCE, process_id_fence
from printers.profile import Features, Fence
from printers.responses import PaperSensorStatus, ProcessIdResponse
from server.protocol.printing import Evidence


def evidence(features: Features) -> Evidence:
    """Return the step of the ladder on which a printer with ``features`` stands."""
    match features.fence:
        case Fence.PROCESS_ID:
            return Evidence.PROCESS_ID
        case Fence.PAPER_SENSOR:
            return Evidence.PAPER_SENSOR
        case Fence.NONE:
            tells = features.real_time_status or features.automatic_status
            return Evidence.STATUS_ONLY if tells else Evidence.NOTHING
        case _:
            assert_never(features.fence)


NO_MARK = b""
FenceAnswer = ProcessIdResponse | PaperSensorStatus


@dataclass(frozen=True, slots=True)
class FenceLine:
    """The question that is queued behind a job, and what counts as its answer."""

    kind: Fence

    def ask(self, mark: bytes) -> bytes:
        """Return the bytes that ask for a sign once all before them is printed."""
        match self.kind:
            case Fence.PROCESS_ID:
                return process_id_fence(mark)
            case Fence.PAPER_SENSOR:
                return PAPER_SENSOR_FENCE
            case Fence.NONE:
                return b""
            case _:
                assert_never(self.kind)

    def passed_by(self, answers: tuple[FenceAnswer, ...], mark: bytes) -> bool:
        """Tell whether one of ``answers`` is the sign that ``mark`` was asked with."""
        return any(self._is_sign(answer, mark) for answer in answers)

    def _is_sign(self, answer: FenceAnswer, mark: bytes) -> bool:
        match answer:
            case ProcessIdResponse():
                return self.kind is Fence.PROCESS_ID and answer.mark == mark
            case PaperSensorStatus():
                return self.kind is Fence.PAPER_SENSOR
            case _:
                assert_never(answer)
