"""The process that plays forward: hears of visits, is asked about a scene, answers; ends with it.

It is small and alone, so that neither its work nor its death can hold a ticket up.
"""

import time
from random import Random
from typing import BinaryIO, assert_never

import msgspec
from msgspec.structs import replace

from server.forecast.coming import BOOKED_TIER
from server.forecast.estimator import Estimate, Estimator
from server.forecast.futures import Spot
from server.forecast.history import History
from server.forecast.scenes import Slot
from server.forecast.talk import Answer, Ask, Begin, Foretold, Learn, ToChild, framed, read_framed
from server.protocol.waits import Forecast

MOST_CPU_SECONDS = 2.0
"""A scene that cannot be played in this time is played less often."""


class Child:
    """Answers one server."""

    def __init__(self, seed: int) -> None:
        """Draw what cannot be known from ``seed``."""
        self._random = Random(seed)  # noqa: S311 - plays are drawn, nothing is secret
        self._history = History({})
        self._estimator = Estimator(self._history.calibration, self._random)

    def converse(self, heard: BinaryIO, said: BinaryIO) -> None:
        """Answer until the other end is gone."""
        decoder = msgspec.msgpack.Decoder(ToChild)
        while (data := read_framed(heard)) is not None:
            answer = self.hear(decoder.decode(data))
            if answer is not None:
                said.write(framed(answer))
                said.flush()

    def hear(self, message: ToChild) -> Answer | None:
        """Return the answer to a message that asks for one."""
        match message:
            case Begin(visit_minutes=visit_minutes, rosters=rosters):
                self._history = History(visit_minutes, rosters)
                self._estimator = Estimator(self._history.calibration, self._random)
            case Learn(visits=visits, offset_ms=offset_ms):
                for visit in visits:
                    self._history.note(visit, offset_ms)
            case Ask():
                return self._answer(message)
            case _:
                assert_never(message)
        return None

    def _answer(self, ask: Ask) -> Answer:
        began = time.process_time()
        habits = self._history.habits(ask.scene.at, ask.offset_ms)
        habits = replace(habits, come_share=ask.come_share)
        found = self._estimator.estimates(
            ask.scene,
            habits,
            ask.spots,
            lambda: time.process_time() - began > MOST_CPU_SECONDS,
        )
        told = tuple(_foretold(spot, estimate) for spot, estimate in found.items())
        cpu_ms = (time.process_time() - began) * 1000
        return Answer(ask.number, ask.scene.at, told, cpu_ms)


def _foretold(spot: Spot | Slot, estimate: Estimate) -> Foretold:
    block, is_many = estimate.cell
    forecast = Forecast(estimate.played_likely_ms, estimate.played_high_ms, block, is_many)
    if isinstance(spot, Slot):
        return Foretold(spot.lane, BOOKED_TIER, estimate.as_range(), forecast, spot.at)
    return Foretold(*spot, estimate.as_range(), forecast)
