"""The console's routes, wired to one hall: what the server's application is handed."""

import logging
from collections.abc import Sequence
from pathlib import Path

from litestar import Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler, ExceptionHandlersMap

from server.console.assets import URL
from server.console.browser import AnyRequest, refuse_foreign_forms
from server.console.console import Console
from server.console.days import DayController
from server.console.login import LoginController
from server.console.officials import DeskController
from server.console.visits import LoginNeededError, Visit, stranger, visit_of
from server.failures import answer_http_error, status_of
from server.protocol.errors import Failure, KezekError, to_failure

MAX_FORM_BYTES = 16 * 1024

_HTTP_CODES = {403: "page-expired"}

_STARTS = ("", "/day", "/language", "/login", "/logout")

_log = logging.getLogger(__name__)


def console_routes(console: Console) -> Sequence[ControllerRouterHandler]:
    """Return the console's pages and files."""
    return (_pages(console), _files(console))


def _pages(console: Console) -> Router:
    async def find_visit(request: AnyRequest) -> Visit:
        return await visit_of(console, request)

    async def check(request: AnyRequest) -> None:
        await refuse_foreign_forms(request, is_https=console.options.is_https)

    @get("/", include_in_schema=False)
    async def start(visit: NamedDependency[Visit]) -> Redirect:
        if visit.session is None:
            return Redirect("/login", status_code=303)
        return Redirect("/desk", status_code=303)

    # What begins like one of our paths is not looked for among those of the root.
    @get([f"{start}/{{nothing:path}}" for start in _STARTS], include_in_schema=False)
    async def nothing_here(request: AnyRequest, nothing: FromPath[Path]) -> Response[Failure]:
        del nothing
        if "text/html" in request.headers.get("accept", ""):
            raise NotFoundException
        return answer_http_error(request, NotFoundException())

    return Router(
        "/",
        route_handlers=[start, nothing_here, LoginController, DeskController, DayController],
        dependencies={"visit": Provide(find_visit)},
        before_request=check,
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


# Functions, not methods: Litestar copies what a router holds, and a hall cannot be copied.
def _failure_answers(console: Console) -> ExceptionHandlersMap:
    """Return the answers to what went wrong, as pages in the reader's language."""

    def log_in_first(request: AnyRequest, error: LoginNeededError) -> Response[str]:
        del error
        if "hx-request" in request.headers:
            return Response("", status_code=403, headers={"HX-Redirect": "/login"})
        return Redirect("/login", status_code=303)

    def kezek_error(request: AnyRequest, error: KezekError) -> Response[str]:
        return stranger(console, request).failed(to_failure(error), status_of(error))

    def http_error(request: AnyRequest, error: HTTPException) -> Response[str]:
        _log.info("%s %r: %s", request.method, request.url.path, error.status_code)
        if "hx-request" in request.headers:
            # A live page that is out of date loads itself anew.
            headers = {"HX-Refresh": "true"}
            return Response("", status_code=error.status_code, headers=headers)
        code = _HTTP_CODES.get(error.status_code, "http")
        failure = Failure(code, {"status": error.status_code})
        return stranger(console, request).failed(failure, error.status_code)

    return {
        LoginNeededError: log_in_first,
        KezekError: kezek_error,
        HTTPException: http_error,
    }
