"""What a desk's page answers: itself, the parts that a press changed, or that it is over."""

from litestar import MediaType, Response
from litestar.response import Redirect

from server.console.desk_parts import draw, page_values, render_answer
from server.console.live import why_over
from server.console.views import DoneView
from server.console.visits import PAGE_HEADERS, Visit
from server.protocol.desks import Desk
from server.protocol.errors import Failure


def seat(visit: Visit) -> Desk | Response[str]:
    """Return the desk at which the visit may press, or the answer that says why it may not."""
    if visit.is_htmx and visit.session is None:
        return over(visit, None, "ended")
    visit.official()
    desk = visit.desk
    if desk is None:
        return Redirect("/desk/choose", status_code=303)
    why = why_over(visit.session, desk)
    return over(visit, desk, why) if why else desk


def pressed(
    visit: Visit,
    desk: Desk,
    failure: Failure | None,
    status: int,
    done: DoneView | None = None,
    more: str = "",
) -> Response[str]:
    """Return what a press made of the page; ``more`` is HTML for other places of it."""
    if visit.is_htmx:
        return Response(
            render_answer(visit, desk, failure, done) + more,
            media_type=MediaType.HTML,
            status_code=status,
            headers=PAGE_HEADERS,
        )
    if failure is None and done is None:
        return Redirect("/desk", status_code=303)
    return desk_page(visit, desk, failure, status, done)


def desk_page(
    visit: Visit,
    desk: Desk,
    failure: Failure | None = None,
    status: int = 200,
    done: DoneView | None = None,
) -> Response[str]:
    """Return the whole page."""
    values = page_values(draw(visit, desk), desk, failure=failure, done=done)
    return visit.answer("desk.html", {**values, "here": "/desk"}, status=status)


def over(visit: Visit, desk: Desk | None, why: str) -> Response[str]:
    """Return that nothing can be pressed here any more, as the page or as its live part."""
    values = {"desk": desk, "over": why, "now": visit.console.service.now(), "here": "/desk"}
    if desk is not None and not visit.is_htmx:
        return visit.answer("desk.html", values, status=409)
    headers = {"HX-Retarget": "#live", "HX-Reswap": "innerHTML", "HX-Reselect": "section"}
    return visit.answer("part_over.html", values, status=409, headers=headers)
