"""Sound as samples: resampling, trimming, levelling and the chime; used by ``make_clips``."""

import math
import struct

from display.clips import RATE

QUIET = 80
"""Below this a sample counts as silence (about -52 dB of full scale)."""

KEPT_BEFORE = RATE * 8 // 1000
KEPT_AFTER = RATE * 25 // 1000
LEVEL = 5200
"""Wanted root mean square of the loud part: -16 dB of full scale."""

PEAK = 29_000
CHIME_TONES = ((880.0, 0.0), (659.255, 0.42))
CHIME_SECONDS = 1.25
CHIME_PEAK = 13_000

Samples = list[int]


def from_frames(frames: bytes) -> Samples:
    """Return the samples of 16-bit little-endian frames."""
    return [sample for (sample,) in struct.iter_unpack("<h", frames)]


def to_frames(samples: Samples) -> bytes:
    """Return the samples as 16-bit little-endian frames."""
    return struct.pack(f"<{len(samples)}h", *samples)


def trimmed(samples: Samples) -> Samples:
    """Return the samples without the silence at both ends, softly cut."""
    loud = [index for index, sample in enumerate(samples) if abs(sample) > QUIET]
    if not loud:
        return []
    start = max(0, loud[0] - KEPT_BEFORE)
    return _faded(samples[start : loud[-1] + KEPT_AFTER])


def levelled(samples: Samples) -> Samples:
    """Return the samples at one loudness, never clipped."""
    loudness = root_mean_square(samples)
    if not loudness:
        return samples
    peak = max(abs(sample) for sample in samples)
    factor = min(LEVEL / loudness, PEAK / peak)
    return [round(sample * factor) for sample in samples]


def root_mean_square(samples: Samples) -> float:
    """Return the loudness of the samples that are not silence."""
    loud = [sample for sample in samples if abs(sample) > QUIET]
    return math.sqrt(sum(sample * sample for sample in loud) / len(loud)) if loud else 0.0


def chime() -> Samples:
    """Return two soft falling tones."""
    mixed = [0.0] * int(RATE * CHIME_SECONDS)
    for frequency, begins in CHIME_TONES:
        for index in range(int(RATE * begins), len(mixed)):
            mixed[index] += _bell(frequency, index / RATE - begins)
    peak = max(abs(value) for value in mixed)
    return _faded([round(value / peak * CHIME_PEAK) for value in mixed])


def _bell(frequency: float, seconds: float) -> float:
    attack = min(1.0, seconds / 0.012)
    turn = 2 * math.pi * frequency * seconds
    tone = math.sin(turn) + 0.25 * math.sin(2 * turn) * math.exp(-6 * seconds)
    return attack * tone * math.exp(-3.6 * seconds)


def _faded(samples: Samples) -> Samples:
    """Soften the last part so that the cut does not click."""
    faded = list(samples)
    length = min(KEPT_AFTER, len(faded))
    for step in range(length):
        faded[-1 - step] = round(faded[-1 - step] * step / length)
    return faded
