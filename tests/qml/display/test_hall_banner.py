"""What a board shows while the whole hall is paused or stopped: why, and what to do."""

import time

import pytest

from server.client.messages import LinkEvent
from server.protocol.hall_standing import HallStanding
from server.protocol.snapshots import HallStateChanged
from tests.display.calls import call, down, placed, snapshot, up, update
from tests.qml.display.conftest import Raise
from tests.qml.display.looking import complaints, texts

SIZES = [(1920, 1080), (1280, 720), (1080, 1920)]
NEXT = tuple(f"A{n:03d}" for n in range(43, 55))
PAUSED = HallStateChanged(
    HallStanding.PAUSED,
    {"kk": "Санитарлық үзіліс", "ru": "Санитарный перерыв", "en": "Cleaning break"},
)
STOPPED = HallStateChanged(
    HallStanding.STOPPED,
    {
        "kk": "Электр, су немесе жылу апаты",
        "ru": "Авария электро-, водо- или теплоснабжения",
        "en": "Failure of power, water or heating",
    },
)
OPEN = HallStateChanged(HallStanding.OPEN, {})


def scenes() -> dict[str, list[LinkEvent]]:
    begin = up(snapshot(next_up=NEXT))
    calls = placed(call(1), call(2, "M001", "12"))
    return {
        "paused": [begin, update(PAUSED)],
        "paused with calls": [begin, calls, update(PAUSED)],
        "stopped": [begin, calls, update(STOPPED)],
        "stopped and stale": [begin, update(STOPPED), down(time.monotonic() - 100)],
    }


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_word_is_cut_sticks_out_or_lies_over_another(
    raised: Raise, size: tuple[int, int]
) -> None:
    found = {}
    for name, told in scenes().items():
        stage = raised(*size)
        stage.tell(*told)
        found[name] = complaints(stage.window)
        stage.close()

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_paused_hall_says_why_and_that_tickets_stay_valid(raised: Raise) -> None:
    stage = raised(1920, 1080)

    stage.tell(*scenes()["paused"])

    assert texts(stage.window, "standing-ru") == ["Приём приостановлен. Санитарный перерыв"]
    assert texts(stage.window, "sentence-kk") == ["Талоныңыз жарамды"]


def test_a_stopped_hall_says_what_to_do_until_it_goes_on(raised: Raise) -> None:
    stage = raised(1280, 720)
    stage.tell(*scenes()["stopped"])
    stopped = " ".join(texts(stage.window, "standing-en"))

    stage.tell(update(OPEN))

    assert stopped == (
        "Reception is stopped. Failure of power, water or heating."
        " Please follow the staff's instructions"
    )
    assert texts(stage.window, "standing-en") == []
