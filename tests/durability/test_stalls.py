"""Tests of the look at who was kept waiting for a processor."""

import os
from collections.abc import Callable

from tests.durability.stalls import look, waited
from tests.history.liveness import Outage


def showing(*values: float) -> Callable[[], float]:
    shown = iter(values)
    return lambda: next(shown)


async def test_what_was_kept_waiting_most_of_the_time_had_an_outage() -> None:
    outages: list[Outage] = []

    await look(outages, showing(10.0, 11.0, 12.0), showing(0.0, 0.8, 0.9), 0.0, range(2))

    assert outages == [Outage(10.0, 11.0)]


def test_the_kernel_tells_how_long_a_process_waited() -> None:
    before = waited((os.getpid(),))

    assert 0 < before <= waited((os.getpid(),))
