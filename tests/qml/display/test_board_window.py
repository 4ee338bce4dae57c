"""The board's window as people see it: nothing cut, everything told."""

import time
from itertools import pairwise

import pytest
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickWindow

from server.client.messages import DownReason, LinkEvent
from server.protocol.snapshots import BoardCall, BoardSnapshot
from tests.display.calls import TIME, call, down, ended, placed, snapshot, up
from tests.qml.display.conftest import Raise
from tests.qml.display.looking import complaints, named, texts

SIZES = [(1920, 1080), (1280, 720), (1080, 1920)]
LANGUAGES = [("kk",), ("ru",), ("en",), ("kk", "ru"), ("kk", "ru", "en")]
NAMES = {
    "kk": "«Есіл» ауданының халыққа қызмет көрсету бірыңғай орталығы",
    "ru": "Единый центр обслуживания населения района «Есиль»",
    "en": "Yesil District One-Stop Public Service Centre",
}
NOTICE = {
    "kk": "Құжаттарыңызды алдын ала дайындап қойыңыз.",
    "ru": "Пожалуйста, подготовьте документы заранее.",
    "en": "Please have your documents ready.",
}
NUMBERS = ("A1000", "M099", "K2-07", "T115", "A042", "K12-340")
CALLS = tuple(call(100 + n, number, str(5 + n)) for n, number in enumerate(NUMBERS))
PAST = tuple(call(n, f"M{n:03d}", str(n % 8 + 1)) for n in range(12))
REFUSALS = {
    "unknown-device": "Это табло не зарегистрировано на сервере (unknown-device)",
    "foreign-server": "От имени зала отвечает другой сервер (foreign-server)",
    "certificate-time": "Проверьте часы этого табло и сервера (certificate-time)",
    "key-replaced": "Сервер не принимает это табло (key-replaced). Сообщите администратору.",
}
NEXT = tuple(f"A{n:03d}" for n in range(43, 55))


def picture(
    languages: tuple[str, ...] = ("kk", "ru", "en"),
    calls: tuple[BoardCall, ...] = (),
    notice: dict[str, str] | None = None,
    day: str | None = "2026-11-23",
) -> BoardSnapshot:
    return BoardSnapshot(
        NAMES, "main", languages, (), calls, PAST, NEXT, notice or NOTICE, day, TIME
    )


def scene(name: str, languages: tuple[str, ...]) -> list[LinkEvent]:
    lost, long_lost = down(time.monotonic() - 100), down(time.monotonic() - 3700)
    scenes: dict[str, list[LinkEvent]] = {
        "idle": [up(picture(languages))],
        "closed": [up(picture(languages, day=None))],
        "one": [up(picture(languages)), placed(CALLS[0])],
        "again": [up(picture(languages)), placed(call(9, "M888", "88", repeat=1))],
        "two": [up(picture(languages)), placed(*CALLS[1:3])],
        "two again": [
            up(picture(languages)),
            placed(call(9, "M888", "88", repeat=1), call(10, "A1000", "77", repeat=2)),
        ],
        "three": [up(picture(languages)), placed(*CALLS[:3])],
        "four": [up(picture(languages)), placed(*CALLS[:4])],
        "six": [up(picture(languages)), placed(*CALLS)],
        "stale": [up(picture(languages)), placed(*CALLS[:2]), lost],
        "outdated": [up(picture(languages)), placed(*CALLS[:2]), long_lost],
    }
    refused = down(time.monotonic() - 9, DownReason.REFUSED, name)
    return scenes.get(name, [up(picture(languages)), refused])


SCENES = (
    "idle",
    "closed",
    "one",
    "again",
    "two",
    "two again",
    "three",
    "four",
    "six",
    "stale",
    "outdated",
    *REFUSALS,
)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
def test_no_word_is_cut_sticks_out_or_lies_over_another(
    raised: Raise, size: tuple[int, int], languages: tuple[str, ...]
) -> None:
    found = {}
    for name in SCENES:
        stage = raised(*size)
        stage.tell(*scene(name, languages))
        found[name] = complaints(stage.window)
        stage.close()

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_before_the_server_answers_the_board_says_that_it_connects(raised: Raise) -> None:
    stage = raised(1920, 1080)

    stage.tell()

    assert texts(stage.window, "sentence-kk") == ["Серверге қосылуда"]
    assert texts(stage.window, "sentence-ru") == ["Подключение к серверу"]
    assert complaints(stage.window) == []


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refused_board_says_why(raised: Raise, code: str) -> None:
    stage = raised(1920, 1080)

    stage.tell(*scene(code, ("kk", "ru", "en")))

    assert REFUSALS[code] in texts(stage.window, "sentence-ru")


def test_two_calls_at_once_are_both_large_and_equally_so(raised: Raise) -> None:
    stage = raised(1920, 1080)

    stage.tell(up(picture()), placed(*CALLS[:2]))

    sizes = [item.property("font").pixelSize() for item in named(stage.window, "number")]
    assert texts(stage.window, "number") == ["M099", "A1000"]
    assert texts(stage.window, "desk") == ["6", "5"]
    assert len(set(sizes)) == 1


@pytest.mark.parametrize(("width", "height", "least"), [(1920, 1080, 339), (1080, 1920, 300)])
def test_one_call_can_be_read_from_far(raised: Raise, width: int, height: int, least: int) -> None:
    # 0.7 degrees at 10 m are 122 mm (EN 301 549, 5.1.4): on a 43-inch screen 247 px, and a
    # capital is 0.727 of the type's size. An upright screen's width allows 9 m only.
    stage = raised(width, height)

    stage.tell(up(picture()), placed(call(1)))

    (number,) = named(stage.window, "number")
    assert number.property("font").pixelSize() >= least


def test_a_screen_of_another_size_shows_the_same_in_proportion(raised: Raise) -> None:
    heights = []
    for size in ((1920, 1080), (1280, 720), (3840, 2160)):
        stage = raised(*size)
        stage.tell(up(picture()), placed(call(1)))
        (number,) = named(stage.window, "number")
        heights.append(number.property("font").pixelSize() / size[1])

    assert heights == pytest.approx([heights[0]] * 3, rel=0.01)


def test_a_new_call_flashes_to_a_darker_tone_less_than_three_times_a_second(
    raised: Raise,
) -> None:
    stage = raised(1280, 720)
    stage.tell(up(picture()))
    stage.tell(placed(call(1)))
    (card,) = named(stage.window, "card-A042")
    begun, lightness = time.monotonic(), list[float]()
    stage.window.frameSwapped.connect(
        lambda: lightness.append(QColor(card.property("color")).lightnessF())
    )

    stage.qtbot.waitUntil(lambda: time.monotonic() - begun > 2, timeout=4000)

    steps = [after - before for before, after in pairwise(lightness)]
    moving = [step > 0 for step in steps if step]
    flashes = sum(1 for before, after in pairwise(moving) if after and not before)
    assert 1 <= flashes <= 6
    assert max(lightness) <= QColor("#0F4652").lightnessF() + 0.001


def test_calls_of_a_snapshot_do_not_flash(raised: Raise) -> None:
    stage = raised(1280, 720)

    stage.tell(up(picture(calls=(call(1),))))

    (card,) = named(stage.window, "card-A042")
    assert QColor(card.property("color")) == QColor("#0F4652")


def test_the_banner_stands_only_while_the_link_is_down_and_the_calls_stay(
    raised: Raise,
) -> None:
    stage = raised(1920, 1080)
    stage.tell(up(picture()), placed(call(1)), down(time.monotonic() - 110))

    said = texts(stage.window, "sentence-ru")
    numbers = texts(stage.window, "number")
    stage.tell(up(picture(calls=(call(1),))))

    assert said == ["Нет связи с сервером. Последнее обновление: 09:58 (1 мин назад)"]
    assert numbers == ["A042"]
    assert named(stage.window, "banner") == []


def test_an_hour_without_a_server_leaves_no_call_large(raised: Raise) -> None:
    stage = raised(1920, 1080)

    stage.tell(*scene("outdated", ("kk", "ru", "en")))

    (listed, *_) = named(stage.window, "listNumber")
    assert named(stage.window, "banner") != []
    assert texts(stage.window, "number") == []
    assert texts(stage.window, "listNumber")[:2] == ["M099", "A1000"]
    assert QColor(listed.property("color")) == QColor("#A9CDD3")
    assert "Спросите о своей очереди у сотрудника зала" in texts(stage.window, "sentence-ru")


@pytest.mark.parametrize("is_known", [True, False])
def test_a_refused_board_tells_the_staff_and_no_visitor_to_wait(
    raised: Raise, *, is_known: bool
) -> None:
    stage = raised(1920, 1080)
    refused = down(time.monotonic() - 9, DownReason.REFUSED)

    stage.tell(*([up(picture())] if is_known else []), refused)

    assert "Бұл таблоны зал қызметкері баптауы керек" in texts(stage.window, "sentence-kk")
    assert "Это табло должен настроить сотрудник зала" in texts(stage.window, "sentence-ru")
    assert "The hall's staff must set this board up" in texts(stage.window, "sentence-en")
    assert "Ожидайте вызова" not in texts(stage.window, "sentence-ru")


@pytest.mark.parametrize("name", ["four", "six"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_many_calls_still_say_which_column_is_the_desk(
    raised: Raise, size: tuple[int, int], name: str
) -> None:
    stage = raised(*size)

    stage.tell(*scene(name, ("kk", "ru")))

    said = texts(stage.window, "columnDesk") or texts(stage.window, "deskCaption")
    assert set(said) == {"Терезе · Окно"}


def test_a_call_made_again_says_so_in_words(raised: Raise) -> None:
    stage = raised(1920, 1080)

    stage.tell(up(picture()), placed(call(7, repeat=1)))

    assert texts(stage.window, "numberCaption") == [
        "Қайта шақыру · Повторный вызов · Called again"
    ]


def test_past_calls_are_listed_newest_first(raised: Raise) -> None:
    stage = raised(1920, 1080)

    stage.tell(up(snapshot()), placed(call(1), call(2, "M001", "3")), ended(call(1)))

    assert texts(stage.window, "listNumber") == ["A042"]
    assert texts(stage.window, "listDesk") == ["5"]


def test_next_up_shows_as_many_as_its_line_holds(raised: Raise) -> None:
    stage = raised(1920, 1080)

    stage.tell(up(picture()))

    shown = texts(stage.window, "nextUpNumber")
    assert shown == list(NEXT[: len(shown)])
    assert len(shown) >= 6


def test_only_a_notice_longer_than_its_line_moves(raised: Raise) -> None:
    short, long = raised(1280, 720), raised(1280, 720)

    short.tell(up(picture()))
    long.tell(up(picture(notice={"kk": "Құрметті келушілер! " * 12})))

    def place(window: QQuickWindow) -> float:
        (notice,) = named(window, "notice")
        return float(notice.property("x"))

    long.qtbot.waitUntil(lambda: place(long.window) < -5, timeout=6000)
    assert place(short.window) == 0
