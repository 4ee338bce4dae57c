"""What is told of the newest answer, and for how long."""

import pytest

from server.forecast.outlook import FRESH_MS, Outlook
from server.forecast.talk import Answer, Foretold
from server.protocol.waits import Forecast, WaitRange

AT = 10**12
ORDINARY = Foretold("papers", 0, WaitRange(10, 20), Forecast(1, 2, 0, is_many=False))
STATUTORY = Foretold("papers", 2, WaitRange(0, 5), Forecast(0, 1, 0, is_many=False))

SLOT = AT + 600_000
BOOKED = Foretold("papers", 1, WaitRange(0, 15), Forecast(0, 1, 0, is_many=False), SLOT)


@pytest.fixture
def outlook() -> Outlook:
    made = Outlook()
    made.set(Answer(1, AT, (ORDINARY, STATUTORY, BOOKED), 9.0))
    return made


def test_each_class_is_told_its_own(outlook: Outlook) -> None:
    assert outlook.of("papers", 0, AT) == ORDINARY
    assert outlook.of("papers", 2, AT) == STATUTORY
    assert outlook.of("papers", 1, AT) is None
    assert outlook.of_slot("papers", SLOT, AT) == BOOKED
    assert outlook.of_slot("papers", SLOT + 1, AT) is None
    assert outlook.of("advice", 0, AT) is None
    assert outlook.ranges(AT) == {"papers": WaitRange(10, 20)}


@pytest.mark.parametrize(("age", "is_told"), [(FRESH_MS, True), (FRESH_MS + 1, False)])
def test_what_is_old_is_told_to_nobody(outlook: Outlook, age: int, is_told: bool) -> None:
    assert (outlook.of("papers", 0, AT + age) is not None) == is_told
    assert (outlook.of_slot("papers", SLOT, AT + age) is not None) == is_told
    assert bool(outlook.ranges(AT + age)) == is_told


def test_a_cleared_outlook_foretells_nothing(outlook: Outlook) -> None:
    outlook.clear()

    assert outlook.of("papers", 0, AT) is None
    assert outlook.ranges(AT) == {}
    assert Outlook().ranges(0) == {}
