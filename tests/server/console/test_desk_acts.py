"""Tests of the acts of a desk: what each form asks of the hall."""

from typing import Any

import pytest

from server.console.desk_acts import (
    WITH_FORM,
    Act,
    ActForm,
    DeskAct,
    command_of_act,
    next_leg,
    record_of,
)
from server.protocol.booking_commands import CheckIn
from server.protocol.codes import VisitRecord
from server.protocol.commands import CallNext, Command, FinishService, IssueTicket
from server.protocol.desk_commands import (
    CallChosen,
    EndBreak,
    EnterPaperCall,
    NotReady,
    OrderPaper,
    Ready,
    StartBreak,
    Undo,
)
from server.protocol.errors import RefusedError
from server.protocol.visit_commands import (
    ConfirmClaim,
    NextLeg,
    Park,
    RefuseClaim,
    Revive,
    Transfer,
    Unpark,
)

REQUEST = "11111111-2222-4333-8444-555555555555"
TICKET = "11111111-2222-4333-8444-666666666666"
OTHER = "11111111-2222-4333-8444-777777777777"
RECORD = VisitRecord("resolved", "land", "71", is_repeat=True)
RECORDED = {"outcome": "resolved", "topic": "land", "region": "71", "repeat": "repeat"}


def asked(**fields: str) -> Act:
    return Act("desk-1", ActForm(request_id=REQUEST, **fields), 1000, lambda at: 60 * int(at[:2]))


WORD: dict[str, Any] = {"request_id": REQUEST}

ACTS: list[tuple[DeskAct, dict[str, str], Command]] = [
    (DeskAct.READY, {}, Ready(**WORD, desk="desk-1")),
    (DeskAct.NOT_READY, {}, NotReady(**WORD, desk="desk-1")),
    (DeskAct.BREAK, {"reason": "meal"}, StartBreak(**WORD, desk="desk-1", reason="meal")),
    (DeskAct.END_BREAK, {}, EndBreak(**WORD, desk="desk-1")),
    (DeskAct.UNDO, {"act": "17"}, Undo(**WORD, desk="desk-1", act=17)),
    (
        DeskAct.DETAILS,
        {"current": TICKET, "go": "finish", **RECORDED},
        FinishService(**WORD, desk="desk-1", ticket=TICKET, record=RECORD),
    ),
    (
        DeskAct.DETAILS,
        {"current": TICKET, "go": "next", "target": "end"},
        CallNext(**WORD, desk="desk-1", current=TICKET, ends_visit=True),
    ),
    (
        DeskAct.DETAILS,
        {"current": TICKET, "go": "finish", "target": "service:advice"},
        FinishService(**WORD, desk="desk-1", ticket=TICKET, then=NextLeg(service="advice")),
    ),
    (
        DeskAct.TRANSFER,
        {"current": TICKET, "target": "desk:desk-2", "reason": "specialist", "comes_back": "yes"},
        Transfer(
            **WORD,
            desk="desk-1",
            ticket=TICKET,
            to=NextLeg(desk="desk-2"),
            reason="specialist",
            comes_back=True,
        ),
    ),
    (
        DeskAct.PARK,
        {"current": TICKET, "reason": "copies", "minutes": "20"},
        Park(**WORD, desk="desk-1", ticket=TICKET, reason="copies", returns_at=1_201_000),
    ),
    (
        DeskAct.PARK,
        {"current": TICKET, "reason": "copies"},
        Park(**WORD, desk="desk-1", ticket=TICKET, reason="copies"),
    ),
    (DeskAct.UNPARK, {"ticket": OTHER}, Unpark(**WORD, ticket=OTHER)),
    (DeskAct.REVIVE, {"ticket": OTHER}, Revive(**WORD, ticket=OTHER)),
    (
        DeskAct.CONFIRM_CLAIM,
        {"current": TICKET},
        ConfirmClaim(**WORD, desk="desk-1", ticket=TICKET),
    ),
    (
        DeskAct.REFUSE_CLAIM,
        {"current": TICKET, "reason": "no-document"},
        RefuseClaim(**WORD, desk="desk-1", ticket=TICKET, reason="no-document"),
    ),
    (
        DeskAct.CHOOSE,
        {"current": TICKET, "ticket": OTHER, "reason": "unwell"},
        CallChosen(**WORD, desk="desk-1", current=TICKET, ticket=OTHER, reason="unwell"),
    ),
    (
        DeskAct.WALK_IN,
        {"service": "papers", "language": "kk", "claim": "veterans", "persons": "3"},
        IssueTicket(
            **WORD, service="papers", language="kk", claim="veterans", persons=3, desk="desk-1"
        ),
    ),
    (
        DeskAct.CHECK_IN,
        {"code": " 123 456 ", "language": "ru"},
        CheckIn(**WORD, code="123456", language="ru"),
    ),
    (
        DeskAct.COPY,
        {"current": TICKET, "device": "kiosk-1"},
        OrderPaper(**WORD, ticket=TICKET, device="kiosk-1"),
    ),
    (
        DeskAct.PAPER_CALL,
        {"number": " \u043a2-07", "at": "10:40", "came": "no", "outcome": "resolved"},
        EnterPaperCall(
            **WORD,
            desk="desk-1",
            number="K2-07",
            called_at=600,
            is_received=False,
            record=VisitRecord("resolved"),
        ),
    ),
]


@pytest.mark.parametrize(("act", "fields", "command"), ACTS)
def test_each_form_asks_for_its_act(
    act: DeskAct, fields: dict[str, str], command: Command
) -> None:
    assert command_of_act(act, asked(**fields)) == command


def test_every_act_is_tried_here() -> None:
    assert {act for act, _, _ in ACTS} == set(DeskAct)


@pytest.mark.parametrize(
    ("act", "fields", "code"),
    [
        (DeskAct.PARK, {"reason": "copies"}, "stale-ticket"),
        (DeskAct.PARK, {"current": TICKET}, "unknown-code"),
        (DeskAct.BREAK, {"reason": "No Such Thing"}, "unknown-code"),
        (
            DeskAct.TRANSFER,
            {"current": TICKET, "reason": "x", "target": "desk:!"},
            "nowhere-to-go",
        ),
        (DeskAct.CHECK_IN, {"code": "12", "language": "kk"}, "unknown-booking"),
        (DeskAct.PAPER_CALL, {"number": "A001", "at": "soon"}, "bad-call-time"),
        (DeskAct.UNDO, {"act": "9" * 19}, "unknown-code"),
        (
            DeskAct.WALK_IN,
            {"service": "papers", "language": "kk", "persons": "99"},
            "unknown-code",
        ),
    ],
)
def test_a_form_that_lacks_something_is_refused_in_words(
    act: DeskAct, fields: dict[str, str], code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        command_of_act(act, asked(**fields))

    assert refused.value.code == code


def test_nothing_said_of_a_reception_is_no_record() -> None:
    assert record_of(ActForm(request_id=REQUEST)) is None
    assert record_of(ActForm(request_id=REQUEST, repeat="first")) == VisitRecord(is_repeat=False)


@pytest.mark.parametrize(
    ("target", "leg"),
    [("official:o-2", NextLeg(official="o-2")), ("", None), ("end", None)],
)
def test_where_a_visitor_goes_is_read_from_one_choice(target: str, leg: NextLeg | None) -> None:
    assert next_leg(target) == leg


def test_what_asks_something_first_has_a_form() -> None:
    assert DeskAct.PARK in WITH_FORM
    assert DeskAct.UNDO not in WITH_FORM
