"""An open line together with the answers that come back on it; used by the driver alone."""

import time
from collections import deque
from collections.abc import Callable, Iterator
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

    def __init__(self, line: Line, features: Features, *, full_status: bool = False) -> None:
        """Take over ``line`` and ask the printer to tell changes of its own accord."""
        self.line = line
        self._demultiplexer = ResponseDemultiplexer(full_status=full_status)
        self._asked: deque[int] = deque()
        self.arm(features)

    def arm(self, features: Features) -> None:
        """Begin with a status of which nothing is told, and switch on what the printer tells."""
        self._features = features
        # Of a printer that is asked for no status silence says nothing.
        self.status = PrinterStatus(answering=not features.real_time_status)
        if features.automatic_status:
            self.line.write(ALL_AUTOMATIC_STATUS, WRITE_SECONDS)

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self.line.fileno()

    def write(self, data: bytes, seconds: float) -> int:
        """Hand over ``data`` within ``seconds``; return how many bytes went."""
        return self.line.write(data, seconds)

    def close(self) -> None:
        """Let go of the line."""
        self.line.close()

    def collect(self, seconds: float) -> tuple[FenceAnswer, ...]:
        """Wait up to ``seconds`` for bytes; fold statuses, return what answers fences."""
        received = self.line.read(seconds)
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

    def ask(
        self, question: bytes, is_answer: Callable[[Response], bool], seconds: float
    ) -> Response | None:
        """Ask one question that no fence is behind; fold what else comes, return its answer."""
        self.line.write(question, WRITE_SECONDS)
        found: Response | None = None
        deadline = time.monotonic() + seconds
        while found is None and (left := deadline - time.monotonic()) > 0:
            responses = tuple(self._demultiplexer.feed(self.line.read(left)))
            found = next((one for one in responses if is_answer(one)), None)
            list(self._fold(one for one in responses if one is not found))
        return found

    def _ask(self, kind: int) -> list[FenceAnswer]:
        answers: list[FenceAnswer] = []
        self._asked.clear()
        self._asked.append(kind)
        self.line.write(ask_real_time_status(kind), WRITE_SECONDS)
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
