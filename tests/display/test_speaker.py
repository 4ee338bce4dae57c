"""The serial worker that speaks."""

import queue
from pathlib import Path

from display.clips import ClipLibrary
from display.phrases import Clip, phrase
from display.speaker import Speaker, Spoken
from server.protocol.printing import SoundResult
from tests.conftest import ExpectedLog
from tests.display.calls import call


class NotingVoice:
    """Plays nothing, notes the lengths of what it was handed."""

    def __init__(self) -> None:
        self.played: list[int] = []
        self.is_stopped = False

    def play(self, wav: bytes) -> SoundResult:
        self.played.append(len(wav))
        return SoundResult.SPOKEN

    def stop(self) -> None:
        self.is_stopped = True


def test_calls_are_spoken_in_their_order_and_each_ends_once() -> None:
    told: queue.Queue[Spoken] = queue.Queue()
    voice = NotingVoice()
    speaker = Speaker(ClipLibrary(), voice, told.put)

    speaker.start()
    speaker.say(call(1), phrase(call(1)))
    speaker.say(call(2, "M001"), phrase(call(2, "M001")))
    ends = [told.get(timeout=10), told.get(timeout=10)]
    speaker.stop()

    assert ends == [
        Spoken(call(1), SoundResult.SPOKEN),
        Spoken(call(2, "M001"), SoundResult.SPOKEN),
    ]
    assert len(voice.played) == 2
    assert voice.is_stopped


def test_a_call_whose_clips_are_broken_is_no_sound_and_the_next_is_spoken(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("display.speaker", "call 1 could not be spoken")
    told: queue.Queue[Spoken] = queue.Queue()
    speaker = Speaker(ClipLibrary(tmp_path), NotingVoice(), told.put)

    speaker.start()
    speaker.say(call(1), (Clip("kk", "gone"),))
    ended = told.get(timeout=10)
    speaker.stop()

    assert ended == Spoken(call(1), SoundResult.NO_SOUND)
