"""What is said when a program cannot start: in the computer's language, the cause last."""

import pytest

from server.protocol.languages import FALLBACK_ORDER
from server.protocol.start_failures import StartFailure, explain, read_words


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


def test_a_computer_that_speaks_none_of_our_languages_is_told_in_all_of_them() -> None:
    said = explain(StartFailure.KEY_FILE, "a.key", "cause", {"LANG": "C.UTF-8"}).splitlines()

    assert [line.partition(":")[0] for line in said] == [
        "Кілт файлы жарамайды",
        "Файл ключа не подходит",
        "The key file cannot be used",
        "cause",
    ]
