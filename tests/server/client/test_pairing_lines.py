"""Tests of what a device without a screen says: every state once, in each language."""

import pytest

from server.client.messages import DownReason, LinkDown
from server.client.pairing_lines import PairingLines, read_words
from server.client.pairing_page import Page
from server.client.pairing_states import Done, Ended, Searching, Shown
from server.protocol.errors import Failure
from server.protocol.languages import FALLBACK_ORDER

SHOWN = Shown("073911", "K7QM-2HXV-BW9D-4TRC", {"en": "Hall"}, "10.0.0.2:8077", 300)


def lines() -> tuple[PairingLines, list[str]]:
    said: list[str] = []
    return PairingLines(FALLBACK_ORDER, said.append, lambda: 0), said


@pytest.mark.parametrize("language", FALLBACK_ORDER)
def test_every_page_has_its_words_in_every_language(language: str) -> None:
    words = read_words(language)

    assert set(words) == {*Page, "done"}
    assert all(text.strip() for text in words.values())


def test_code_and_fingerprint_are_said_in_three_languages() -> None:
    speaker, said = lines()

    speaker.show(SHOWN)

    assert len(said) == 3
    for line in said:
        assert "073 911" in line
        assert "K7QM-2HXV-BW9D-4TRC" in line
        assert "pair 073911 --name" in line
        assert "10.0.0.2:8077" in line


def test_what_does_not_change_is_said_once() -> None:
    speaker, said = lines()

    for _ in range(50):
        speaker.show(Searching())
    speaker.show(SHOWN)
    speaker.show(SHOWN)

    assert len(said) == 2 * 3


def test_a_new_code_is_said_again() -> None:
    speaker, said = lines()
    speaker.show(SHOWN)

    speaker.show(Ended(Failure("pairing-expired")))
    speaker.show(Shown("111222", SHOWN.fingerprint, {}, SHOWN.address, 300))

    assert "111 222" in said[-1]
    assert len(said) == 3 * 3


def test_that_it_belongs_to_the_hall_is_said_by_name() -> None:
    speaker, said = lines()
    speaker.show(SHOWN)

    speaker.show(Done("kiosk-7"))

    assert all("kiosk-7" in line for line in said[-3:])


def test_another_server_in_the_hall_s_name_is_said() -> None:
    speaker, said = lines()

    speaker.hear_link(LinkDown(DownReason.REFUSED, 0.0, Failure("foreign-server")))
    speaker.hear_link(LinkDown(DownReason.LOST, 0.0))

    assert said == [read_words(language)["foreign"] for language in FALLBACK_ORDER]
