"""Recorded words joined to one WAV; used by the speaker."""

import io
import wave
from collections.abc import Iterable
from pathlib import Path

from display.phrases import Pause, Sound

SOUND_DIRECTORY = Path(__file__).parent / "sounds"
CHIME = "chime.wav"
RATE = 22_050
SAMPLE_BYTES = 2
GAP = Pause(45)
"""Between two clips, whose own silence is trimmed away."""

MAX_CLIP_SECONDS = 30


class ClipLibrary:
    """The folder of clips, one folder per language and one WAV per word; read when first said."""

    def __init__(self, directory: Path = SOUND_DIRECTORY) -> None:
        """Take the clips of ``directory``."""
        self._directory = directory
        self._known: dict[Path, bytes] = {}

    def join(self, sounds: Iterable[Sound]) -> bytes:
        """Return chime and ``sounds`` as one WAV; raise OSError or wave.Error for a bad clip."""
        said = b"".join(self._sound(sound) for sound in sounds)
        return as_wav(self._frames(Path(CHIME)) + said)

    def _sound(self, sound: Sound) -> bytes:
        if isinstance(sound, Pause):
            return _silence(sound)
        return self._frames(Path(sound.language, f"{sound.name}.wav")) + _silence(GAP)

    def _frames(self, path: Path) -> bytes:
        if path not in self._known:
            self._known[path] = read_frames(self._directory / path)
        return self._known[path]


def read_frames(path: Path) -> bytes:
    """Return the samples of a WAV of our own format; raise wave.Error for any other."""
    with wave.open(str(path), "rb") as source:
        found = (source.getframerate(), source.getnchannels(), source.getsampwidth())
        if found != (RATE, 1, SAMPLE_BYTES):
            message = f"{path.name}: {found} is not {RATE} Hz, mono, 16 bit"
            raise wave.Error(message)
        return source.readframes(RATE * MAX_CLIP_SECONDS)


def as_wav(frames: bytes) -> bytes:
    """Return the samples with a WAV header."""
    target = io.BytesIO()
    with wave.open(target, "wb") as writer:
        writer.setparams((1, SAMPLE_BYTES, RATE, 0, "NONE", ""))
        writer.writeframes(frames)
    return target.getvalue()


def seconds_of(wav: bytes) -> float:
    """Return how long the WAV plays."""
    with wave.open(io.BytesIO(wav), "rb") as source:
        return source.getnframes() / source.getframerate()


def _silence(pause: Pause) -> bytes:
    return bytes(SAMPLE_BYTES * (RATE * pause.milliseconds // 1000))
