"""The command that makes the clips, with a stand-in for the synthesiser."""

import json
import shutil
import stat
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from display.clips import CHIME, RATE, read_frames
from display.make_clips import MANIFEST, make_clips
from display.words import SpokenWord

WORD = SpokenWord("ru", "ru", "number-40", "сорок", "[[s'orVk]]")


@pytest.fixture
def synthesiser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a stand-in for espeak-ng on the PATH: it says what ``said.wav`` holds."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "espeak-ng"
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --version ]; then echo "eSpeak NG text-to-speech: 9  Data at: /x"; exit; fi\n'
        f'echo "$@" >> {folder}/handed\n'
        f'cp {folder}/said.wav "$6"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


def say(folder: Path, frames: bytes) -> None:
    with wave.open(str(folder / "said.wav"), "wb") as target:
        target.setparams((1, 2, RATE, 0, "NONE", ""))
        target.writeframes(frames)


def test_a_word_becomes_a_trimmed_clip_and_a_line_of_the_manifest(
    synthesiser: Path, tmp_path: Path
) -> None:
    say(synthesiser, bytes(2 * RATE) + b"\x00\x10" * RATE + bytes(2 * RATE))

    count = make_clips((WORD,), tmp_path / "out")

    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text(encoding="utf-8"))
    assert count == 2
    assert manifest["made_by"] == "eSpeak NG text-to-speech: 9"
    assert [(entry["file"], entry["text"]) for entry in manifest["clips"]] == [
        (CHIME, ""),
        ("ru/number-40.wav", "сорок"),
    ]
    frames = read_frames(tmp_path / "out" / "ru" / "number-40.wav")
    assert len(frames) / 2 == pytest.approx(RATE, rel=0.05)
    assert (synthesiser / "handed").read_text().startswith("-v ru -s 140 -w ")
    assert (synthesiser / "handed").read_text().endswith("-- [[s'orVk]]\n")


def test_a_synthesiser_that_says_nothing_is_an_error(synthesiser: Path, tmp_path: Path) -> None:
    say(synthesiser, b"")

    with pytest.raises(wave.Error, match="ru number-40: the synthesiser said nothing"):
        make_clips((WORD,), tmp_path / "out")


def test_the_command_makes_every_clip(synthesiser: Path, tmp_path: Path) -> None:
    say(synthesiser, b"\x00\x10" * RATE)

    ended = subprocess.run(
        [sys.executable, "-m", "display.make_clips", "--out", str(tmp_path / "out")],
        capture_output=True,
        check=True,
        timeout=50,
    )

    made = list((tmp_path / "out").rglob("*.wav"))
    assert ended.stdout.decode() == f"{len(made)} clips in {tmp_path / 'out'}\n"
    assert len(made) > 120
    assert shutil.which("espeak-ng") == str(synthesiser / "espeak-ng")
