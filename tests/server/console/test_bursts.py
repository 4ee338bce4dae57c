"""Tests of bursts: several events are sent in one write, and none of nothing."""

from litestar.response import ServerSentEventMessage

from server.console.bursts import together


def test_a_burst_is_its_events_one_after_another() -> None:
    events = [
        ServerSentEventMessage(event="queue", data="<p>A001</p>", id="7", retry=1000),
        ServerSentEventMessage(event="beat", data="12"),
    ]

    (burst,) = together(events)

    assert burst.encode() == events[0].encode() + events[1].encode()


def test_of_nothing_there_is_no_burst() -> None:
    assert together(()) == ()
