"""Every failure crosses the wire and stays itself."""

import pytest

from server.protocol.codec import encode
from server.protocol.errors import (
    ERRORS_BY_CODE,
    Failure,
    ForeignPaperError,
    KezekError,
    NoOneWaitingError,
    NotAllowedError,
    RefusedError,
    StaleTicketError,
    to_error,
    to_failure,
)


@pytest.mark.parametrize("error_class", ERRORS_BY_CODE.values())
def test_the_far_side_raises_the_class_that_was_raised(error_class: type[KezekError]) -> None:
    error = error_class(limit=3, desk="d1")

    again = to_error(to_failure(error))

    assert type(again) is error_class
    assert again.data == {"limit": 3, "desk": "d1"}


def test_codes_are_unique_and_in_kebab_case() -> None:
    codes = list(ERRORS_BY_CODE)

    assert len(set(ERRORS_BY_CODE.values())) == len(codes)
    assert [code for code in codes if code != code.lower() or "_" in code or " " in code] == []


def test_an_unknown_code_is_still_a_failure() -> None:
    error = to_error(Failure("from-the-future", {"x": 1}))

    assert type(error) is KezekError
    assert error.data == {"unknown_code": "from-the-future"}


def test_a_failure_reads_as_code_and_data() -> None:
    assert str(NoOneWaitingError()) == "no-one-waiting"
    assert str(StaleTicketError(ticket="t1", at_desk="")) == "stale-ticket (at_desk=, ticket=t1)"
    assert issubclass(StaleTicketError, RefusedError)


def test_a_foreign_paper_has_a_code_of_its_own_and_is_something_not_allowed() -> None:
    error = ForeignPaperError(ticket="t1")

    assert encode(to_failure(error)) == b'{"code":"foreign-paper","data":{"ticket":"t1"}}'
    assert issubclass(ForeignPaperError, NotAllowedError)
