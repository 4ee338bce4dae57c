"""The one serial worker that joins and plays what the announcer wants said."""

import logging
import queue
import threading
import wave
from collections.abc import Callable
from dataclasses import dataclass

from display.clips import ClipLibrary
from display.phrases import Sound
from display.voice import Voice
from server.protocol.printing import SoundResult
from server.protocol.snapshots import BoardCall

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Spoken:
    """How the voice of a call ended."""

    call: BoardCall
    result: SoundResult


@dataclass(frozen=True, slots=True)
class _Wanted:
    call: BoardCall
    sounds: tuple[Sound, ...]


class Speaker:
    """Speaks one call after another on its own thread; each ends with one ``Spoken``."""

    def __init__(
        self, library: ClipLibrary, voice: Voice, deliver: Callable[[Spoken], None]
    ) -> None:
        """Take clips from ``library``; ``deliver`` is called on the speaker's thread."""
        self._library = library
        self._voice = voice
        self._deliver = deliver
        self._wanted: queue.SimpleQueue[_Wanted | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="speaker", daemon=True)

    def start(self) -> None:
        """Begin to speak what is wanted."""
        self._thread.start()

    def stop(self) -> None:
        """End the call being spoken and join; what was still wanted is not spoken."""
        self._wanted.put(None)
        self._voice.stop()
        self._thread.join(timeout=5.0)

    def say(self, call: BoardCall, sounds: tuple[Sound, ...]) -> None:
        """Speak ``sounds`` for ``call`` after all that was wanted before."""
        self._wanted.put(_Wanted(call, sounds))

    def _work(self) -> None:
        while wanted := self._wanted.get():
            self._deliver(Spoken(wanted.call, self._speak(wanted)))

    def _speak(self, wanted: _Wanted) -> SoundResult:
        try:
            return self._voice.play(self._library.join(wanted.sounds))
        except (OSError, wave.Error, EOFError) as error:
            _log.error("call %s could not be spoken: %s", wanted.call.call, error)
            return SoundResult.NO_SOUND
