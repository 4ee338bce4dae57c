"""The recording is cut where calls begin and end."""

import wave
from pathlib import Path

from server.demo.recording import LEAD_MS, Spoken, cut, measure

RATE = 1000


def record(path: Path, *parts: tuple[int, int]) -> Path:
    """Write parts of (milliseconds, loudness) at 1000 samples per second."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        for milliseconds, loudness in parts:
            sound.writeframes(loudness.to_bytes(2, "little", signed=True) * milliseconds)
    return path


def test_a_call_is_cut_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    whole = record(tmp_path / "all.wav", (1000, 0), (2000, 16384), (1000, 0))

    (call,) = cut(whole, 50_000, [Spoken("A001", 51_000, 53_000)], tmp_path)

    assert call.name == "call-A001.wav"
    assert measure(call).seconds == (2000 + 2 * LEAD_MS) / 1000
    assert 0.4 < measure(call).rms < 0.5


def test_a_call_that_began_before_the_recording_begins_with_it(tmp_path: Path) -> None:
    whole = record(tmp_path / "all.wav", (1000, 100))

    (call,) = cut(whole, 50_000, [Spoken("A001", 49_000, 50_500)], tmp_path)

    assert measure(call).seconds == (500 + LEAD_MS) / 1000


def test_silence_and_nothing_at_all_have_no_loudness(tmp_path: Path) -> None:
    assert measure(record(tmp_path / "quiet.wav", (100, 0))).rms == 0
    assert measure(record(tmp_path / "empty.wav")).rms == 0
