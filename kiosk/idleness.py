"""When a visit that nobody touches asks "still here?" and when it goes back to the start."""

from dataclasses import replace

from kiosk.visit import Page, Paper, Visit

RETURN_SECONDS = 30
STAFF_SECONDS = 60
SLOW_SECONDS = 4
TAKING_RETURN_SECONDS = 90
WARNING_SECONDS = 10

TICKET_SECONDS: dict[Paper, int] = {
    Paper.PRINTED: 20,
    Paper.HELD_OUT: 60,
    Paper.TAKEN: 10,
    Paper.DRAWN_BACK: 60,
    Paper.UNSURE: 30,
    Paper.PRINTING: 90,
    Paper.NONE: 60,
    Paper.REFUSED: 60,
    Paper.BROKEN: 60,
    Paper.UNKNOWN: 60,
}
"""A visitor without paper has only the screen to remember the number by."""

DONE = frozenset({Paper.PRINTED, Paper.TAKEN})
"""Of a visitor with the paper nobody asks whether he is still here."""


def after_waiting(visit: Visit, seconds: int) -> Visit:
    """Return the visit after ``seconds`` without a touch or news."""
    match visit.page:
        case Page.WELCOME:
            return Visit() if seconds >= RETURN_SECONDS else visit
        case Page.TAKING if seconds < TAKING_RETURN_SECONDS:
            return replace(visit, is_slow=seconds >= SLOW_SECONDS)
        case _:
            return _with_limits(visit, seconds, _limit(visit))


def seconds_left(visit: Visit, seconds: int) -> int:
    """Return how long the question "still here?" still waits."""
    return max(0, _limit(visit) - seconds)


def _limit(visit: Visit) -> int:
    match visit.page:
        case Page.TICKET:
            return TICKET_SECONDS[visit.paper]
        case Page.STAFF:
            return STAFF_SECONDS
        case _:
            return RETURN_SECONDS


def _with_limits(visit: Visit, seconds: int, limit: int) -> Visit:
    if seconds >= limit:
        return Visit()
    is_done = visit.page is Page.TICKET and visit.paper in DONE
    if is_done or seconds < limit - WARNING_SECONDS:
        # A question that is being answered stays until the answer.
        return visit
    return replace(visit, asks_presence=True)
