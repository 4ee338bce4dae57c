"""Every failure crosses the wire and stays itself."""

from server.protocol.codec import encode
from server.protocol.errors import (
    ForeignPaperError,
    NoOneWaitingError,
    NotAllowedError,
    RefusedError,
    StaleTicketError,
    to_failure,
)


def test_a_failure_reads_as_code_and_data() -> None:
    assert str(NoOneWaitingError()) == "no-one-waiting"
    assert str(StaleTicketError(ticket="t1", at_desk="")) == "stale-ticket (at_desk=, ticket=t1)"
    assert issubclass(StaleTicketError, RefusedError)


def test_a_foreign_paper_has_a_code_of_its_own_and_is_something_not_allowed() -> None:
    error = ForeignPaperError(ticket="t1")

    assert encode(to_failure(error)) == b'{"code":"foreign-paper","data":{"ticket":"t1"}}'
    assert issubclass(ForeignPaperError, NotAllowedError)
