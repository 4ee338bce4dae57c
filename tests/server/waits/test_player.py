"""The real process: it answers, and whatever becomes of it is one error."""

import os
import signal

import pytest

from server.forecast.scenes import DeskScene, Scene, Standing
from server.forecast.talk import Ask, Begin
from server.waits.player import PlayerGoneError, PlayerProcess

AT = 10**12
SCENE = Scene(
    at=AT,
    opens_at=AT,
    desks=(DeskScene(lanes=("a",)),),
    standing=(Standing("a", "a", 0, AT, 1),),
)
ASK = Ask(1, SCENE, (("a", 0),), 0)


async def test_it_answers_and_ends() -> None:
    player = await PlayerProcess.start()
    await player.tell(Begin({"a": 10.0}))

    answer = await player.ask(ASK)
    await player.end()
    await player.end()

    assert (answer.number, answer.at) == (1, AT)
    assert [one.lane for one in answer.found] == ["a"]
    with pytest.raises(PlayerGoneError):
        await player.ask(ASK)


async def test_its_death_is_told_to_who_asks() -> None:
    player = await PlayerProcess.start()
    await player.tell(Begin({}))

    os.kill(player.pid, signal.SIGKILL)

    with pytest.raises(PlayerGoneError):
        await player.ask(ASK)
    await player.end()
