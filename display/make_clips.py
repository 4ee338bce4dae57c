"""Make the spoken clips, the chime and their manifest by espeak-ng: python -m display.make_clips.

Running a board needs no espeak-ng; the clips are kept with the program.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

from display.clips import CHIME, SOUND_DIRECTORY, as_wav, read_frames
from display.waveform import Samples, chime, from_frames, levelled, to_frames, trimmed
from display.words import SpokenWord, read_words

SYNTHESISER = "espeak-ng"
WORDS_PER_MINUTE = 140
MANIFEST = "manifest.json"
DEADLINE_SECONDS = 20


def main() -> None:
    """Make all clips in the folder of sounds, or in the one given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SOUND_DIRECTORY)
    arguments = parser.parse_args()
    count = make_clips(read_words(), arguments.out)
    sys.stdout.write(f"{count} clips in {arguments.out}\n")


def make_clips(words: tuple[SpokenWord, ...], directory: Path) -> int:
    """Write a WAV for every word, the chime and the manifest; return how many clips."""
    entries = [_entry(directory, Path(CHIME), chime(), "")]
    for word in words:
        path = Path(word.language, f"{word.name}.wav")
        entries.append(_entry(directory, path, levelled(trimmed(_synthesised(word))), word.text))
    manifest = {"made_by": _version(), "words_per_minute": WORDS_PER_MINUTE, "clips": entries}
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (directory / MANIFEST).write_text(text, encoding="utf-8")
    return len(entries)


def _entry(directory: Path, path: Path, samples: Samples, text: str) -> dict[str, str | float]:
    wav = as_wav(to_frames(samples))
    target = directory / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(wav)
    return {"file": path.as_posix(), "text": text, "sha256": hashlib.sha256(wav).hexdigest()}


def _synthesised(word: SpokenWord) -> Samples:
    with tempfile.TemporaryDirectory(prefix="kezek-clip-") as folder:
        path = Path(folder, "clip.wav")
        options = ["-v", word.voice, "-s", str(WORDS_PER_MINUTE), "-w", str(path)]
        _run([*options, "--", word.synthesis])
        frames = read_frames(path)
    if not frames:
        message = f"{word.language} {word.name}: the synthesiser said nothing"
        raise wave.Error(message)
    return from_frames(frames)


def _version() -> str:
    return _run(["--version"]).split("Data at", maxsplit=1)[0].strip()


def _run(arguments: list[str]) -> str:
    answer = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [SYNTHESISER, *arguments],
        capture_output=True,
        check=True,
        timeout=DEADLINE_SECONDS,
    )
    return answer.stdout.decode()


if __name__ == "__main__":
    main()
