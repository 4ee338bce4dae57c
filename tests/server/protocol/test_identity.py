"""Actors are kept as kind and pseudonym."""

from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind


def test_an_actor_reads_as_kind_and_id() -> None:
    assert str(Actor(ActorKind.KIOSK, "kiosk-1")) == "kiosk:kiosk-1"
    assert str(SERVER_ACTOR) == "server:server"
