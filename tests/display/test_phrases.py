"""What is said for a call, word by word."""

import pytest

from display.clips import SOUND_DIRECTORY
from display.phrases import BETWEEN_LANGUAGES, COMMA, Clip, Pause, phrase, spoken_languages
from display.words import read_words
from server.protocol.snapshots import BoardCall
from tests.display.calls import AT

TEXTS = {(word.language, word.name): word.text for word in read_words()}


def said(language: str, number: str, desk: str = "5", *extra: str) -> str:
    sounds = phrase(BoardCall(1, number, desk, "main", language, AT), extra)
    signs = {COMMA: ",", BETWEEN_LANGUAGES: "/"}
    words = [
        signs[sound] if isinstance(sound, Pause) else TEXTS[sound.language, sound.name]
        for sound in sounds
    ]
    return " ".join(words).replace(" ,", ",")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("kk", "а қырық екі нөмірлі талон, бесінші терезеге келіңіз"),
        ("ru", "талон а сорок два, подойдите к окну номер пять"),
        ("en", "ticket A forty two, please go to desk five"),
    ],
)
def test_a_call_is_one_sentence_in_the_ticket_s_language(language: str, sentence: str) -> None:
    assert said(language, "A042") == sentence


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("042", "сорок два"),
        ("7", "семь"),
        ("M100", "эм сто"),
        ("T999", "тэ девятьсот девяносто девять"),
        ("K001", "ка один"),
        ("A1000", "а одна тысяча"),
        ("\u0410042", "а сорок два"),
        ("K2-07", "ка два, семь"),
        ("\u041a12-340", "ка двенадцать, триста сорок"),
    ],
)
def test_every_form_of_number_has_words(number: str, words: str) -> None:
    assert said("ru", number) == f"талон {words}, подойдите к окну номер пять"


@pytest.mark.parametrize("number", ["B042", "A000", "000", "A10000", "K0-07", "K2-0", "AB12", "?"])
def test_a_number_without_words_sends_people_to_look(number: str) -> None:
    assert said("en", number) == "Attention, please look at the board"


@pytest.mark.parametrize("desk", ["5a", "0", "", "123456", "999999999", "\u0665"])
def test_a_desk_without_words_sends_people_to_the_board(desk: str) -> None:
    assert said("en", "A001", desk) == "ticket A one, please go to the desk shown on the board"


def test_the_ticket_s_language_comes_first_then_the_hall_s_others() -> None:
    sentence = said("ru", "A001", "12", "kk", "ru")

    assert sentence == (
        "талон а один, подойдите к окну номер двенадцать"
        " / а бір нөмірлі талон, он екінші терезеге келіңіз"
    )


@pytest.mark.parametrize(
    ("language", "extra", "spoken"),
    [
        ("kk-Latn", (), ("kk",)),
        ("zh", (), ("kk",)),
        ("zh", ("en", "ru"), ("en", "ru")),
        ("en", ("en", "kk", "kk"), ("en", "kk")),
    ],
)
def test_each_language_that_has_clips_is_spoken_once(
    language: str, extra: tuple[str, ...], spoken: tuple[str, ...]
) -> None:
    assert spoken_languages(language, extra) == spoken


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_everything_that_can_be_said_has_a_clip(language: str) -> None:
    numbers = [f"{prefix}{ordinal:03d}" for prefix in "AMTK" for ordinal in range(1, 1000)]
    calls = [(number, "5") for number in (*numbers, "A1000", "A2000", "A9999", "K2-07", "?")]
    calls += [("A001", label) for label in (*map(str, range(1, 1001)), "9999", "x")]

    used = {
        sound
        for number, desk in calls
        for sound in phrase(BoardCall(1, number, desk, "main", language, AT))
        if isinstance(sound, Clip)
    }

    missing = [clip for clip in used if not (SOUND_DIRECTORY / _path(clip)).is_file()]
    assert missing == []
    assert {clip.name for clip in used} == {name for code, name in TEXTS if code == language}


def _path(clip: Clip) -> str:
    return f"{clip.language}/{clip.name}.wav"
