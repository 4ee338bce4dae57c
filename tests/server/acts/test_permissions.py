"""Tests of who may send what: every command has somebody, nobody has every command."""

from typing import get_args

import pytest

from server.acts.permissions import ALLOWED, check_allowed
from server.protocol.commands import CallNext, Command, IssueTicket, MarkUnclaimed
from server.protocol.errors import NotAllowedError
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind
from tests.server.working_hall import ADMIN, BOARD, KIOSK, OFFICIAL, new_id


def test_every_command_is_allowed_to_somebody() -> None:
    allowed = {command for commands in ALLOWED.values() for command in commands}

    assert allowed == set(get_args(Command))
    assert set(ALLOWED) == set(ActorKind)


@pytest.mark.parametrize("actor", [OFFICIAL, ADMIN, BOARD, SERVER_ACTOR])
def test_only_a_kiosk_issues(actor: Actor) -> None:
    command = IssueTicket(request_id=new_id(), service="papers", language="kk")

    check_allowed(command, KIOSK)

    with pytest.raises(NotAllowedError) as refused:
        check_allowed(command, actor)
    assert refused.value.data == {"command": "IssueTicket", "actor": actor.kind.value}


@pytest.mark.parametrize("actor", [KIOSK, ADMIN, BOARD, SERVER_ACTOR])
def test_only_an_official_calls(actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        check_allowed(CallNext(request_id=new_id(), desk="desk-1"), actor)


@pytest.mark.parametrize("actor", [KIOSK, ADMIN, BOARD, OFFICIAL])
def test_only_the_server_sets_tickets_aside(actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        check_allowed(MarkUnclaimed(request_id=new_id(), issue_requests=()), actor)
