"""Sound as samples."""

import math

from display.clips import RATE
from display.waveform import (
    KEPT_AFTER,
    KEPT_BEFORE,
    LEVEL,
    PEAK,
    chime,
    from_frames,
    levelled,
    root_mean_square,
    to_frames,
    trimmed,
)

SILENCE = [0] * RATE
TONE = [round(1000 * math.sin(index / 10)) for index in range(RATE)]


def test_silence_at_both_ends_goes() -> None:
    kept = trimmed([*SILENCE, *TONE, *SILENCE])

    assert len(kept) - (KEPT_BEFORE + len(TONE) + KEPT_AFTER) in range(-5, 5)
    assert kept[-1] == 0


def test_nothing_is_left_of_silence() -> None:
    assert trimmed(SILENCE) == []
    assert levelled(SILENCE) == SILENCE
    assert root_mean_square(SILENCE) == 0.0


def test_quiet_sound_is_brought_to_the_common_level() -> None:
    loud = levelled(TONE)

    assert abs(root_mean_square(loud) - LEVEL) < LEVEL * 0.05


def test_a_sharp_peak_is_never_clipped() -> None:
    spiky = [10_000 if index % 4000 == 0 else 100 for index in range(RATE)]

    loud = levelled(spiky)

    assert PEAK - 10 <= max(loud) <= PEAK


def test_samples_survive_the_way_to_frames_and_back() -> None:
    assert from_frames(to_frames([0, -32_768, 32_767, 5])) == [0, -32_768, 32_767, 5]


def test_the_chime_is_a_second_of_soft_sound() -> None:
    samples = chime()

    assert 1.0 < len(samples) / RATE < 1.5
    assert 10_000 < max(samples) < 20_000
    assert samples[-1] == 0
