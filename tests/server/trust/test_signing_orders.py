"""Orders and results of the signing process go through a pipe as JSON and come out the same."""

import msgspec
import pytest

from server.trust.signing_orders import (
    AuthorityMade,
    CertificateRead,
    CertificateUnreadableError,
    LeafMade,
    MakeAuthority,
    MakeLeaf,
    Order,
    ReadCertificate,
    Result,
    Unmade,
)


@pytest.mark.parametrize(
    "order",
    [
        MakeAuthority("h", 1),
        MakeAuthority("h", 1, ("n",), ("1.2.3.4",), "c"),
        MakeLeaf("h", "a", "k", ("n",), ("1.2.3.4",), 1),
        ReadCertificate("c"),
    ],
    ids=repr,
)
def test_an_order_arrives_as_it_was_given(order: Order) -> None:
    arrived: Order = msgspec.json.decode(msgspec.json.encode(order), type=Order)

    assert arrived == order


@pytest.mark.parametrize(
    "result",
    [
        AuthorityMade("c", "k"),
        LeafMade("c", "k", 1, 2),
        LeafMade("c", "k", 1, 2, 3, ("n",)),
        CertificateRead(("n",), 1, 2),
        Unmade("r"),
    ],
    ids=repr,
)
def test_a_result_arrives_as_it_was_given(result: Result) -> None:
    arrived: Result = msgspec.json.decode(msgspec.json.encode(result), type=Result)

    assert arrived == result


def test_why_a_certificate_cannot_be_used_is_kept() -> None:
    assert str(CertificateUnreadableError("no PEM")) == "no PEM"
