"""Who is logged in, from where and since when; an admin ends a session that should not be."""

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct

from server.acts.people import Staffing
from server.console.confirming import confirm
from server.console.sessions import people_of
from server.console.visits import Visit
from server.protocol.errors import Failure
from server.protocol.identity import Key
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.people import OpenSession


class SessionRow(Struct, frozen=True):
    """One session as the list shows it."""

    id: Key
    login: str
    role: str
    desk: str
    browser: str
    place: str
    started_at: Instant
    last_used_at: Instant
    is_mine: bool


class EndForm(Struct, frozen=True):
    """What ending a session sends."""

    password: str = ""


class SessionsController(Controller):
    """Sessions, for admins."""

    path = "/admin/sessions"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """List every session that holds."""
        visit.admin()
        return await _page(visit)

    @post("/{session:str}/end")
    async def end(
        self,
        visit: NamedDependency[Visit],
        session: FromPath[str],
        data: Annotated[EndForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[str]:
        """End one session; whoever works in it has to log in again."""
        actor, now = visit.admin(), visit.console.service.now()
        failure = await confirm(visit, data.password)
        if failure is not None:
            return await _page(visit, session, failure)

        def end(ledger: Ledger) -> None:
            for one in people_of(ledger).sessions(now):
                if one.id == session:
                    Staffing(ledger, actor, now).end_sessions(one.official, session)

        await visit.console.service.write(end)
        visit.console.nudges.nudge()
        return Redirect("/admin/sessions", status_code=303)


async def _page(visit: Visit, form: str = "", failure: Failure | None = None) -> Response[str]:
    now = visit.console.service.now()
    found = await visit.console.service.read(lambda ledger: people_of(ledger).sessions(now))
    values = {
        "sessions": tuple(_row(visit, one) for one in found),
        "now": now,
        "form": form,
        "field": "password",
        "failure": failure,
        "here": "/admin/sessions",
    }
    return visit.answer("admin_sessions.html", values, status=403 if failure else 200)


def _row(visit: Visit, one: OpenSession) -> SessionRow:
    holds = one.desk is not None and one.fence == one.newest_fence
    desk = visit.console.service.config.desk(one.desk) if one.desk and holds else None
    return SessionRow(
        one.id,
        one.login,
        one.role,
        desk.label if desk else "",
        one.browser,
        one.place,
        one.started_at,
        one.last_used_at,
        is_mine=one.token_digest == visit.holder.token_digest,
    )
