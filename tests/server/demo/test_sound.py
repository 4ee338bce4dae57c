"""What is played to the null sink is on the recording."""

import math
import os
import struct
import wave
from pathlib import Path

from server.demo.processes import Stage
from server.demo.recording import measure
from server.demo.sound import NullSpeaker

RATE = 22_050


def write_tone(path: Path, seconds: float) -> None:
    samples = (
        round(12_000 * math.sin(2 * math.pi * 440 * index / RATE))
        for index in range(int(RATE * seconds))
    )
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


async def test_a_tone_is_recorded_from_the_null_sink(tmp_path: Path) -> None:
    write_tone(tmp_path / "tone.wav", 0.5)
    speaker = NullSpeaker(tmp_path / "sound")
    async with Stage(tmp_path / "logs", os.environ | speaker.environment) as stage:
        await speaker.start(stage)
        recorder = await speaker.record(stage, tmp_path / "recording.wav")
        player = await stage.start("player", "paplay", str(tmp_path / "tone.wav"))

        await player.watch()
        await recorder.end()

    heard = measure(tmp_path / "recording.wav")
    assert heard.seconds > 0.3
    assert heard.rms > 0.05
