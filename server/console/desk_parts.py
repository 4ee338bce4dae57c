"""The parts of a desk's page, each with a digest, so that only what differs is redrawn."""

import hashlib
from collections.abc import Callable, Mapping
from uuid import uuid4

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from server.console.desk_view import ROWS, desk_view
from server.console.views import DeskView
from server.console.visits import Visit
from server.protocol.desks import Desk
from server.protocol.errors import Failure

PARTS: Mapping[str, Callable[[DeskView], object]] = {
    "visitor": lambda view: view.visitor or (view.actions.next_number, view.today.service_day),
    "delivery": lambda view: view.delivery,
    "actions": lambda view: view.actions,
    "trouble": lambda view: view.trouble,
    "upcoming": lambda view: view.next,
    "queue": lambda view: view.queue,
    "today": lambda view: view.today,
    "spoken": lambda view: (view.visitor, view.delivery),
}
"""What each part shows; running times are not part of it, browsers count them on."""

BY_STREAM = ("queue", "trouble")
"""Parts that the answer to a press leaves to the page's stream: they are long or rarely change."""


class Drawn(Struct, frozen=True):
    """A desk's page at one moment: what it shows, and what each part adds up to."""

    view: DeskView
    now: int
    digests: dict[str, str]

    def changed(self, seen: Mapping[str, str]) -> tuple[str, ...]:
        """Return the parts that differ from those whose digests were seen."""
        return tuple(part for part, digest in self.digests.items() if seen.get(part) != digest)


def draw(visit: Visit, desk: Desk, rows: int = ROWS) -> Drawn:
    """Return what the desk's page shows now; of who waits, the first ``rows``."""
    service = visit.console.service
    view = desk_view(service.picture, service.config, desk, visit.browser.language, rows)
    digests = {part: _digest(content(view)) for part, content in PARTS.items()}
    return Drawn(view, service.now(), digests)


def page_values(drawn: Drawn, desk: Desk, *, failure: Failure | None = None) -> dict[str, object]:
    """Return what the templates of the page and its parts need."""
    return {
        "view": drawn.view,
        "now": drawn.now,
        "digest": drawn.digests,
        "desk": desk,
        "failure": failure,
        "over": "",
    }


def render_part(visit: Visit, desk: Desk, drawn: Drawn, part: str) -> str:
    """Return the HTML inside the part's place on the page."""
    return visit.render(f"part_{part}.html", page_values(drawn, desk)).strip()


def render_answer(visit: Visit, desk: Desk, failure: Failure | None) -> str:
    """Return the answer to a press: what went wrong, if anything, and what the press is about."""
    drawn = draw(visit, desk, rows=1)
    notice = visit.render("part_notice.html", page_values(drawn, desk, failure=failure))
    if failure is not None:
        # Nothing changed, yet the request id is used up: the buttons must be drawn anew.
        drawn = replace(drawn, digests={**drawn.digests, "actions": uuid4().hex})
    parts = "".join(
        f'<div hx-swap-oob="innerHTML:#{part}">{render_part(visit, desk, drawn, part)}</div>'
        for part in PARTS
        if part not in BY_STREAM
    )
    return notice.strip() + parts


def _digest(content: object) -> str:
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:16]
