"""The page of waits: whether what visitors are told comes true; for those who oversee the hall."""

from litestar import Controller, Response, get
from litestar.di import NamedDependency

from server.console.visits import Visit
from server.console.waits_view import (
    BLOCK_WEEKS,
    WEEK_MS,
    WEEKS,
    WaitsView,
    blocks_of,
    now_of,
    offset_of,
    weeks_of,
)
from server.storage.ledger import Ledger
from server.storage.past_visits import PastVisits, ToldBlock, ToldPart

HERE = "/admin/waits"


class WaitsController(Controller):
    """How honest the estimate of the wait was."""

    path = HERE
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show what was told and what came true."""
        return visit.answer("admin_waits.html", {"view": await _view(visit), "here": HERE})


async def _view(visit: Visit) -> WaitsView:
    service = visit.console.service
    at, offset_ms = service.now(), offset_of(service.time())

    def told(ledger: Ledger) -> tuple[tuple[ToldPart, ...], tuple[ToldBlock, ...]]:
        past = PastVisits(ledger.connection, ledger.hall)
        first_week = (at + offset_ms) // WEEK_MS - WEEKS + 1
        since = max(0, first_week * WEEK_MS - offset_ms)
        return past.told(since, offset_ms, WEEK_MS), past.told_by_block(
            max(0, at - BLOCK_WEEKS * WEEK_MS)
        )

    weeks, blocks = await service.read(told)
    now = now_of(
        service.config,
        visit.browser.language,
        service.picture.waiting_by_service(),
        service.outlook.ranges(at),
    )
    return WaitsView(weeks_of(weeks), blocks_of(blocks), now)
