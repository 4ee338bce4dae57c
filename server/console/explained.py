"""Why somebody goes first, as facts that the templates put into words; pure."""

from server.console.views import PassedView, WhyView
from server.protocol.events import CallInputs, LaneHead
from server.protocol.identity import LegId
from server.protocol.tickets import CallReason, TicketClass
from server.queueing.day_record import chosen_of, passed
from server.queueing.ordering import contest


def explain(
    reason: CallReason,
    leg: LegId,
    ticket_class: TicketClass,
    inputs: CallInputs,
    chosen_for: str = "",
) -> WhyView:
    """Return why ``leg`` was called, or would be, and whom that passes.

    ``chosen_for`` is what an official said who chose it himself.
    """
    weighed = _weighed(reason, leg, inputs)
    return WhyView(
        reason,
        ticket_class,
        weighed.number if weighed else "",
        inputs.share,
        inputs.limit,
        _passed(leg, inputs, passed(leg, inputs)),
        chosen_for,
        _passed(leg, inputs, inputs.aside),
    )


def _weighed(reason: CallReason, leg: LegId, inputs: CallInputs) -> LaneHead | None:
    """Return whom the rule put against ``leg``, or would have called in its stead."""
    found = contest(inputs.heads)
    if found is None:
        return None
    if reason is CallReason.BY_SHARE:
        return found.top
    if reason is not CallReason.OVERRIDE:
        return found.older
    is_within = found.older is None or inputs.share < inputs.limit
    by_rule = found.top if is_within else found.older
    return None if by_rule is None or by_rule.leg == leg else by_rule


def _passed(
    leg: LegId, inputs: CallInputs, earlier: tuple[LaneHead, ...]
) -> tuple[PassedView, ...]:
    chosen = chosen_of(leg, inputs)
    if chosen is None:
        return ()
    return tuple(_passed_view(head, chosen) for head in earlier)


def _passed_view(head: LaneHead, chosen: LaneHead) -> PassedView:
    return PassedView(head.number, head.ticket_class, chosen.order_key - head.order_key)
