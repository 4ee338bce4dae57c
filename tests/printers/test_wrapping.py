"""Lines break evenly, between words where they can, and lose nothing."""

from hypothesis import given
from hypothesis import strategies as st

from printers.wrapping import clean, widest_word, wrap


def test_what_fits_stays_on_one_line() -> None:
    assert wrap("Перед вами 3 человека", len, 48) == ("Перед вами 3 человека",)


def test_two_lines_are_made_as_even_as_can_be() -> None:
    assert wrap("one two three four five six", len, 24) == ("one two three", "four five six")


def test_a_word_wider_than_the_paper_is_broken() -> None:
    assert wrap("Электрондыққызмет", len, 10) == ("Электронды", "ққызмет")


def test_a_word_with_hyphens_is_broken_after_one() -> None:
    assert wrap("мемлекеттік-кәсіпорын", len, 14) == ("мемлекеттік-", "кәсіпорын")
    assert wrap("14-03-2026", len, 8) == ("14-03-20", "26")


def test_chinese_is_broken_between_characters_and_keeps_its_commas() -> None:
    assert wrap("请在大厅等候，叫号", len, 6) == ("请在大厅等", "候，叫号")
    assert widest_word("请在大厅等候，", len) == 2


def test_a_mark_stays_on_its_letter() -> None:
    assert wrap("а\u0301б\u0301в\u0301", len, 3) == ("а\u0301", "б\u0301", "в\u0301")


def test_words_put_together_again_keep_their_spaces() -> None:
    assert wrap("5 号窗口 ready", len, 20) == ("5 号窗口 ready",)


def test_no_text_makes_no_line() -> None:
    assert wrap("", len, 10) == ()


def test_the_widest_word_is_found() -> None:
    assert widest_word("жеке куәлік", len) == 6
    assert widest_word("", len) == 0


def test_commands_hidden_in_a_text_are_taken_out() -> None:
    assert clean("Зал\x1b@\x10\x04\x01 1\n№ 2\t") == "Зал@ 1 № 2"


def test_a_letter_in_two_parts_is_put_together() -> None:
    assert clean("и\u0306") == "й"


def test_marks_that_turn_a_line_round_are_taken_out() -> None:
    assert clean("Зал\u202e 1\u2066") == "Зал 1"


@given(st.text(alphabet="абвгқң ", max_size=200), st.integers(1, 40))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, limit: int) -> None:
    lines = wrap(text, len, limit)

    assert all(len(line) <= limit for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
