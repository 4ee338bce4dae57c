"""Every failure of a request has one shape and the right status."""

import pytest
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_403_FORBIDDEN,
    HTTP_409_CONFLICT,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from server.failures import status_of
from server.protocol.errors import (
    BadMessageError,
    KezekError,
    NoOneWaitingError,
    NotAllowedError,
    StorageFullError,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NoOneWaitingError(desk="desk-1"), HTTP_409_CONFLICT),
        (NotAllowedError(), HTTP_403_FORBIDDEN),
        (StorageFullError(), HTTP_503_SERVICE_UNAVAILABLE),
        (BadMessageError(), HTTP_400_BAD_REQUEST),
        (KezekError(), HTTP_500_INTERNAL_SERVER_ERROR),
    ],
)
def test_a_family_of_failures_has_one_status(error: KezekError, status: int) -> None:
    assert status_of(error) == status
