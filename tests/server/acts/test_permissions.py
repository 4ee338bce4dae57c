"""Tests of who may send what: every command has somebody, nobody has every command."""

from typing import get_args

import pytest

from server.acts.permissions import ALLOWED, check_allowed, check_holder
from server.protocol.commands import CallNext, Command, IssueTicket, MarkUnclaimed
from server.protocol.errors import NotAllowedError
from server.protocol.identity import COMMAND_LINE, SERVER_ACTOR, Actor, ActorKind, Role
from server.storage.ledger import Ledger
from server.storage.people import People
from tests.server.working_hall import ADMIN, BOARD, KIOSK, OFFICIAL, WorkingHall, new_id


def test_every_command_is_allowed_to_somebody() -> None:
    allowed = {command for commands in ALLOWED.values() for command in commands}

    assert allowed == set(get_args(Command))
    assert set(ALLOWED) == set(ActorKind)


@pytest.mark.parametrize("actor", [OFFICIAL, ADMIN, BOARD, SERVER_ACTOR])
def test_only_a_kiosk_issues_by_itself(actor: Actor) -> None:
    command = IssueTicket(request_id=new_id(), service="papers", language="kk")

    check_allowed(command, KIOSK)

    with pytest.raises(NotAllowedError) as refused:
        check_allowed(command, actor)
    assert refused.value.data == {"command": "IssueTicket", "actor": actor.kind.value}


def test_an_official_gives_a_number_at_a_desk_and_a_kiosk_at_none() -> None:
    command = IssueTicket(request_id=new_id(), service="papers", language="kk", desk="desk-1")

    check_allowed(command, OFFICIAL)

    with pytest.raises(NotAllowedError):
        check_allowed(command, KIOSK)


@pytest.mark.parametrize("actor", [KIOSK, ADMIN, BOARD, SERVER_ACTOR])
def test_only_an_official_calls(actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        check_allowed(CallNext(request_id=new_id(), desk="desk-1"), actor)


@pytest.mark.parametrize("actor", [KIOSK, ADMIN, BOARD, OFFICIAL])
def test_only_the_server_sets_tickets_aside(actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        check_allowed(MarkUnclaimed(request_id=new_id(), issue_requests=()), actor)


def test_nobody_acts_who_was_let_in_no_more_or_has_another_role() -> None:
    hall = WorkingHall()

    def let_in(ledger: Ledger) -> str:
        return People(ledger.connection, ledger.hall).add_official("aigerim", "", "official", 0)

    official = hall.within(let_in)

    def is_held(actor: Actor) -> bool:
        try:
            hall.within(lambda ledger: check_holder(ledger, actor))
        except NotAllowedError:
            return False
        return True

    def change(role: Role, *, is_disabled: bool) -> None:
        def work(ledger: Ledger) -> None:
            people = People(ledger.connection, ledger.hall)
            people.set_role(official, role)
            people.set_disabled(official, is_disabled=is_disabled)

        hall.within(work)

    mine = Actor(ActorKind.OFFICIAL, official)
    assert all(map(is_held, (mine, OFFICIAL, KIOSK, COMMAND_LINE, SERVER_ACTOR)))
    change(Role.OFFICIAL, is_disabled=True)
    assert not is_held(mine)
    change(Role.SUPERVISOR, is_disabled=False)
    assert not is_held(mine)
    assert is_held(Actor(ActorKind.SUPERVISOR, official))
