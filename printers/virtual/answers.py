"""What a printer says of itself: status bytes, identity and echoes, as the manuals draw them."""

from dataclasses import dataclass

from printers.virtual.build import Ability, Build, Identity
from printers.virtual.condition import Condition

PRINTER, CAUSE, ERROR, ROLL, MOTION, FULL = 1, 2, 3, 4, 17, 20
OFFLINE_CLASS, ERROR_CLASS, PAPER_CLASS = 0x02, 0x04, 0x08
OWN_BITS = 0x12
ASCII_ZERO = 48
TEXT_HEAD, BLOCK_HEAD = b"\x5f", b"\x37"
ECHO_MARK, FOREIGN_MARK = 0x22, b"????"
CLEARED = b"\x37\x25\x00"
OFF_NOTICE = b"\x3b\x30\x00"


@dataclass(frozen=True, slots=True)
class Answers:
    """The voice of one build; where a sensor is missing its bits stay white."""

    build: Build

    def automatic_status(self, condition: Condition) -> bytes:
        """Return the four bytes of ASB."""
        offline = 0x08 if condition.hindered else 0
        first = 0x10 | offline | (0x20 if condition.cover_open else 0)
        return bytes((first, _errors(condition), self._paper_bits(condition), 0x00))

    def armed_change(self, mask: int, before: Condition, after: Condition) -> bool:
        """Tell whether something changed that ``GS a mask`` asked to be told of."""
        old, new = self.automatic_status(before), self.automatic_status(after)
        wanted = (OFFLINE_CLASS, ERROR_CLASS, PAPER_CLASS)
        differ = zip(wanted, old, new, strict=False)
        return any(mask & kind and one != other for kind, one, other in differ)

    def real_time_status(self, kind: int, condition: Condition, *, ticket_out: bool) -> bytes:
        """Return the answer to ``DLE EOT kind``, nothing where the model has none."""
        needed = Ability.FULL_STATUS if kind in (MOTION, FULL) else Ability.REAL_TIME_STATUS
        if needed not in self.build.has:
            return b""
        if kind == FULL:
            return self._full_status(condition, ticket_out=ticket_out)
        bits = {
            PRINTER: 0x08 if condition.hindered else 0,
            CAUSE: _causes(condition),
            ERROR: _errors(condition),
            ROLL: self._roll_bits(condition),
            MOTION: 0x20 if condition.paper_out else 0,
        }
        return bytes((OWN_BITS | bits[kind],))

    def paper_sensor(self, condition: Condition) -> bytes:
        """Return the answer to ``GS r 1``."""
        return bytes((self._paper_bits(condition),))

    def ejector(self, condition: Condition, *, ticket_out: bool) -> bytes:
        """Return the answer to ``GS e 6``."""
        near = 0x01 if self._near(condition) else 0
        paper = 0 if condition.paper_out else 0x04
        ticket = 0x08 if ticket_out else 0
        error = 0x40 if condition.cutter_error or condition.overheated else 0
        jam = 0x80 if condition.jammed else 0
        return bytes((near | paper | ticket | error | jam,))

    def echo(self, mark: bytes, condition: Condition) -> bytes:
        """Return the answer to ``GS ( H`` function 48."""
        told = FOREIGN_MARK if condition.foreign_echo else mark
        return BLOCK_HEAD + bytes((ECHO_MARK,)) + told + b"\x00"

    def identity(self, kind: int) -> bytes:
        """Return the answer to ``GS I kind``: one byte, or a text."""
        own: Identity = self.build.identity
        number = {1: own.model_id, 2: own.type_id, 3: own.rom_id}
        plain = kind - ASCII_ZERO if kind > ASCII_ZERO else kind
        if plain in number:
            return bytes((number[plain],))
        text = {65: own.firmware, 66: own.maker, 67: own.model, 68: own.serial}.get(kind)
        return b"" if text is None else TEXT_HEAD + text.encode("ascii") + b"\x00"

    def _near(self, condition: Condition) -> bool:
        return condition.little_paper and self.build.mechanics.near_end_sensor

    def _paper_bits(self, condition: Condition) -> int:
        near = 0x03 if self._near(condition) or condition.paper_out else 0
        return near | (0x0C if condition.paper_out else 0)

    def _roll_bits(self, condition: Condition) -> int:
        near = 0x0C if self._near(condition) or condition.paper_out else 0
        return near | (0x60 if condition.paper_out else 0)

    def _full_status(self, condition: Condition, *, ticket_out: bool) -> bytes:
        paper = 0x01 if condition.paper_out else 0
        paper |= 0x04 if self._near(condition) else 0
        paper |= 0x20 if ticket_out else 0
        user = 0x03 if condition.cover_open else 0
        mendable = (0x01 if condition.overheated else 0) | (0x40 if condition.jammed else 0)
        final = 0x01 if condition.cutter_error else 0
        return bytes((0x10, 0x0F, paper, user, mendable, final))


def _causes(condition: Condition) -> int:
    error = condition.cutter_error or condition.overheated or condition.jammed
    cover = 0x04 if condition.cover_open else 0
    return cover | (0x20 if condition.paper_out else 0) | (0x40 if error else 0)


def _errors(condition: Condition) -> int:
    cutter = 0x08 if condition.cutter_error else 0
    return cutter | (0x04 if condition.jammed else 0) | (0x40 if condition.overheated else 0)
