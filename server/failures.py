"""The one place where an error of a request becomes an answer, in the one shape of a Failure."""

import logging
from collections.abc import Callable
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_403_FORBIDDEN,
    HTTP_409_CONFLICT,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from server.protocol.errors import (
    Failure,
    KezekError,
    NotAllowedError,
    ProtocolError,
    RefusedError,
    UnavailableError,
    to_failure,
)

AnyRequest = Request[Any, Any, Any]
HttpErrorAnswer = Callable[[AnyRequest, HTTPException], Response[Any]]

_STATUS: tuple[tuple[type[KezekError], int], ...] = (
    (NotAllowedError, HTTP_403_FORBIDDEN),
    (RefusedError, HTTP_409_CONFLICT),
    (UnavailableError, HTTP_503_SERVICE_UNAVAILABLE),
    (ProtocolError, HTTP_400_BAD_REQUEST),
)

_log = logging.getLogger(__name__)


def status_of(error: KezekError) -> int:
    """Return the HTTP status of a failure."""
    return next(
        (status for family, status in _STATUS if isinstance(error, family)),
        HTTP_500_INTERNAL_SERVER_ERROR,
    )


def answer_kezek_error(request: AnyRequest, error: KezekError) -> Response[Failure]:
    """Answer a failure that has a code."""
    del request
    return Response(to_failure(error), status_code=status_of(error))


def answer_http_error(request: AnyRequest, error: HTTPException) -> Response[Failure]:
    """Answer what the framework refuses: no such page, wrong method, body too long."""
    del request
    return Response(
        Failure("http", {"status": error.status_code}),
        status_code=error.status_code,
        headers=error.headers,
    )


def answer_bug(request: AnyRequest, error: Exception) -> Response[Failure]:
    """Log what nobody foresaw, and tell nothing of it."""
    _log.error("%s %r failed", request.method, request.url.path, exc_info=error)
    return Response(to_failure(KezekError()), status_code=HTTP_500_INTERNAL_SERVER_ERROR)
