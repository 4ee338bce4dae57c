"""What the process that plays forward answers."""

from io import BytesIO

import msgspec

from server.forecast.child import Child
from server.forecast.scenes import DeskScene, Scene, Standing
from server.forecast.talk import Answer, Ask, Begin, Learn, framed, read_framed
from server.protocol.past_visits import PastVisit
from server.protocol.waits import WaitRange

MINUTE = 60_000
AT = 600 * MINUTE
BEGIN = Begin({"a": 10.0})
SCENE = Scene(
    at=AT,
    opens_at=AT - 60 * MINUTE,
    desks=(DeskScene(lanes=("a",), busy_with="a", since=AT),),
    received_at=AT,
    standing=tuple(Standing("a", "a", 0, AT - 1, seq) for seq in range(5)),
)
ASK = Ask(7, SCENE, (("a", 0), ("b", 0)), 0)


def visit(place: int) -> PastVisit:
    at = AT + place * MINUTE
    return PastVisit(f"l{place}", "a", "a", 0, "desk-1", at, at, at + MINUTE)


def test_a_spot_that_nobody_serves_is_left_out() -> None:
    child = Child(1)
    child.hear(BEGIN)

    answer = child.hear(ASK)

    assert answer is not None
    assert (answer.number, answer.at) == (7, AT)
    assert [(one.lane, one.tier) for one in answer.found] == [("a", 0)]
    assert answer.found[0].expected.is_approximate
    assert answer.found[0].forecast.block == 0


def test_what_visits_took_is_learned() -> None:
    child = Child(1)
    child.hear(BEGIN)
    child.hear(Learn(tuple(visit(place) for place in range(30)), 0))

    answer = child.hear(ASK)

    assert answer is not None
    assert answer.found[0].forecast.likely_ms // MINUTE == 6
    assert answer.found[0].expected == WaitRange(5, 10, is_approximate=True)


def test_it_answers_only_questions_until_the_other_end_is_gone() -> None:
    said = BytesIO()

    Child(1).converse(BytesIO(framed(BEGIN) + framed(ASK) + framed(ASK)), said)

    said.seek(0)
    answers = []
    while (data := read_framed(said)) is not None:
        answers.append(msgspec.msgpack.decode(data, type=Answer))
    assert [answer.number for answer in answers] == [7, 7]
