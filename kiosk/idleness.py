"""When a visit that nobody touches asks "still here?" and when it goes back to the start."""

from dataclasses import replace

from kiosk.visit import Page, Paper, Visit

RETURN_SECONDS = 30
SLOW_SECONDS = 4
TAKING_RETURN_SECONDS = 90
WARNING_SECONDS = 10

TICKET_SECONDS: dict[Paper, int] = {
    Paper.PRINTED: 20,
    Paper.UNSURE: 30,
    Paper.PRINTING: 90,
    Paper.NONE: 60,
    Paper.REFUSED: 60,
    Paper.BROKEN: 60,
    Paper.UNKNOWN: 60,
}
"""A visitor without paper has only the screen to remember the number by."""


def after_waiting(visit: Visit, seconds: int) -> Visit:
    """Return the visit after ``seconds`` without a touch or news."""
    match visit.page:
        case Page.WELCOME:
            return Visit() if seconds >= RETURN_SECONDS else visit
        case Page.TAKING if seconds < TAKING_RETURN_SECONDS:
            return replace(visit, is_slow=seconds >= SLOW_SECONDS)
        case Page.TICKET:
            return _with_limits(visit, seconds, TICKET_SECONDS[visit.paper])
        case _:
            return _with_limits(visit, seconds, RETURN_SECONDS)


def seconds_left(visit: Visit, seconds: int) -> int:
    """Return how long the question "still here?" still waits."""
    limit = TICKET_SECONDS[visit.paper] if visit.page is Page.TICKET else RETURN_SECONDS
    return max(0, limit - seconds)


def _with_limits(visit: Visit, seconds: int, limit: int) -> Visit:
    if seconds >= limit:
        return Visit()
    is_done = visit.page is Page.TICKET and visit.paper is Paper.PRINTED
    if is_done or seconds < limit - WARNING_SECONDS:
        # A question that is being answered stays until the answer.
        return visit
    return replace(visit, asks_presence=True)
