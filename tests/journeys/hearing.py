"""What can be told of a recorded call: whether it is the sentence that should have been said."""

import array
import io
import math
import wave
from pathlib import Path

from display.clips import RATE, ClipLibrary, seconds_of
from display.phrases import phrase
from server.protocol.languages import LanguageCode
from server.protocol.snapshots import BoardCall
from server.protocol.tickets import TicketNumber

LANGUAGES = ("kk", "ru", "en")
WINDOW = RATE // 50
"""Samples in a step of the loudness, 20 ms."""


def likeness(recording: Path, number: TicketNumber, desk: str, language: LanguageCode) -> float:
    """Return how well the call, said in ``language``, is found in the recording: 1 is exactly."""
    wanted = _loudness(io.BytesIO(_sentence(number, desk, language)))
    heard = _loudness(io.BytesIO(recording.read_bytes()))
    # Silence around the recording, so that a sentence at its very edge is found whole.
    heard = [*[0.0] * len(wanted), *heard, *[0.0] * len(wanted)]
    places = range(len(heard) - len(wanted) + 1)
    return max(_correlation(wanted, heard[place : place + len(wanted)]) for place in places)


def sentence_seconds(number: TicketNumber, desk: str, language: LanguageCode) -> float:
    """Return how long it takes to say a call, chime included."""
    return seconds_of(_sentence(number, desk, language))


def loudest(recording: Path) -> float:
    """Return the loudness of the loudest 20 ms, 0 to 1."""
    return max(_loudness(io.BytesIO(recording.read_bytes())), default=0.0)


def _sentence(number: TicketNumber, desk: str, language: LanguageCode) -> bytes:
    return ClipLibrary().join(phrase(BoardCall(1, number, desk, "main", language, 0)))


def _loudness(wav: io.BytesIO) -> list[float]:
    with wave.open(wav) as sound:
        samples = array.array("h", sound.readframes(RATE * 120))
    steps = range(0, len(samples) - WINDOW + 1, WINDOW)
    return [_rms(samples[start : start + WINDOW]) for start in steps]


def _rms(samples: "array.array[int]") -> float:
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples)) / 32768


def _correlation(one: list[float], other: list[float]) -> float:
    """Return Pearson's coefficient, 0 where one of them does not change."""
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    product = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    spread = math.sqrt(
        sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)
    )
    return product / spread if spread else 0.0
