"""The lists QML shows."""

import pytest

from kiosk.attendant import GRACE_MS
from kiosk.happenings import BodyChosen, LanguageChosen, ServiceChosen
from kiosk.screens.offer_screen import UNTOLD, OfferScreen, initials
from kiosk.screens.row_list import FIRST_ROLE, RowList
from server.client.messages import DownReason, LinkDown
from server.protocol.frames import Update
from server.protocol.snapshots import WaitingChanged
from tests.kiosk.sample_hall import link_up, request_id
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


def opened(scene: Scene) -> OfferScreen:
    scene.link.tell(link_up())
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

    assert rows_of(screen, "services") == [
        ["justice-appeal", "Appeals", 22, True, "14:00", ""],
        ["justice-lawyer", "Free legal aid guaranteed by the state", 1, True, "14:00", ""],
        ["justice-minister", "Personal reception by the minister", 0, False, "15:00", "Tuesday"],
    ]


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
