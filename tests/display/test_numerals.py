"""Number words against lists made by others."""

import csv
from pathlib import Path

import pytest

from display.numerals import cardinal, kazakh_ordinal
from display.words import read_words

TEXTS = {(word.language, word.name): word.text for word in read_words()}
INDEPENDENT_LIST = Path(__file__).parent / "number_words.csv"
"""Made by num2words 0.5.14 (its kz, ru and en): 1 to 999, and some up to 9999."""

ORDINALS = {
    1: "бірінші",
    2: "екінші",
    3: "үшінші",
    4: "төртінші",
    5: "бесінші",
    6: "алтыншы",
    7: "жетінші",
    8: "сегізінші",
    9: "тоғызыншы",
    10: "оныншы",
    20: "жиырмасыншы",
    30: "отызыншы",
    40: "қырқыншы",
    50: "елуінші",
    60: "алпысыншы",
    70: "жетпісінші",
    80: "сексенінші",
    90: "тоқсаныншы",
}
TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")


def text(language: str, names: tuple[str, ...]) -> str:
    return " ".join(TEXTS[language, name] for name in names)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_numbers_are_worded_as_an_independent_list_words_them(language: str) -> None:
    with INDEPENDENT_LIST.open(encoding="utf-8", newline="") as file:
        expected = {int(row["number"]): row[language] for row in csv.DictReader(file)}

    said = {number: text(language, cardinal(language, number)) for number in expected}

    assert len(expected) > 1200
    assert said == expected


def test_kazakh_ordinals_take_the_ending_on_the_last_word_alone() -> None:
    said = {number: text("kk", kazakh_ordinal(number)) for number in range(1, 100)}

    for number, ordinal in said.items():
        tens, ones = divmod(number, 10)
        whole = ORDINALS.get(number) or f"{TENS[tens]} {ORDINALS[ones]}"
        assert ordinal == whole


@pytest.mark.parametrize(
    ("number", "ordinal"),
    [(100, "жүзінші"), (105, "жүз бесінші"), (300, "үш жүзінші"), (1000, "бір мыңыншы")],
)
def test_great_kazakh_ordinals_have_words_too(number: int, ordinal: str) -> None:
    assert text("kk", kazakh_ordinal(number)) == ordinal
