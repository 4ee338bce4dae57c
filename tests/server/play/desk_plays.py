"""What desks, and those who look after the whole hall, may ask for next."""

from collections.abc import Callable
from random import Random

from server.protocol.codes import VisitRecord
from server.protocol.commands import (
    CallNext,
    Command,
    FinishService,
    MarkNoShow,
    Recall,
    StartService,
)
from server.protocol.desk_commands import (
    CallChosen,
    EndBreak,
    EnterPaperCall,
    NotReady,
    OrderPaper,
    PauseHall,
    Ready,
    ResumeHall,
    ReturnCalled,
    StartBreak,
    StopHall,
    Undo,
)
from server.protocol.identity import Actor, ActorKind, Key
from server.protocol.visit_commands import ConfirmClaim, NextLeg, Park, RefuseClaim, Transfer
from tests.server.play.played_hall import DESKS, EMPTY_DESK, PlayedHall
from tests.server.working_hall import OFFICIAL, new_id

Asked = tuple[Command, Actor]
SUPERVISOR = Actor(ActorKind.SUPERVISOR, "s-1")


def any_desk(rng: Random) -> Key:
    return rng.choice(DESKS).id


def any_ticket(hall: PlayedHall, rng: Random) -> str:
    return rng.choice(hall.issued[-12:]).ticket if hall.issued else new_id()


def somewhere(hall: PlayedHall, rng: Random) -> NextLeg:
    return rng.choice(
        (
            NextLeg(service="advice"),
            NextLeg(service="head"),
            NextLeg(desk=any_desk(rng)),
            NextLeg(desk=EMPTY_DESK),
            NextLeg(service="papers", desk=any_desk(rng)),
            NextLeg(official=hall.official),
            NextLeg(),
        )
    )


def busy(hall: PlayedHall, rng: Random) -> tuple[Key, str]:
    """Return a desk and who is there; now and then somebody else, as on an old page."""
    desks = [desk.id for desk in DESKS if hall.at_desk(desk.id)]
    desk = rng.choice(desks) if desks else any_desk(rng)
    there = hall.at_desk(desk)
    is_old_page = there is None or rng.random() < 0.05
    return desk, any_ticket(hall, rng) if is_old_page or there is None else there


def official(hall: PlayedHall, rng: Random) -> Actor:
    """Return who sits at the desk: the one whom visitors may be meant for, or another."""
    return Actor(ActorKind.OFFICIAL, hall.official) if rng.random() < 0.5 else OFFICIAL


def call(hall: PlayedHall, rng: Random) -> Asked:
    desk = any_desk(rng)
    then = somewhere(hall, rng) if rng.random() < 0.2 else None
    command = CallNext(
        request_id=new_id(),
        desk=desk,
        current=hall.at_desk(desk),
        then=then,
        ends_visit=rng.random() < 0.2,
    )
    return command, official(hall, rng)


def start(hall: PlayedHall, rng: Random) -> Asked:
    desk, ticket = busy(hall, rng)
    return StartService(request_id=new_id(), desk=desk, ticket=ticket), official(hall, rng)


def finish(hall: PlayedHall, rng: Random) -> Asked:
    desk, ticket = busy(hall, rng)
    command = FinishService(
        request_id=new_id(),
        desk=desk,
        ticket=ticket,
        then=somewhere(hall, rng) if rng.random() < 0.3 else None,
        ends_visit=rng.random() < 0.3,
        record=VisitRecord(outcome="advised") if rng.random() < 0.3 else None,
    )
    return command, official(hall, rng)


def recall_or_miss(hall: PlayedHall, rng: Random) -> Asked:
    desk, ticket = busy(hall, rng)
    kind = Recall if rng.random() < 0.4 else MarkNoShow
    return kind(request_id=new_id(), desk=desk, ticket=ticket), official(hall, rng)


def transfer(hall: PlayedHall, rng: Random) -> Asked:
    desk, ticket = busy(hall, rng)
    command = Transfer(
        request_id=new_id(),
        desk=desk,
        ticket=ticket,
        to=somewhere(hall, rng),
        reason="specialist",
        comes_back=rng.random() < 0.5,
    )
    return command, official(hall, rng)


def park(hall: PlayedHall, rng: Random) -> Asked:
    desk, ticket = busy(hall, rng)
    seconds = rng.choice((None, 5, 300))
    returns_at = None if seconds is None else hall.clock.wall_ms() + seconds * 1000
    command = Park(
        request_id=new_id(), desk=desk, ticket=ticket, reason="form", returns_at=returns_at
    )
    return command, official(hall, rng)


def judge_claim(hall: PlayedHall, rng: Random) -> Asked:
    desk, ticket = busy(hall, rng)
    if rng.random() < 0.4:
        return ConfirmClaim(request_id=new_id(), desk=desk, ticket=ticket), OFFICIAL
    command = RefuseClaim(request_id=new_id(), desk=desk, ticket=ticket, reason="expired")
    return command, OFFICIAL


def be_ready(hall: PlayedHall, rng: Random) -> Asked:
    kind = Ready if rng.random() < 0.8 else NotReady
    return kind(request_id=new_id(), desk=any_desk(rng)), official(hall, rng)


def choose(hall: PlayedHall, rng: Random) -> Asked:
    desk = any_desk(rng)
    command = CallChosen(
        request_id=new_id(),
        desk=desk,
        ticket=any_ticket(hall, rng),
        reason="unwell",
        current=hall.at_desk(desk),
    )
    return command, official(hall, rng)


def undo(hall: PlayedHall, rng: Random) -> Asked:
    acts = [(desk.id, hall.replay.picture.control.last_act(desk.id)) for desk in DESKS]
    done = [(desk, act.seq) for desk, act in acts if act is not None]
    newest = max(done, key=lambda one: one[1], default=(any_desk(rng), 1))
    desk, act = rng.choice(done) if done and rng.random() < 0.5 else newest
    return Undo(request_id=new_id(), desk=desk, act=act), official(hall, rng)


def rest(_: PlayedHall, rng: Random) -> Asked:
    if rng.random() < 0.3:
        return StartBreak(request_id=new_id(), desk=any_desk(rng), reason="meal"), OFFICIAL
    return EndBreak(request_id=new_id(), desk=any_desk(rng)), OFFICIAL


def let_the_hall_go_on(_: PlayedHall, __: Random) -> Asked:
    return ResumeHall(request_id=new_id()), SUPERVISOR


def hold_the_hall(_: PlayedHall, rng: Random) -> Asked:
    kind, reason = rng.choice(((PauseHall, "meal"), (StopHall, "fire")))
    return kind(request_id=new_id(), reason=reason), SUPERVISOR


def put_back(hall: PlayedHall, rng: Random) -> Asked:
    _, ticket = busy(hall, rng)
    return ReturnCalled(request_id=new_id(), ticket=ticket), SUPERVISOR


def enter_paper(hall: PlayedHall, rng: Random) -> Asked:
    numbers = [one.number for one in hall.issued[-12:]]
    command = EnterPaperCall(
        request_id=new_id(),
        desk=any_desk(rng),
        number=rng.choice(numbers) if numbers else "A001",
        called_at=hall.clock.wall_ms() - rng.choice((0, 600_000)),
        is_received=rng.random() < 0.6,
    )
    return command, OFFICIAL


def order_paper(hall: PlayedHall, rng: Random) -> Asked:
    ticket, device = any_ticket(hall, rng), rng.choice(("kiosk-1", "kiosk-9"))
    return OrderPaper(request_id=new_id(), ticket=ticket, device=device), OFFICIAL


DESK_PLAYS: tuple[Callable[[PlayedHall, Random], Asked], ...] = (
    *(call,) * 10,
    *(start,) * 6,
    *(finish,) * 4,
    *(recall_or_miss, transfer, park) * 2,
    *(judge_claim, be_ready, undo) * 2,
    choose,
    rest,
    hold_the_hall,
    *(let_the_hall_go_on,) * 6,
    put_back,
    enter_paper,
    order_paper,
)
"""What may happen at desks, the usual more often than the rare."""
