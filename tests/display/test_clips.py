"""Clips joined to one WAV."""

import wave
from pathlib import Path

import pytest

from display.clips import CHIME, GAP, RATE, ClipLibrary, as_wav, read_frames, seconds_of
from display.phrases import Clip, Pause

SECOND = bytes(2 * RATE)


def library(directory: Path) -> ClipLibrary:
    (directory / "kk").mkdir()
    (directory / CHIME).write_bytes(as_wav(SECOND))
    (directory / "kk" / "come.wav").write_bytes(as_wav(b"\x01\x02" * RATE))
    return ClipLibrary(directory)


def test_chime_clips_and_pauses_become_one_wav(tmp_path: Path) -> None:
    wav = library(tmp_path).join([Clip("kk", "come"), Pause(500), Clip("kk", "come")])

    assert seconds_of(wav) == pytest.approx(3.5 + 2 * GAP.milliseconds / 1000, abs=0.001)
    assert wav.count(b"\x01\x02" * RATE) == 2


def test_a_missing_clip_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        library(tmp_path).join([Clip("kk", "gone")])


def test_a_clip_of_another_format_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    with wave.open(str(path), "wb") as target:
        target.setparams((2, 2, 44_100, 0, "NONE", ""))
        target.writeframes(SECOND)

    with pytest.raises(wave.Error, match="not 22050 Hz, mono, 16 bit"):
        read_frames(path)


def test_a_real_call_lasts_a_few_seconds() -> None:
    wav = ClipLibrary().join([Clip("ru", "ticket"), Clip("ru", "number-5")])

    assert 2.0 < seconds_of(wav) < 4.0
