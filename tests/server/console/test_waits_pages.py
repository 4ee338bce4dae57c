"""The page of waits: who may see it, and what it says of visits that are kept."""

import pytest

from server.forecast.talk import Answer, Foretold
from server.protocol.past_visits import PastVisit
from server.protocol.waits import Forecast, WaitRange
from server.storage.ledger import Ledger
from server.storage.past_visits import PastVisits
from tests.server.console.working_console import SEVERAL_BODIES, Person, WorkingConsole

MINUTE = 60_000
FORECAST = Forecast(10 * MINUTE, 18 * MINUTE, 2, is_many=True)


async def keep(working: WorkingConsole, *waited: int) -> None:
    """Keep visits of today whose visitors were told 10 to 20 minutes."""
    now = working.service.now()

    def add(ledger: Ledger) -> None:
        for place, minutes in enumerate(waited):
            called_at = now - 60_000
            visit = PastVisit(
                leg=f"leg-{place}",
                service=SEVERAL_BODIES,
                lane=SEVERAL_BODIES,
                tier=0,
                desk="desk-1",
                waits_from=called_at - minutes * MINUTE,
                called_at=called_at,
                ended_at=now,
                forecast=FORECAST,
                expected=WaitRange(10, 20),
            )
            PastVisits(ledger.connection, ledger.hall).add(visit)

    await working.service.write(add)


async def test_a_week_that_kept_the_promise_is_told_with_its_shares(
    working: WorkingConsole, auditor: Person
) -> None:
    await keep(working, *[15] * 54, *[25] * 5, *[40])

    page = (await auditor.open("/admin/waits")).text

    assert "23 November" in page
    assert "90 %" in page
    assert ">kept<" in page
    assert "3:00–4:30" in page


async def test_a_week_of_few_visitors_is_not_judged(
    working: WorkingConsole, admin: Person
) -> None:
    await keep(working, 15, 40)

    page = (await admin.open("/admin/waits")).text

    assert "too few to say" in page
    assert ">kept<" not in page


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (WaitRange(20, 35), "about 20–35 min"),
        (WaitRange(0, 5), "soon, up to 5 min"),
        (WaitRange(100, None), "more than 2 hours"),
        (WaitRange(20, 35, is_approximate=True), "approximate"),
    ],
)
async def test_what_a_visitor_is_told_now_is_said_in_words(
    working: WorkingConsole, admin: Person, expected: WaitRange, words: str
) -> None:
    told = Foretold(SEVERAL_BODIES, 0, expected, FORECAST)
    working.service.outlook.set(Answer(1, working.service.now(), (told,), 1.0))

    page = (await admin.open("/admin/waits")).text

    assert words in page
    assert "nothing is sure" in page


async def test_before_the_first_visit_the_page_says_so(
    working: WorkingConsole, admin: Person
) -> None:
    assert working.service.picture.service_day is not None

    assert "No visit is over yet" in (await admin.open("/admin/waits")).text


async def test_an_official_may_not_see_it(official: Person) -> None:
    assert (await official.open("/admin/waits")).status_code == 403
