"""A visitor who gets no number goes with a paper that says what to do next."""

from datetime import datetime

import pytest

from printers.document import Role, TextLine, TicketDocument, TicketNumber
from printers.slips import Elsewhere, compose_elsewhere, compose_slip
from printers.wording import languages, read_words

AT = datetime(2026, 11, 23, 10, 5)  # noqa: DTZ001 - wall time of the hall, as on the paper
TOMORROW = datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001 - the same
HALL = {"kk": "Зал", "ru": "Зал", "en": "Hall"}
WHAT = {"kk": "Неке қию", "ru": "Регистрация брака", "en": "Marriage"}
WHERE = {"kk": "РАГС, Абай көшесі 10", "ru": "РАГС, улица Абая 10"}


def texts(document: TicketDocument) -> list[str]:
    """Return every text of the paper from the top."""
    return [one.text for one in document.elements if isinstance(one, TextLine)]


def test_one_who_is_received_elsewhere_is_told_what_where_and_when_he_asked() -> None:
    slip = compose_elsewhere(Elsewhere(HALL, WHAT, WHERE, AT), read_words("ru"))

    assert texts(slip) == [
        "Зал",
        "Неке қию",
        "Регистрация брака",
        "Здесь не принимают",
        "Обратитесь сюда:",
        "РАГС, Абай көшесі 10",
        "РАГС, улица Абая 10",
        "Выдан: 23.11.2026 10:05",
    ]


def test_one_for_whom_the_day_is_full_is_told_when_he_is_received_next() -> None:
    facts = Elsewhere(HALL, WHAT, {}, None, next_at=TOMORROW, is_full=True)

    assert texts(compose_elsewhere(facts, read_words("kk")))[-2:] == [
        "Бүгінге орын қалмады",
        "Келесі қабылдау: 24.11.2026 09:00",
    ]


def test_one_who_comes_outside_the_hours_of_an_office_is_told_who_receives_and_when() -> None:
    facts = Elsewhere(HALL, WHAT, {}, None, TOMORROW, who_names={"kk": "Әкім", "ru": "Аким"})

    assert texts(compose_elsewhere(facts, read_words("ru")))[-5:] == [
        "Сейчас приёма нет",
        "Принимает:",
        "Әкім",
        "Аким",
        "Следующий приём: 24.11.2026 09:00",
    ]


def test_the_staff_see_when_one_came_whom_they_are_to_register() -> None:
    words = read_words("en")

    timed, timeless = (compose_slip(HALL, WHAT, at, words) for at in (AT, None))

    assert "You came: 23.11.2026 10:05" in texts(timed)
    assert texts(timeless)[-1] == words.slip_advice_timeless


@pytest.mark.parametrize("language", languages())
def test_no_slip_has_a_number_that_somebody_could_wait_with(language: str) -> None:
    words = read_words(language)
    slips = (
        compose_slip(HALL, WHAT, AT, words),
        compose_elsewhere(Elsewhere(HALL, WHAT, WHERE, AT, TOMORROW), words),
    )

    for slip in slips:
        assert slip.language == language
        assert not any(isinstance(one, TicketNumber) for one in slip.elements)
        assert any(isinstance(one, TextLine) and one.role is Role.HALL for one in slip.elements)
