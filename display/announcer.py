"""Has every call spoken, one after another, and tells the Hall how each ended."""

from collections.abc import Callable

from display.announcements import Announcements, add, finish, start_next, take_back
from display.phrases import Sound, phrase
from display.speaker import Spoken
from server.protocol.languages import LanguageCode
from server.protocol.printing import SoundResult
from server.protocol.snapshots import BoardCall
from server.protocol.tickets import TicketNumber


class Announcer:
    """Keeps the queue of calls; lives on the GUI thread and never waits."""

    def __init__(
        self,
        say: Callable[[BoardCall, tuple[Sound, ...]], None],
        report: Callable[[Spoken], None],
    ) -> None:
        """Have calls spoken by ``say`` and ends told to ``report``."""
        self._say = say
        self._report = report
        self._queue = Announcements()
        self._extra_voices: tuple[LanguageCode, ...] = ()

    @property
    def queue(self) -> Announcements:
        """Return who is being spoken and who waits."""
        return self._queue

    def announce(self, call: BoardCall, extra_voices: tuple[LanguageCode, ...]) -> None:
        """Speak ``call`` after those before it; whoever has no room is reported as not spoken."""
        self._extra_voices = extra_voices
        self._queue, left_out = add(self._queue, call)
        for each in left_out:
            self._report(Spoken(each, SoundResult.NO_SOUND))
        self._go_on()

    def take_back(self, number: TicketNumber, desk: str) -> None:
        """Do not speak a call any more that was a mistake, unless it is being spoken."""
        self._queue = take_back(self._queue, number, desk)

    def ended(self, spoken: Spoken) -> None:
        """Report how the call ended and begin the next."""
        self._queue = finish(self._queue)
        self._report(spoken)
        self._go_on()

    def _go_on(self) -> None:
        before, self._queue = self._queue, start_next(self._queue)
        call = self._queue.speaking
        if call is not None and call is not before.speaking:
            self._say(call, phrase(call, self._extra_voices))
