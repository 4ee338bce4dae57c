"""Who may have caused what: a log in which somebody acts without the right is found."""

from functools import partial
from typing import get_args

import pytest
from msgspec.structs import replace

from server.protocol.commands import StartService
from server.protocol.desk_commands import PauseHall
from server.protocol.events import Entry, Event, TicketCalled
from server.protocol.hall_events import HallImported
from server.protocol.identity import COMMAND_LINE, Actor, ActorKind, Role
from server.protocol.people_events import (
    PersonAdded,
    PersonDisabled,
    PersonEnabled,
    RoleChanged,
)
from server.storage.ledger import Ledger
from server.verify.actors import MAY_CAUSE, ActorCheck
from server.verify.faults import Fault
from server.verify.replay import BadEntryError, Replay
from tests.server.acts.desk_control import BusyHall
from tests.server.protocol.examples import EVENTS
from tests.server.working_hall import OFFICIAL, SMALL_HALL, new_id

ANYBODYS = {
    "AuthorityRenewed",
    "DeviceCleared",
    "DeviceKeyRenewed",
    "DevicePaired",
    "DeviceRevoked",
    "DeviceSuspected",
    "HeadMissing",
    "ImportKeyMade",
    "ImportKeyRevoked",
    "LogExported",
    "PairingRefused",
    "PasswordChanged",
    "PasswordReset",
    "SeriesRaised",
    "SessionsEnded",
}
"""Events of devices, keys and log-ins: no visitor is moved by them."""
PEOPLE = (PersonAdded(person="o-1", role=Role.OFFICIAL), PersonDisabled(person="o-1"))


def log_of_a_day(before: tuple[Event, ...] = ()) -> tuple[Entry, ...]:
    """Return a day in which, after all ``before``, an official calls and chooses."""
    hall = BusyHall()
    for event in before:
        hall.within(partial(tell, event))
    hall.issue()
    hall.choose(hall.issue().ticket)
    first = hall.log()[-1].event
    assert isinstance(first, TicketCalled)
    hall.do(StartService(request_id=new_id(), desk="desk-1", ticket=first.ticket), OFFICIAL)
    supervisor = Actor(ActorKind.SUPERVISOR, "s-1")
    hall.do(PauseHall(request_id=new_id(), reason="meal"), supervisor)
    return hall.log()


def tell(event: Event, ledger: Ledger) -> None:
    with ledger.savepoint():
        ledger.append(event, COMMAND_LINE, 0)


def fault_of(log: tuple[Entry, ...]) -> tuple[Fault, str] | None:
    """Play a log; return the fault and the event that has it."""
    replay = Replay(SMALL_HALL, "")
    for entry in log:
        try:
            replay.take(entry)
        except BadEntryError as bad:
            return bad.fault, type(entry.event).__name__
    return None


def test_every_event_of_the_queue_has_its_actors() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))
    assert {event.__name__ for event in set(get_args(Event)) - set(MAY_CAUSE)} == ANYBODYS


@pytest.mark.parametrize("kind", list(ActorKind))
def test_each_act_of_a_day_by_another_kind_of_actor_is_found(kind: ActorKind) -> None:
    for entry in log_of_a_day():
        is_allowed = ActorCheck().is_allowed(replace(entry, actor=f"{kind}:x-1"))

        assert is_allowed is (kind in MAY_CAUSE[type(entry.event)])


def test_an_override_by_an_actor_without_the_right_is_the_first_bad_entry() -> None:
    log = log_of_a_day()
    at = next(n for n, one in enumerate(log) if type(one.event).__name__ == "OrderOverridden")
    doctored = (*log[:at], replace(log[at], actor="supervisor:s-1"), *log[at + 1 :])

    assert fault_of(log) is None
    assert fault_of(doctored) == (Fault.ACTOR, "OrderOverridden")


@pytest.mark.parametrize(
    ("before", "is_found"),
    [
        (PEOPLE[:1], False),
        (PEOPLE, True),
        ((*PEOPLE, PersonEnabled(person="o-1")), False),
        ((PersonAdded(person="o-1", role=Role.AUDITOR),), True),
        ((PEOPLE[0], RoleChanged(person="o-1", role=Role.SUPERVISOR)), True),
        ((PersonDisabled(person="o-2"),), False),
    ],
    ids=["let-in", "let-out", "let-in-again", "auditor", "made-supervisor", "another"],
)
def test_who_has_no_right_any_more_is_found_at_his_first_act(
    before: tuple[Event, ...], *, is_found: bool
) -> None:
    expected = (Fault.ACTOR, "OrderOverridden") if is_found else None

    assert fault_of(log_of_a_day(before)) == expected


def test_what_the_server_alone_may_say_is_said_by_nobody_else() -> None:
    entry = replace(log_of_a_day()[0], event=HallImported(digest="", policy_version=2))

    assert ActorCheck().is_allowed(replace(entry, actor="server:server"))
    assert not ActorCheck().is_allowed(replace(entry, actor="admin:control"))
