"""The part that holds a ticket out and takes it back: its commands, its answers; pure."""

from dataclasses import dataclass
from typing import assert_never

from printers.profile import FullStatus, Presenter, PresenterKind
from printers.responses import FullStatus as FullAnswer
from printers.responses import PaperSensorStatus, RealTimeStatus, Response, Unknown

HOLD_OUT_MM = 60.0
LED_ON = 1
RETRACT_WHEN_TIME_IS_UP = 0x52
TAKE_BACK, HOLD_OUT, TELL = 2, 3, 6
TICKET_IN_OUTPUT = 0x20
TICKET_AT_EXIT = 0x08
LONGEST_SECONDS = 255


@dataclass(frozen=True, slots=True)
class PresenterCommands:
    """Says one model's commands; each maker counts its steps in millimetres of its own."""

    presenter: Presenter

    @property
    def exists(self) -> bool:
        """Tell whether there is one."""
        return self.presenter.kind is not PresenterKind.NONE

    @property
    def takes_back_by_itself(self) -> bool:
        """Tell whether the printer counts the seconds."""
        return self.presenter.kind is PresenterKind.FS_P

    def hold_out(self, seconds: float) -> bytes:
        """Return what pushes the ticket out, for a hand to take within ``seconds``."""
        steps = min(255, max(1, round(HOLD_OUT_MM / max(self.presenter.step_mm, 0.1))))
        match self.presenter.kind:
            case PresenterKind.NONE:
                return b""
            case PresenterKind.FS_P:
                patience = min(LONGEST_SECONDS, max(1, round(seconds)))
                return bytes((0x1C, 0x50, steps, LED_ON, RETRACT_WHEN_TIME_IS_UP, patience))
            case PresenterKind.GS_E:
                return bytes((0x1D, 0x65, HOLD_OUT, steps))
            case _:
                assert_never(self.presenter.kind)

    def take_back(self) -> bytes:
        """Return what draws the ticket back, nothing where the printer does so by itself."""
        return bytes((0x1D, 0x65, TAKE_BACK)) if self.presenter.kind is PresenterKind.GS_E else b""

    def ask(self) -> bytes:
        """Return the question whether the ticket is still there, nothing where there is none."""
        match self.presenter.full_status:
            case FullStatus.NONE:
                return b""
            case FullStatus.DLE_EOT_20:
                return b"\x10\x04\x14"
            case FullStatus.GS_E_6:
                return bytes((0x1D, 0x65, TELL))
            case _:
                assert_never(self.presenter.full_status)

    def is_answer(self, response: Response) -> bool:
        """Tell whether ``response`` answers the question."""
        return self._ticket_byte(response) is not None

    def is_out(self, response: Response) -> bool:
        """Tell whether a ticket stands at the exit, from an answer to the question."""
        byte = self._ticket_byte(response) or 0
        mask = TICKET_IN_OUTPUT if isinstance(response, FullAnswer) else TICKET_AT_EXIT
        return bool(byte & mask)

    def _ticket_byte(self, response: Response) -> int | None:
        full = self.presenter.full_status is FullStatus.DLE_EOT_20
        match response:
            case FullAnswer(data=data) if full:
                return data[0]
            case PaperSensorStatus(byte=byte) | RealTimeStatus(byte=byte) if not full:
                return byte
            case Unknown(data=data) if not full and len(data) == 1:
                return data[0]
            case _:
                return None
