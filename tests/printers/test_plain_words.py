"""What is wrong with a profile is said with its file and its field, in each language."""

import re
from pathlib import Path

import pytest

from printers.logos import LogoNotKeptError
from printers.plain_words import PLAIN, explain, read_plain_words
from printers.profile import BadProfileError, parse_profile

LANGUAGES = ("kk", "ru", "en")


def test_every_language_has_every_sentence_with_the_same_facts() -> None:
    words = [read_plain_words(language) for language in LANGUAGES]

    holes = [
        {key: sorted(re.findall(r"(?<!{){(\w+)}", text)) for key, text in one.items()}
        for one in words
    ]

    assert sorted(path.stem for path in PLAIN.glob("*.toml")) == sorted(LANGUAGES)
    assert holes[0] == holes[1] == holes[2]


def test_a_misspelt_field_is_named_with_its_file(tmp_path: Path) -> None:
    file = str(tmp_path / "ours.toml")

    with pytest.raises(BadProfileError) as refused:
        parse_profile("ours", b'[media]\ndott = { is = 576, by = "probed" }', file)
    kazakh, russian, english = explain(refused.value, LANGUAGES)

    assert all(file in line for line in (kazakh, russian, english))
    assert "media.dott" in english
    assert len({kazakh, russian, english}) == 3


@pytest.mark.parametrize("reason", ["no-picture", "no-store", "too-large"])
def test_why_a_logo_is_not_kept_is_said(reason: str) -> None:
    (line,) = explain(LogoNotKeptError(reason=reason), ("en",))

    assert line == read_plain_words("en")[reason]


def test_a_value_without_provenance_is_told_how_to_be_written() -> None:
    with pytest.raises(BadProfileError) as refused:
        parse_profile("ours", b"title = 5", "ours.toml")

    (line,) = explain(refused.value, ("en",))

    assert line.startswith("The printer profile ours.toml, field title: write the value as { is")
