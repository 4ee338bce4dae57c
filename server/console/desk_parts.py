"""The parts of a desk's page, each with a digest, so that only what differs is redrawn."""

import hashlib
from collections.abc import Callable, Mapping
from uuid import uuid4

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from server.console.desk_reader import DeskReader
from server.console.desk_view import ROWS, desk_view
from server.console.views import DeskView, DoneView
from server.console.visits import Visit
from server.protocol.desks import Desk
from server.protocol.errors import Failure

PARTS: Mapping[str, Callable[[DeskView], object]] = {
    "visitor": lambda view: (
        view.visitor or (view.actions.next_number, view.today.service_day, view.idle)
    ),
    "undo": lambda view: view.undo,
    "delivery": lambda view: view.delivery,
    "actions": lambda view: (view.actions, view.idle.standing),
    "tools": lambda view: view.tools,
    "trouble": lambda view: view.trouble,
    "upcoming": lambda view: view.next,
    "aside": lambda view: view.aside,
    "queue": lambda view: view.queue,
    "today": lambda view: view.today,
    "spoken": lambda view: (view.visitor, view.delivery),
}
"""What each part shows; running times are not part of it, browsers count them on."""

BY_STREAM = ("queue", "trouble", "tools", "aside")
"""Parts that the answer to a press leaves to the page's stream: they are long or rarely change."""


PRESSED = ("actions", "tools", "aside", "undo")
"""Parts with buttons whose request ids can be used up."""


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
    official = visit.session.official if visit.session else None
    reader = DeskReader(visit.browser.language, official, service.now(), service.local)
    view = desk_view(service.picture, service.config, desk, reader, rows)
    digests = {part: _digest(content(view)) for part, content in PARTS.items()}
    return Drawn(view, reader.now, digests)


def page_values(
    drawn: Drawn, desk: Desk, *, failure: Failure | None = None, done: DoneView | None = None
) -> dict[str, object]:
    """Return what the templates of the page and its parts need."""
    return {
        "view": drawn.view,
        "now": drawn.now,
        "digest": drawn.digests,
        "desk": desk,
        "failure": failure,
        "done": done,
        "over": "",
    }


def render_part(visit: Visit, desk: Desk, drawn: Drawn, part: str) -> str:
    """Return the HTML inside the part's place on the page."""
    return visit.render(f"part_{part}.html", page_values(drawn, desk)).strip()


def render_answer(
    visit: Visit, desk: Desk, failure: Failure | None, done: DoneView | None = None
) -> str:
    """Return the answer to a press: what came of it, and what the press is about."""
    drawn = draw(visit, desk, rows=1)
    values = page_values(drawn, desk, failure=failure, done=done)
    notice = visit.render("part_notice.html", values)
    if failure is not None:
        # Nothing changed, yet the request id is used up: the buttons must be drawn anew.
        anew = {part: uuid4().hex for part in PRESSED}
        drawn = replace(drawn, digests={**drawn.digests, **anew})
    parts = "".join(
        f'<div hx-swap-oob="innerHTML:#{part}">{render_part(visit, desk, drawn, part)}</div>'
        for part in PARTS
        if part not in BY_STREAM or (failure is not None and part in PRESSED)
    )
    return notice.strip() + parts


def _digest(content: object) -> str:
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:16]
