"""The lists QML shows."""

import pytest

from kiosk.contact import GRACE_MS
from kiosk.happenings import BodyChosen, LanguageChosen, ServiceChosen
from kiosk.screens.offer_screen import UNTOLD, OfferScreen, initials
from kiosk.screens.row_list import FIRST_ROLE, RowList
from server.client.messages import DownReason, LinkDown
from server.protocol.availability import Availability, Elsewhere, Holiday, Reception
from server.protocol.frames import Update
from server.protocol.snapshots import KioskSnapshot, WaitingChanged
from server.protocol.waits import WaitRange
from tests.kiosk.sample_hall import MONDAY_NINE, link_up, request_id, snapshot
from tests.kiosk.scene import Scene


def list_of(screen: OfferScreen, name: str) -> RowList:
    found = screen.findChild(RowList, name)
    assert found is not None
    return found


def rows_of(screen: OfferScreen, name: str) -> list[list[object]]:
    rows = list_of(screen, name)
    width = len(rows.roleNames())
    return [
        [rows.data(rows.index(number), FIRST_ROLE + role) for role in range(width)]
        for number in range(rows.rowCount())
    ]


def opened(scene: Scene, hall: KioskSnapshot | None = None) -> OfferScreen:
    scene.link.tell(link_up(hall))
    scene.attendant.happen(LanguageChosen("en"))
    scene.attendant.happen(BodyChosen("justice"))
    screen = OfferScreen(scene.attendant)
    screen.refresh()
    return screen


def test_bodies_are_listed_with_all_who_wait_there() -> None:
    screen = opened(Scene())

    assert rows_of(screen, "bodies")[:2] == [
        ["justice", "Ministry of Justice", "MJ", 23],
        ["labour", "Ministry of Labour and Social Protection of the Population", "ML", 5],
    ]


def test_services_tell_who_waits_and_when_they_receive() -> None:
    screen = opened(Scene())

    assert [row[:6] for row in rows_of(screen, "services")] == [
        ["justice-appeal", "Appeals", 22, "open", "14:00", ""],
        ["justice-lawyer", "Free legal aid guaranteed by the state", 1, "open", "14:00", ""],
        [
            "justice-minister",
            "Personal reception by the minister",
            0,
            "closed",
            "15:00",
            "Tuesday",
        ],
    ]


def test_services_tell_the_wait_and_what_is_no_longer_taken_in() -> None:
    scene = Scene()
    hour = 3_600_000
    full = Availability(Reception.FULL, opens_at=MONDAY_NINE + 24 * hour)
    until = Availability(Reception.UNTIL, until_at=MONDAY_NINE + 2 * hour)
    told = {"justice-lawyer": full, "justice-appeal": until}
    waits = {"justice-appeal": WaitRange(20, 35), "justice-minister": WaitRange(120, None)}
    screen = opened(scene, snapshot(availability=told, waits=waits))

    rows = rows_of(screen, "services")
    scene.link.tell(LinkDown(DownReason.LOST, since=0.0))
    scene.now_ms += GRACE_MS
    screen.refresh()

    assert [row[3:] for row in rows[:2]] == [
        ["until", "14:00", "", "11:00", False, 20, 35, False],
        ["full", "09:00", "Tuesday, 24.11", "", False, -1, -1, False],
    ]
    assert rows[2][8:] == [120, 0, False]
    assert rows_of(screen, "services")[0][8:] == [-1, -1, False]


def test_a_time_that_has_passed_since_it_was_told_goes_by_itself() -> None:
    scene = Scene()
    until = Availability(Reception.UNTIL, until_at=MONDAY_NINE + 20_000)
    screen = opened(scene, snapshot(availability={"justice-appeal": until}))
    before = rows_of(screen, "services")[0][6:8]

    scene.now_ms += 20_000
    scene.attendant.tick()
    screen.refresh()

    assert before == ["09:00", False]
    assert rows_of(screen, "services")[0][6:8] == ["", True]


def test_matters_of_other_places_are_listed_by_name() -> None:
    matter = Elsewhere("passports", {"en": "Passports"}, {"en": "7 Kabanbay batyr"})

    screen = opened(Scene(), snapshot(elsewhere=(matter,)))

    assert rows_of(screen, "matters") == [["passports", "Passports"]]


def test_categories_name_their_law() -> None:
    screen = opened(Scene())

    assert rows_of(screen, "categories")[1] == [
        "disability",
        "Persons with a disability of group I or II",
        "Social Code",
    ]


def test_hours_are_the_halls_and_then_the_chosen_services() -> None:
    scene = Scene()
    screen = opened(scene)
    assert rows_of(screen, "hours") == [["Monday – Friday", "09:00–13:00, 14:00–18:30", False]]

    scene.attendant.happen(ServiceChosen("justice-minister", request_id(1)))
    screen.refresh()

    assert rows_of(screen, "hours") == [["Tuesday", "15:00–17:00", False]]


def test_a_day_with_other_hours_is_told_before_the_week() -> None:
    scene = Scene()
    holiday, short = Holiday("2026-11-23"), Holiday("2026-11-23", hours=("10:00-13:00",))

    closed = rows_of(opened(scene, snapshot(holidays=(holiday,))), "hours")
    shorter = rows_of(opened(scene, snapshot(holidays=(short,))), "hours")

    assert closed[0] == ["Monday, 23.11", "", False]
    assert shorter[0] == ["Monday, 23.11", "10:00–13:00", False]
    assert closed[1:] == shorter[1:] == [["Monday – Friday", "09:00–13:00, 14:00–18:30", False]]


def test_news_of_the_queue_do_not_move_the_tiles() -> None:
    scene, resets = Scene(), list[int]()
    screen = opened(scene)
    list_of(screen, "services").modelReset.connect(lambda: resets.append(1))

    scene.link.tell(Update(1, 1, 2, "head", 0, (WaitingChanged({"justice-appeal": 21}),)))
    screen.refresh()

    assert rows_of(screen, "services")[0][2] == 21
    assert resets == []


def test_nobody_is_counted_while_the_server_is_away() -> None:
    scene = Scene()
    screen = opened(scene)
    scene.link.tell(LinkDown(DownReason.LOST, since=0.0))
    scene.now_ms += GRACE_MS
    screen.refresh()
    gone = [rows_of(screen, "bodies")[0][3], rows_of(screen, "services")[0][2]]

    scene.link.tell(link_up())
    screen.refresh()

    assert gone == [UNTOLD, UNTOLD]
    assert rows_of(screen, "bodies")[0][3] == 23


def test_before_the_first_snapshot_the_lists_are_empty() -> None:
    screen = OfferScreen(Scene().attendant)

    screen.refresh()

    assert rows_of(screen, "bodies") == rows_of(screen, "hours") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Денсаулық сақтау министрлігі", "ДС"),
        ("Министерство труда и социальной защиты", "МТ"),
        ("Office of the regional governor", "OR"),
        ("«Ардагерлер» қоры", "АҚ"),
        ("ДГД", "Д"),
        ("", ""),
    ],
)
def test_initials_stand_for_the_telling_words(name: str, expected: str) -> None:
    assert initials(name) == expected
