"""The way to one printer, opened again when it was lost; every look at it goes to its health."""

from collections.abc import Callable

from printers.addresses import PortError
from printers.channel import Channel
from printers.fences import FenceAnswer
from printers.health import Health
from printers.profile import Features, FullStatus, PrinterProfile
from printers.responses import Response
from printers.status import PrinterStatus
from printers.transport import Line, Transport
from server.protocol.printing import PrintProblem

NO_ANSWERS: tuple[FenceAnswer, ...] = ()


class Connection:
    """Never raises for a broken line: it is closed, the health says so, answers are empty."""

    def __init__(self, transport: Transport, profile: PrinterProfile, health: Health) -> None:
        """Keep the address; the port is opened by the first ``examine``."""
        self._transport = transport
        self._features = profile.features
        self._tells_tickets = profile.presenter.full_status is FullStatus.DLE_EOT_20
        self._health = health
        self._channel: Channel | None = None
        self.lives = 0

    @property
    def is_open(self) -> bool:
        """Tell whether the port is open."""
        return self._channel is not None

    @property
    def status(self) -> PrinterStatus | None:
        """Return what the printer told, ``None`` while the port is closed."""
        return self._channel.status if self._channel else None

    @property
    def problem(self) -> PrintProblem:
        """Return what stands in the way of printing now, and have a change told."""
        return self._health.look(self.status)

    def fileno(self) -> int | None:
        """Return the descriptor to wait on, ``None`` while the port is closed."""
        return self._channel.fileno() if self._channel else None

    def examine(self) -> tuple[FenceAnswer, ...]:
        """Open the port if need be and ask how the printer is; return what answers fences."""
        try:
            return self._open().examine()
        except PortError:
            return self._lose()

    def collect(self, seconds: float) -> tuple[FenceAnswer, ...]:
        """Wait up to ``seconds`` for what the printer says of its own accord."""
        if self._channel is None:
            return NO_ANSWERS
        try:
            return self._channel.collect(seconds)
        except PortError:
            return self._lose()

    def write(self, data: bytes, seconds: float) -> int:
        """Hand over ``data`` within ``seconds``; return how many bytes went."""
        if self._channel is None:
            return 0
        try:
            return self._channel.write(data, seconds)
        except PortError as broken:
            self._lose()
            return int(broken.data.get("sent", 0))

    def write_all(self, data: bytes, seconds: float) -> bool:
        """Hand over ``data`` and tell whether all of it went."""
        return self.write(data, seconds) == len(data)

    def ask(
        self, question: bytes, is_answer: Callable[[Response], bool], seconds: float
    ) -> Response | None:
        """Ask one question and return its answer; to be used while no fence is awaited."""
        if self._channel is None:
            return None
        try:
            return self._channel.ask(question, is_answer, seconds)
        except PortError:
            self._lose()
            return None

    def converse(self, talk: Callable[[Line], Features]) -> None:
        """Let ``talk`` have the line to itself; it returns what the printer answers."""
        if self._channel is None:
            return
        try:
            self._features = talk(self._channel.line)
            self._channel.arm(self._features)
        except PortError:
            self._lose()

    def lose(self) -> None:
        """Let go of a line that cannot be trusted any more."""
        self._lose()

    def close(self) -> None:
        """Let go of the port."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def _open(self) -> Channel:
        if self._channel is None:
            line = self._transport.open()
            self._channel = Channel(line, self._features, full_status=self._tells_tickets)
            self.lives += 1
        return self._channel

    def _lose(self) -> tuple[FenceAnswer, ...]:
        self.close()
        self._health.look(None)
        return NO_ANSWERS
