"""JSON in and out: whatever is sent arrives as it was, whatever is wrong is named."""

from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.protocol.codec import (
    decode_command,
    decode_event,
    decode_from_device,
    decode_from_server,
    encode,
)
from server.protocol.commands import CallNext, IssueTicket
from server.protocol.errors import BadMessageError, Failure
from server.protocol.events import DayOpened
from server.protocol.frames import MAX_FRAME_BYTES, Ask, Received, Refusal

REQUEST = "3f2b8c1e-7a54-4d0e-9b1a-0c2d4e6f8a90"
ISSUE = IssueTicket(request_id=REQUEST, service="advice", language="kk", claim="veterans")


def test_a_command_arrives_as_it_was_sent() -> None:
    assert decode_command(encode(ISSUE)) == ISSUE
    assert decode_from_device(encode(Ask(ISSUE))) == Ask(ISSUE)
    assert decode_from_device(encode(Ask(ISSUE)).decode()) == Ask(ISSUE)


def test_an_event_arrives_as_it_was_sent() -> None:
    event = DayOpened(service_day="2026-11-23")

    assert decode_event(encode(event)) == event


def test_equal_messages_are_equal_bytes() -> None:
    refusal = Refusal(REQUEST, Failure("stale-ticket", {"ticket": "t", "at_desk": ""}))
    turned = Refusal(REQUEST, Failure("stale-ticket", {"at_desk": "", "ticket": "t"}))

    assert encode(refusal) == encode(turned)
    assert decode_from_server(encode(refusal)) == refusal


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"{}",
        b'{"type":"Nonsense"}',
        b'{"type":"Ask","command":{"type":"CallNext","desk":"d1"}}',
        b'{"type":"Received","issue_requests":["not-a-uuid"]}',
        b'{"type":"Received","issue_requests":[],"more":1}',
        b'\xff\xfe{"type":"Received"}',
        b'{"type":"Received","issue_requests":[]',
        b'{"x":' + b"[" * 17 + b"]" * 17 + b',"type":"Received","issue_requests":[]}',
        b'{"x":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b" " * (MAX_FRAME_BYTES + 1),
    ],
)
def test_a_wrong_message_is_named_as_such(data: bytes) -> None:
    with pytest.raises(BadMessageError):
        decode_from_device(data)


def test_brackets_inside_strings_are_not_depth() -> None:
    opened = b'{"type":"Answer","request_id":"%s","events":[],"x":"%s"}'

    frame = decode_from_server(opened % (REQUEST.encode(), b'[{\\"' * 50))

    assert frame.__class__.__name__ == "Answer"


def test_a_string_that_never_ends_holds_nobody_up() -> None:
    endless = b'"' + b"{" * 20 + b'\\"' * 32_000
    started = monotonic()

    with pytest.raises(BadMessageError):
        decode_from_device(endless)

    assert monotonic() - started < 1.0


def test_depth_before_a_string_that_never_ends_is_seen() -> None:
    with pytest.raises(BadMessageError) as caught:
        decode_from_device(b"[" * 17 + b'"\\"]]]]')

    assert caught.value.data == {"reason": "too-deep"}


def test_a_device_that_reads_an_older_server_leaves_unknown_fields_aside() -> None:
    newer = b'{"type":"Refusal","request_id":null,"failure":{"code":"x"},"hint":"later"}'

    assert decode_from_server(newer) == Refusal(None, Failure("x"))


def test_a_desk_with_nobody_there_may_be_left_out() -> None:
    data = b'{"type":"CallNext","request_id":"%s","desk":"d1"}' % REQUEST.encode()

    assert decode_command(data) == CallNext(request_id=REQUEST, desk="d1", current=None)


@given(st.binary(max_size=400))
def test_noise_never_raises_anything_but_bad_message(data: bytes) -> None:
    try:
        frame = decode_from_device(data)
    except BadMessageError as error:
        assert error.data  # noqa: PT017 - either outcome is right, both are looked at
    else:
        assert encode(frame)


@given(st.lists(st.uuids(version=4).map(str), max_size=200))
def test_any_list_of_request_ids_arrives(ids: list[str]) -> None:
    frame = Received(tuple(ids))

    assert decode_from_device(encode(frame)) == frame
