"""What one unit really answers, asked without printing, storing or resetting anything."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from printers.commands import (
    ALL_AUTOMATIC_STATUS,
    INITIALISE,
    PAPER_SENSOR_FENCE,
    REAL_TIME_STATUS_KINDS,
    ask_identity,
    ask_real_time_status,
    process_id_fence,
)
from printers.profile import Features, Fence, PrinterProfile, Provenance
from printers.responses import (
    AutomaticStatus,
    PaperSensorStatus,
    PrinterId,
    ProcessIdResponse,
    RealTimeStatus,
    Response,
    ResponseDemultiplexer,
    Unknown,
)
from printers.transport import Line, Transport

LONGEST_QUIET_READS = 50
WRITE_SECONDS = 1.0
UNUSUAL_MARK = b"~Kz~"
MODEL, SERIAL, MAKER, FIRMWARE, LETTERS = 67, 68, 66, 65, 69
NUMBERS = (1, 2, 3)

Answer = TypeVar("Answer", bound=Response)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for what the profile promises, for what it does not, and for late bytes.

    A slow unit must not be taken for one that cannot.
    """

    promised: float = 2.0
    other: float = 0.7
    quiet: float = 0.2


PATIENT = Patience()


class Probe(Struct, frozen=True):
    """What a unit answered; ``numbers`` are the bytes of ``GS I`` 1 to 3, -1 for silence."""

    model: str = ""
    serial: str = ""
    maker: str = ""
    firmware: str = ""
    letters: str = ""
    numbers: tuple[int, ...] = ()
    real_time_status: tuple[int, ...] = ()
    automatic_status: bool = False
    paper_sensor: bool = False
    process_id: bool = False

    @property
    def is_silent(self) -> bool:
        """Tell whether nothing answered at all, as when the printer behind a network is off."""
        return self == Probe()


def probe_printer(transport: Transport, profile: PrinterProfile) -> Probe:
    """Open the port, probe the unit, close; a port that does not open is a ``PortError``."""
    line = transport.open()
    try:
        return probe(line, profile)
    finally:
        line.close()


def probe(line: Line, profile: PrinterProfile, patience: Patience = PATIENT) -> Probe:
    """Ask the unit on ``line`` everything; it must be idle, and it prints nothing."""
    return _Questions(line, patience).ask_all(profile.features)


def ask_serial(line: Line, patience: Patience = PATIENT) -> str:
    """Return the serial number that the unit on ``line`` tells, "" for silence."""
    return _Questions(line, patience).name(SERIAL, patience.promised)


def narrowed(profile: PrinterProfile, found: Probe) -> PrinterProfile:
    """Return ``profile`` without the answers that this unit did not give.

    What a unit answers beyond its profile is not used: whether such an answer waits until the
    paper has moved cannot be seen on an idle printer.
    """
    if found.is_silent:
        return profile
    promised = profile.features
    features = replace(
        promised,
        real_time_status=promised.real_time_status
        and found.real_time_status == REAL_TIME_STATUS_KINDS,
        automatic_status=promised.automatic_status and found.automatic_status,
        fence=_fence(promised.fence, found),
    )
    asked = ("real_time_status", "automatic_status", "fence")
    probed = {f"features.{name}": Provenance.PROBED for name in asked}
    return replace(profile, features=features, provenance={**profile.provenance, **probed})


def _fence(promised: Fence, found: Probe) -> Fence:
    """Return the highest step of the ladder, from the promised one down, that answers."""
    if promised is Fence.PROCESS_ID and found.process_id:
        return Fence.PROCESS_ID
    if promised is not Fence.NONE and found.paper_sensor:
        return Fence.PAPER_SENSOR
    return Fence.NONE


class _Questions:
    """One question at a time; each is followed by ``ESC @``.

    A printer that does not know a command takes its bytes for letters; ``ESC @`` empties the line
    before they are printed.
    """

    def __init__(self, line: Line, patience: Patience) -> None:
        self._line = line
        self._patience = patience
        self._demultiplexer = ResponseDemultiplexer(names=True)

    def ask_all(self, promised: Features) -> Probe:
        self._line.write(INITIALISE, WRITE_SECONDS)
        self._fall_quiet()
        statuses = self._statuses(self._wait_for(is_promised=promised.real_time_status))
        names = self._names()
        has_echo = promised.fence is Fence.PROCESS_ID
        has_sensor = promised.fence is not Fence.NONE
        found = Probe(
            model=names[MODEL],
            serial=names[SERIAL],
            maker=names[MAKER],
            firmware=names[FIRMWARE],
            letters=names[LETTERS],
            numbers=self._numbers() if any(names.values()) else (),
            real_time_status=statuses,
            automatic_status=self._automatic(
                self._wait_for(is_promised=promised.automatic_status)
            ),
            process_id=self._echo(self._wait_for(is_promised=has_echo)),
            paper_sensor=self._sensor(self._wait_for(is_promised=has_sensor)),
        )
        self._fall_quiet()
        return found

    def name(self, kind: int, seconds: float) -> str:
        answer = self._ask(ask_identity(kind), _of(PrinterId), seconds)
        return answer.text.strip() if isinstance(answer, PrinterId) else ""

    def _names(self) -> dict[int, str]:
        names = dict.fromkeys((MODEL, SERIAL, MAKER, FIRMWARE, LETTERS), "")
        for kind in names:
            names[kind] = self.name(kind, self._patience.other)
            if kind == SERIAL and not any(names.values()):
                # It does not know the command; more of it would only cost time.
                break
        return names

    def _numbers(self) -> tuple[int, ...]:
        return tuple(self._number(kind) for kind in NUMBERS)

    def _number(self, kind: int) -> int:
        match self._ask(ask_identity(kind), _is_byte, self._patience.other):
            case Unknown(data=data):
                return data[0]
            case PaperSensorStatus(byte=byte) | RealTimeStatus(byte=byte):
                return byte
            case _:
                return -1

    def _statuses(self, seconds: float) -> tuple[int, ...]:
        answered = []
        for kind in REAL_TIME_STATUS_KINDS:
            if self._ask(ask_real_time_status(kind), _of(RealTimeStatus), seconds) is None:
                break
            answered.append(kind)
        return tuple(answered)

    def _automatic(self, seconds: float) -> bool:
        return self._ask(ALL_AUTOMATIC_STATUS, _of(AutomaticStatus), seconds) is not None

    def _echo(self, seconds: float) -> bool:
        echo = self._ask(process_id_fence(UNUSUAL_MARK), _of(ProcessIdResponse), seconds)
        return echo == ProcessIdResponse(UNUSUAL_MARK)

    def _sensor(self, seconds: float) -> bool:
        return self._ask(PAPER_SENSOR_FENCE, _of(PaperSensorStatus), seconds) is not None

    def _wait_for(self, *, is_promised: bool) -> float:
        return self._patience.promised if is_promised else self._patience.other

    def _ask(
        self, question: bytes, is_answer: Callable[[Response], bool], seconds: float
    ) -> Response | None:
        self._line.write(question, WRITE_SECONDS)
        found: Response | None = None
        deadline = time.monotonic() + seconds
        left = seconds
        while found is None and left >= 0:
            responses = self._demultiplexer.feed(self._line.read(left))
            found = next((one for one in responses if is_answer(one)), None)
            left = deadline - time.monotonic()
        self._line.write(INITIALISE, WRITE_SECONDS)
        return found

    def _fall_quiet(self) -> None:
        """Read away what comes late, so that nobody takes it for an answer to what follows."""
        for _ in range(LONGEST_QUIET_READS):
            received = self._line.read(self._patience.quiet)
            if not received:
                return
            list(self._demultiplexer.feed(received))


def _of(kind: type[Answer]) -> Callable[[Response], bool]:
    return lambda response: isinstance(response, kind)


def _is_byte(response: Response) -> bool:
    one = isinstance(response, Unknown) and len(response.data) == 1
    return one or isinstance(response, PaperSensorStatus | RealTimeStatus)
