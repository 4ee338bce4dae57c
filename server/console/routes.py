"""The console's routes, wired to one hall: what the server's application is handed."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from litestar import Response, Router, get
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_404_NOT_FOUND, HTTP_405_METHOD_NOT_ALLOWED
from litestar.types import ControllerRouterHandler, ExceptionHandlersMap

from server.console.assets import URL
from server.console.authority_page import authority_page
from server.console.booking_pages import BookingsController
from server.console.browser import AnyRequest, refuse_foreign_forms
from server.console.call_pages import CallsController
from server.console.console import Console
from server.console.day_tickets import DayTicketsController
from server.console.days import DayController
from server.console.desk_act_pages import DeskActController
from server.console.device_pages import DevicesController
from server.console.hall_pages import HallController
from server.console.log_pages import LogController
from server.console.login import LoginController
from server.console.officials import DeskController
from server.console.own_password import PasswordController
from server.console.paper_pages import PaperController
from server.console.people_pages import PeopleController
from server.console.permits import STARTS, LoginNeededError, PasswordDueError
from server.console.security_pages import SecurityController
from server.console.session_pages import SessionsController
from server.console.setup_pages import SetupController, open_code
from server.console.supervisor_pages import SupervisorController
from server.console.ticket_pages import TicketController
from server.console.visits import Visit, admit, visit_of
from server.console.waits_pages import WaitsController
from server.failures import HttpErrorAnswer, answer_http_error, status_of
from server.lines import LineLimit
from server.protocol.errors import Failure, KezekError, NotAllowedError, to_failure

AnyConnection = ASGIConnection[Any, Any, Any, Any]

MAX_FORM_BYTES = 16 * 1024

_HTTP_CODES = {403: "page-expired"}

REFUSED_LINE_SECONDS = 1.0
"""Anybody on the LAN can be refused as often as he likes; the log must not grow by it."""

LONGEST_PATH = 100

_log = logging.getLogger(__name__)


class OwnRouter(Router):
    """A router of one application, which takes it as it is.

    Litestar copies a router with all that it holds, in case it is put in twice: a fifth of what
    the application takes to be made.
    """

    def __deepcopy__(self, memo: dict[int, object]) -> "OwnRouter":
        """Return the router itself."""
        return self


def console_routes(console: Console) -> Sequence[ControllerRouterHandler]:
    """Return the console's pages and files."""
    return (_pages(console), _files(console))


def _pages(console: Console) -> Router:
    async def find_visit(request: AnyRequest) -> Visit:
        return visit_of(console, request)

    async def guard(request: AnyConnection, handler: BaseRouteHandler) -> None:
        del handler
        await admit(console, AnyRequest(request.scope))

    @get("/", include_in_schema=False)
    async def start(visit: NamedDependency[Visit]) -> Redirect:
        if visit.session is None and await open_code(visit):
            return Redirect("/setup", status_code=303)
        return Redirect(STARTS.get(visit.role, "/login"), status_code=303)

    return OwnRouter(
        "/",
        route_handlers=[
            start,
            LoginController,
            PasswordController,
            DeskController,
            DeskActController,
            PaperController,
            DayController,
            authority_page,
            SetupController,
            HallController,
            SupervisorController,
            CallsController,
            DayTicketsController,
            BookingsController,
            DevicesController,
            TicketController,
            SecurityController,
            LogController,
            PeopleController,
            SessionsController,
            WaitsController,
        ],
        dependencies={"visit": Provide(find_visit)},
        guards=[guard],
        before_request=refuse_foreign_forms,
        request_max_body_size=MAX_FORM_BYTES,
        exception_handlers=_failure_answers(console),
    )


def _files(console: Console) -> Router:
    @get("/{version:str}/{name:path}", include_in_schema=False)
    async def file(version: FromPath[str], name: FromPath[Path]) -> Response[bytes]:
        del version
        asset = console.assets.find(name.as_posix().lstrip("/"))
        if asset is None:
            raise NotFoundException
        return Response(
            asset.content,
            media_type=asset.media_type,
            headers={"Cache-Control": "public, max-age=31536000, immutable"},
        )

    return Router(URL, route_handlers=[file])


def page_of_refusal(console: Console) -> HttpErrorAnswer:
    """Return how the server answers an address that is not there, or that takes no such form.

    People get a page in their language, programs get data.
    """

    def answer(request: AnyRequest, error: HTTPException) -> Response[Any]:
        if "text/html" not in request.headers.get("accept", ""):
            return answer_http_error(request, error)
        failure = Failure("http", {"status": error.status_code})
        is_wrong_way = error.status_code == HTTP_405_METHOD_NOT_ALLOWED
        status = HTTP_404_NOT_FOUND if is_wrong_way else error.status_code
        return visit_of(console, request).failed(failure, status)

    return answer


# Functions, not methods: Litestar copies what a router holds, and a hall cannot be copied.
def _failure_answers(console: Console) -> ExceptionHandlersMap:
    """Return the answers to what went wrong, as pages in the reader's language."""
    refused = LineLimit(REFUSED_LINE_SECONDS)

    def log_in_first(request: AnyRequest, error: LoginNeededError) -> Response[str]:
        del error
        return _led(request, "/login")

    def change_password_first(request: AnyRequest, error: PasswordDueError) -> Response[str]:
        del error
        return _led(request, "/password")

    def kezek_error(request: AnyRequest, error: KezekError) -> Response[str]:
        visit = visit_of(console, request)
        if isinstance(error, NotAllowedError):
            who = visit.session.official if visit.session else "nobody"
            refused.say(_log.info, f"{request.method} {request.url.path[:LONGEST_PATH]!r}: {who}")
        return visit.failed(to_failure(error), status_of(error))

    def http_error(request: AnyRequest, error: HTTPException) -> Response[str]:
        path = request.url.path[:LONGEST_PATH]
        refused.say(_log.info, f"{request.method} {path!r}: {error.status_code}")
        if "hx-request" in request.headers:
            # A live page that is out of date loads itself anew.
            headers = {"HX-Refresh": "true"}
            return Response("", status_code=error.status_code, headers=headers)
        code = _HTTP_CODES.get(error.status_code, "http")
        failure = Failure(code, {"status": error.status_code})
        return visit_of(console, request).failed(failure, error.status_code)

    return {
        LoginNeededError: log_in_first,
        PasswordDueError: change_password_first,
        KezekError: kezek_error,
        HTTPException: http_error,
    }


def _led(request: AnyRequest, path: str) -> Response[str]:
    if "hx-request" in request.headers:
        return Response("", status_code=403, headers={"HX-Redirect": path})
    return Redirect(path, status_code=303)
