"""What a kiosk could do for nobody: visitors it sent to the staff, so that the log counts them."""

from msgspec.structs import replace

from server.acts.turn import Turn
from server.protocol.commands import ReportSlips
from server.protocol.offline_events import SlipsGiven


def carry_out(turn: Turn, command: ReportSlips) -> None:
    """Record the slips, none of them given in the future; a slip makes no ticket."""
    slips = (replace(slip, given_at=min(slip.given_at, turn.at)) for slip in command.slips)
    turn.record(SlipsGiven(slips=tuple(slips), more=command.more))
