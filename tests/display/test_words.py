"""The clips that are shipped, against the words they should say."""

import hashlib
import json
import re

import pytest

from display.clips import CHIME, RATE, SOUND_DIRECTORY, read_frames
from display.make_clips import MANIFEST
from display.waveform import from_frames, root_mean_square
from display.words import SpokenWord, read_words

WORDS = read_words()
MOST_BYTES = 8_000_000


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{word.language}-{word.name}")
def test_no_digit_and_no_lone_letter_reaches_the_synthesiser(word: SpokenWord) -> None:
    plain = re.sub(r"\[\[.*?\]\]", "", word.synthesis)

    assert not re.search(r"\d", word.text + plain)
    assert not [part for part in re.findall(r"\w+", plain) if len(part) == 1]


def test_every_clip_is_the_one_of_the_manifest() -> None:
    manifest = json.loads((SOUND_DIRECTORY / MANIFEST).read_text(encoding="utf-8"))
    told = {entry["file"]: (entry["sha256"], entry["text"]) for entry in manifest["clips"]}

    texts = {f"{word.language}/{word.name}.wav": word.text for word in WORDS} | {CHIME: ""}
    found = {
        path.relative_to(SOUND_DIRECTORY).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in SOUND_DIRECTORY.rglob("*.wav")
    }

    assert told == {file: (found.get(file), text) for file, text in texts.items()}
    assert set(found) == set(told)
    assert manifest["made_by"].startswith("eSpeak NG")


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{word.language}-{word.name}")
def test_every_clip_is_short_and_as_loud_as_the_others(word: SpokenWord) -> None:
    samples = from_frames(read_frames(SOUND_DIRECTORY / word.language / f"{word.name}.wav"))

    assert 0.15 < len(samples) / RATE < 3.5
    assert 2_900 < root_mean_square(samples) < 5_500
    assert max(abs(sample) for sample in samples) < 30_000


def test_the_clips_are_small_enough_to_be_kept_with_the_program() -> None:
    sizes = [path.stat().st_size for path in SOUND_DIRECTORY.rglob("*.wav")]

    assert sum(sizes) < MOST_BYTES
