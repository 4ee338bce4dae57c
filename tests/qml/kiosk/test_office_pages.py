"""An office that is closed now is named with its next reception, and everything has its room."""

from collections.abc import Callable
from itertools import product

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize

from kiosk.happenings import BodyChosen, LanguageChosen, ServiceChosen, TextSizeToggled
from server.protocol.availability import Availability, Holiday, Post, Reception
from server.protocol.services import ReceptionHours
from tests.kiosk.sample_hall import MONDAY_NINE, SERVICES, link_up, request_id, snapshot, texts
from tests.kiosk.scene import Scene
from tests.qml.kiosk.conftest import Stage
from tests.qml.kiosk.looking import complaints

OFFICE = Post("minister", texts("Министр", "Министр", "Minister"), "justice-minister", "desk-7")
OPENS = Availability(Reception.CLOSED, opens_at=MONDAY_NINE + 10**8, post="minister")
HOURS = (ReceptionHours(1, "15:00", "18:00"), ReceptionHours(3, "10:00", "13:00"))


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1080, 1920)])
@pytest.mark.parametrize(("language", "is_large"), [*product(("kk", "ru"), (False, True))])
def test_a_closed_office_has_room_for_its_name_its_time_and_its_hours(
    raise_curtain: Callable[[Scene, QSize], Stage],
    language: str,
    width: int,
    height: int,
    *,
    is_large: bool,
) -> None:
    stage = raise_curtain(Scene(), QSize(width, height))
    minister = replace(SERVICES[2], hours=HOURS)
    seen = snapshot(
        services=(*SERVICES[:2], minister),
        availability={"justice-minister": OPENS},
        posts=(OFFICE,),
        holidays=(Holiday("2026-11-23"),),
    )
    stage.scene.link.tell(link_up(seen))
    if is_large:
        stage.scene.attendant.happen(TextSizeToggled())
    for touch in (LanguageChosen(language), BodyChosen("justice")):
        stage.scene.attendant.happen(touch)

    stage.scene.attendant.happen(ServiceChosen("justice-minister", request_id(1)))
    stage.show()

    assert "\n".join(complaints(stage.face.window)) == ""
