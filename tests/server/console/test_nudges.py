"""Tests of nudges: every open page hears, one that has gone does not."""

from server.console.nudges import Nudges


def test_every_subscriber_hears_until_it_leaves() -> None:
    nudges, heard = Nudges(), list[str]()
    leave = nudges.subscribe(lambda: heard.append("a"))
    nudges.subscribe(lambda: heard.append("b"))

    nudges.nudge()
    leave()
    nudges.nudge()

    assert heard == ["a", "b", "b"]


def test_closing_tells_everybody_once_it_is_closed() -> None:
    nudges, seen = Nudges(), list[bool]()
    nudges.subscribe(lambda: seen.append(nudges.is_closed))

    nudges.close()

    assert seen == [True]
