"""A ticket that is nobody's has the names of this hall."""

import pytest

from kiosk.specimens import Specimens
from printers.document import TextLine, TicketNumber
from printers.specimen import read_specimen
from printers.wording import wait_line
from server.protocol.languages import LanguageCode
from server.protocol.ticket_layout import standard_layout
from tests.kiosk.sample_hall import HALL_NAMES, link_up
from tests.kiosk.scene import WORDS, Scene


def lines_of(language: LanguageCode, *, is_marked: bool) -> list[str]:
    scene = Scene()
    scene.link.tell(link_up())
    specimens = Specimens(scene.attendant, WORDS)
    document = specimens.compose(language, standard_layout(), is_marked=is_marked)
    assert [one for one in document.elements if isinstance(one, TicketNumber)]
    return [one.text for one in document.elements if isinstance(one, TextLine)]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_names_the_hall_and_says_that_it_is_a_test_when_it_is_printed(language: str) -> None:
    shown, printed = (lines_of(language, is_marked=marked) for marked in (False, True))

    assert HALL_NAMES[language] in printed
    assert wait_line(WORDS[language], read_specimen().expected) in printed
    assert set(printed) > set(shown)


def test_a_language_without_words_falls_back() -> None:
    assert HALL_NAMES["kk"] in lines_of("de", is_marked=False)
