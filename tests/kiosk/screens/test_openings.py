"""When a service takes visitors in next, in the visitor's words."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from kiosk.happenings import LanguageChosen
from kiosk.screens.openings import OpeningWords, opening_of
from server.protocol.availability import Availability, Holiday, Reception
from server.protocol.services import ReceptionHours
from tests.kiosk.sample_hall import MONDAY_NINE, SERVICES, link_up, snapshot
from tests.kiosk.scene import Scene

HOUR = 3_600_000


@pytest.mark.parametrize(
    ("language", "service", "opens_at", "words"),
    [
        ("en", "justice-lawyer", MONDAY_NINE + 2 * HOUR, OpeningWords("11:00")),
        ("ru", "justice-lawyer", MONDAY_NINE + 24 * HOUR, OpeningWords("09:00", "вторник, 24.11")),
        ("kk", "justice-minister", None, OpeningWords("15:00", "сейсенбі")),
        ("en", "unheard-of", None, OpeningWords("14:00")),
        ("en", "weekend", None, OpeningWords("10:00", "Saturday, 12.12")),
        ("en", "never", None, OpeningWords()),
    ],
    ids=["today", "tomorrow", "by-the-hours", "unknown", "moved-day", "never"],
)
def test_an_opening_is_told_with_its_day_unless_it_is_today(
    language: str, service: str, opens_at: int | None, words: OpeningWords
) -> None:
    scene = Scene()
    told = Availability(Reception.FULL, opens_at=opens_at)
    rare = tuple(
        replace(SERVICES[0], id=key, hours=(ReceptionHours(weekday, "10:00", "12:00"),))
        for key, weekday in (("weekend", 6), ("never", 7))
    )
    days = [date(2026, 11, 23) + timedelta(days=ahead) for ahead in range(61)]
    free = [Holiday(str(day)) for day in days if day.isoweekday() > 5]
    moved = Holiday("2026-12-12", weekday=6)
    seen = snapshot(
        availability={service: told} if opens_at else {},
        services=(*SERVICES, *rare),
        holidays=(moved, *free),
    )
    scene.link.tell(link_up(seen))
    scene.attendant.happen(LanguageChosen(language))

    assert opening_of(scene.attendant, service) == words
