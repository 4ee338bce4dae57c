"""Every call is spoken in its turn and reported."""

from display.announcements import LONGEST_QUEUE
from display.announcer import Announcer
from display.phrases import Sound, phrase
from display.speaker import Spoken
from server.protocol.printing import SoundResult
from server.protocol.snapshots import BoardCall
from tests.display.calls import call


class Hall:
    """Notes what is to be said and what is reported."""

    def __init__(self) -> None:
        self.said: list[tuple[BoardCall, tuple[Sound, ...]]] = []
        self.reported: list[Spoken] = []
        self.announcer = Announcer(
            lambda call, sounds: self.said.append((call, sounds)), self.reported.append
        )


def test_a_call_is_spoken_in_its_language_and_the_hall_s_others() -> None:
    hall = Hall()

    hall.announcer.announce(call(1), ("ru",))

    assert hall.said == [(call(1), phrase(call(1), ("ru",)))]
    assert hall.reported == []


def test_the_next_call_begins_when_the_one_before_has_ended() -> None:
    hall = Hall()
    hall.announcer.announce(call(1), ())
    hall.announcer.announce(call(2, "M001"), ())

    hall.announcer.ended(Spoken(call(1), SoundResult.SPOKEN))

    assert [each.call for each, _ in hall.said] == [1, 2]
    assert hall.reported == [Spoken(call(1), SoundResult.SPOKEN)]
    assert hall.announcer.queue.speaking == call(2, "M001")


def test_a_call_that_was_a_mistake_is_not_spoken_in_its_turn() -> None:
    hall = Hall()
    hall.announcer.announce(call(1), ())
    hall.announcer.announce(call(2, "M001", "3"), ())

    hall.announcer.take_back("M001", "3")
    hall.announcer.ended(Spoken(call(1), SoundResult.SPOKEN))

    assert [each.call for each, _ in hall.said] == [1]


def test_calls_left_out_of_an_overlong_queue_are_reported_as_not_spoken() -> None:
    hall = Hall()

    for seq in range(LONGEST_QUEUE + 2):
        hall.announcer.announce(call(seq), ())

    assert hall.reported == [Spoken(call(1), SoundResult.NO_SOUND)]
