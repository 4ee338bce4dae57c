"""What is said when a program cannot start: in the computer's language, the cause last."""

import pytest

from server.protocol.languages import FALLBACK_ORDER
from server.start_failures import StartFailure, explain, languages_of, read_words


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "kk_KZ.UTF-8"}, ("kk",)),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "en_GB.UTF-8"}, ("en",)),
        ({"LC_ALL": "", "LC_MESSAGES": "ru"}, ("ru",)),
        ({"LANG": "C.UTF-8"}, FALLBACK_ORDER),
        ({}, FALLBACK_ORDER),
    ],
)
def test_the_computer_s_locale_decides_and_without_one_of_ours_all_are_spoken(
    environment: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert languages_of(environment) == expected


@pytest.mark.parametrize("language", FALLBACK_ORDER)
def test_every_failure_has_a_sentence_in_every_language_and_no_other_is_kept(
    language: str,
) -> None:
    words = read_words(language)

    assert set(words) == {failure.value for failure in StartFailure}
    assert all(sentence.endswith(".") or ".toml" in sentence for sentence in words.values())


def test_the_sentence_names_the_thing_and_the_technical_line_comes_last() -> None:
    said = explain(StartFailure.PORT_TAKEN, 8080, "OSError: 98", {"LANG": "ru_RU.UTF-8"})

    assert said.splitlines() == [
        (
            "Порт занят: 8080. Возможно, сервер уже запущен. Остановите его или укажите "
            "другой порт: --port НОМЕР."
        ),
        "OSError: 98",
    ]
