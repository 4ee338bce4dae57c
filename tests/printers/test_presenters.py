"""Presenters are told in the units of their makers, and answer in bits of their own."""

import pytest

from printers.presenters import PresenterCommands
from printers.profile import Presenter, read_profile
from printers.responses import FullStatus, PaperSensorStatus, Response, Unknown

VKP = PresenterCommands(read_profile("custom_vkp80iii").presenter)
KPM = PresenterCommands(read_profile("custom_kpm210").presenter)
RELIANCE = PresenterCommands(read_profile("pyramid_reliance").presenter)
NONE = PresenterCommands(Presenter())


@pytest.mark.parametrize(
    ("commands", "held_out", "taken_back", "question"),
    [
        (VKP, b"\x1cP\x0c\x01R\x1e", b"", b"\x10\x04\x14"),
        (KPM, b"\x1de\x03\x60", b"\x1de\x02", b"\x1de\x06"),
        (RELIANCE, b"\x1de\x03\x09", b"\x1de\x02", b"\x1de\x06"),
        (NONE, b"", b"", b""),
    ],
    ids=["VKP80III", "KPM210", "Reliance", "none"],
)
def test_each_maker_has_its_own_words(
    commands: PresenterCommands, held_out: bytes, taken_back: bytes, question: bytes
) -> None:
    said = (commands.hold_out(30), commands.take_back(), commands.ask())

    assert said == (held_out, taken_back, question)


@pytest.mark.parametrize(
    ("commands", "answer", "is_out"),
    [
        (VKP, FullStatus(b"\x20\x00\x00\x00"), True),
        (VKP, FullStatus(b"\x04\x00\x00\x00"), False),
        (KPM, Unknown(b"\x0d"), True),
        (KPM, PaperSensorStatus(0x0C), True),
        (KPM, Unknown(b"\x04"), False),
    ],
)
def test_the_bit_of_the_ticket_is_read(
    commands: PresenterCommands, answer: Response, is_out: bool
) -> None:
    assert commands.is_answer(answer)
    assert commands.is_out(answer) is is_out


def test_what_answers_something_else_is_no_answer() -> None:
    assert not VKP.is_answer(PaperSensorStatus(0))
    assert not KPM.is_answer(FullStatus(b"\x20\x00\x00\x00"))
    assert not NONE.exists
