"""Cuts the recording of a morning into one WAV file per call."""

import array
import math
import wave
from dataclasses import dataclass
from pathlib import Path

LEAD_MS = 150


@dataclass(frozen=True, slots=True)
class Spoken:
    """One call in the recording: from its beginning to the end of its voice, in ms since 1970."""

    number: str
    begins_at: int
    ends_at: int


@dataclass(frozen=True, slots=True)
class Sound:
    """What can be measured of a WAV file."""

    seconds: float
    rms: float
    """Root mean square of the samples, 0 to 1."""


def cut(recording: Path, began_at: int, calls: list[Spoken], folder: Path) -> list[Path]:
    """Write ``call-NUMBER.wav`` for every call and return the files."""
    with wave.open(str(recording), "rb") as whole:
        rate, width, channels = whole.getframerate(), whole.getsampwidth(), whole.getnchannels()
        frames = whole.readframes(whole.getnframes())
    written = []
    for call in calls:
        first = _frame(call.begins_at - LEAD_MS - began_at, rate)
        last = _frame(call.ends_at + LEAD_MS - began_at, rate)
        path = folder / f"call-{call.number}.wav"
        with wave.open(str(path), "wb") as part:
            part.setnchannels(channels)
            part.setsampwidth(width)
            part.setframerate(rate)
            part.writeframes(frames[first * width * channels : last * width * channels])
        written.append(path)
    return written


def measure(path: Path) -> Sound:
    """Return length and loudness of a 16-bit mono WAV file."""
    with wave.open(str(path), "rb") as sound:
        samples = array.array("h", sound.readframes(sound.getnframes()))
        seconds = sound.getnframes() / sound.getframerate()
    if not samples:
        return Sound(seconds, 0.0)
    power = sum(sample * sample for sample in samples) / len(samples)
    return Sound(seconds, math.sqrt(power) / 32768)


def _frame(milliseconds: int, rate: int) -> int:
    return max(0, milliseconds * rate // 1000)
