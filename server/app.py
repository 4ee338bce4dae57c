"""The server's application: its routes, its limits, its headers; wired from outside."""

import asyncio
from collections.abc import Sequence

from litestar import Litestar, get
from litestar.datastructures.headers import MutableScopeHeaders
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ControllerRouterHandler, Message, Scope
from msgspec import Struct

from server.devices.endpoint import DeviceEndpoint
from server.failures import HttpErrorAnswer, answer_bug, answer_http_error, answer_kezek_error
from server.hall_service import HallService
from server.protocol.errors import KezekError, UnavailableError
from server.protocol.identity import PROTOCOL_VERSION, Key

MAX_BODY_BYTES = 64 * 1024
WRITE_SECONDS = 2.0

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""The strictest that an answer can bear; pages of the console loosen what they need."""


class Health(Struct, frozen=True):
    """The server can write: which hall, protocol and event it stands at."""

    hall: Key
    version: int
    epoch: int
    seq: int


def create_app(
    service: HallService,
    devices: DeviceEndpoint,
    pages: Sequence[ControllerRouterHandler] = (),
    answer_refusal: HttpErrorAnswer = answer_http_error,
) -> Litestar:
    """Return the application of one hall.

    ``pages`` are the routes of the console; ``answer_refusal`` words what no route takes.
    """
    return Litestar(
        [devices.route(), health_route(service), *pages],
        exception_handlers={
            KezekError: answer_kezek_error,
            HTTPException: answer_refusal,
            Exception: answer_bug,
        },
        before_send=[guard_answer],
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=OpenAPIConfig(
            title="Kezek",
            version=str(PROTOCOL_VERSION),
            path="/schema",
            render_plugins=[JsonRenderPlugin(path="/")],
        ),
        logging_config=None,
    )


async def guard_answer(message: Message, scope: Scope) -> None:
    """Give every answer, refusals of the framework too, the headers its route did not set."""
    del scope
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders(message)
        for name, value in SECURITY_HEADERS.items():
            headers.setdefault(name, value)


def health_route(service: HallService) -> HTTPRouteHandler:
    """Return ``/healthz``: 200 only after the writer thread has committed a transaction."""
    lock = asyncio.Lock()

    @get("/healthz", summary="Whether the server can write")
    async def healthz() -> Health:
        async with lock:  # one ping at a time, whoever asks and however often
            try:
                async with asyncio.timeout(WRITE_SECONDS):
                    await service.write(lambda ledger: ledger.head)
            except TimeoutError as error:
                raise UnavailableError(part="storage") from error
        picture = service.picture
        return Health(service.config.id, PROTOCOL_VERSION, picture.epoch, picture.seq)

    return healthz
