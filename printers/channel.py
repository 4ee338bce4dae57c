"""An open line together with the answers that come back on it; used by the driver alone."""

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from printers.commands import ALL_AUTOMATIC_STATUS, REAL_TIME_STATUS_KINDS, ask_real_time_status
from printers.fences import FenceAnswer
from printers.profile import Features
from printers.responses import (
    AutomaticStatus,
    PaperSensorStatus,
    ProcessIdResponse,
    RealTimeStatus,
    Response,
    ResponseDemultiplexer,
)
from printers.status import PrinterStatus, after_automatic, after_real_time
from printers.transport import Line

ANSWER_SECONDS = 1.0
WRITE_SECONDS = 1.0


class Channel:
    """Folds every status that comes into one, and hands on the answers to fences."""

    def __init__(self, line: Line, features: Features) -> None:
        """Take over ``line`` and ask the printer to tell changes of its own accord."""
        self._line = line
        self._features = features
        self._demultiplexer = ResponseDemultiplexer()
        self._asked: deque[int] = deque()
        self.status = PrinterStatus(answering=not features.real_time_status)
        if features.automatic_status:
            line.write(ALL_AUTOMATIC_STATUS, WRITE_SECONDS)

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self._line.fileno()

    def write(self, data: bytes, seconds: float) -> int:
        """Hand over ``data`` within ``seconds``; return how many bytes went."""
        return self._line.write(data, seconds)

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()

    def collect(self, seconds: float) -> tuple[FenceAnswer, ...]:
        """Wait up to ``seconds`` for bytes; fold statuses, return what answers fences."""
        received = self._line.read(seconds)
        return tuple(self._fold(self._demultiplexer.feed(received)))

    def examine(self) -> tuple[FenceAnswer, ...]:
        """Ask for the whole status, one question at a time; silence is a status too."""
        answers: list[FenceAnswer] = []
        if self._features.real_time_status:
            for kind in REAL_TIME_STATUS_KINDS:
                answers += self._ask(kind)
                if not self.status.answering:
                    break
        return tuple(answers)

    def _ask(self, kind: int) -> list[FenceAnswer]:
        answers: list[FenceAnswer] = []
        self._asked.clear()
        self._asked.append(kind)
        self._line.write(ask_real_time_status(kind), WRITE_SECONDS)
        deadline = time.monotonic() + ANSWER_SECONDS
        while self._asked and (left := deadline - time.monotonic()) > 0:
            answers += self.collect(left)
        if self._asked:
            self._asked.clear()
            self.status = replace(self.status, answering=False)
        return answers

    def _fold(self, responses: Iterator[Response]) -> Iterator[FenceAnswer]:
        for response in responses:
            match response:
                case AutomaticStatus():
                    self.status = after_automatic(response)
                case RealTimeStatus() if self._asked:
                    kind = self._asked.popleft()
                    self.status = after_real_time(self.status, kind, response.byte)
                case ProcessIdResponse() | PaperSensorStatus():
                    yield response
                case _:
                    # A printer's name, noise, or an answer nobody waits for any more.
                    continue
