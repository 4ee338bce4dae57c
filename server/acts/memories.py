"""What a device saw before a restore: a head that is missing, numbers that were given already."""

from server.acts.turn import Turn
from server.protocol.commands import NoteMemory
from server.protocol.restore_events import HeadMissing, SeriesRaised
from server.queueing.numbering import ordinal_beyond


def carry_out(turn: Turn, command: NoteMemory) -> None:
    """Record what the log does not have, and never give a number again that a kiosk has seen."""
    _look_for_head(turn, command)
    _raise_series(turn, command)


def _look_for_head(turn: Turn, command: NoteMemory) -> None:
    if command.head is None:
        return
    found = turn.ledger.events.between(command.epoch, command.seq, command.seq)
    if not found or found[0].head != command.head:
        turn.record(
            HeadMissing(
                device=command.device, epoch=command.epoch, seq=command.seq, head=command.head
            )
        )


def _raise_series(turn: Turn, command: NoteMemory) -> None:
    ledger, day = turn.ledger, turn.ledger.days.open_day()
    known = ledger.halls.next_ordinals(ledger.hall)
    for series, seen in sorted(command.numbers.items()):
        is_today = day is not None and day.id == seen.service_day
        if series not in known or not is_today or seen.ordinal < known[series]:
            continue
        raised = ordinal_beyond(seen.ordinal, 0)
        ledger.halls.set_next(ledger.hall, series, raised)
        turn.record(SeriesRaised(series=series, next=raised, device=command.device))
