"""A link without a network, for unit tests of screens: what was asked, and events at will."""

from collections.abc import Callable

from server.client.messages import LinkEvent
from server.protocol.commands import Command
from server.protocol.frames import PaperWord
from server.protocol.identity import RequestId


class FakeLink:
    """Keeps what was asked; ``tell`` delivers an event as the server's link would."""

    def __init__(self, deliver: Callable[[LinkEvent], None]) -> None:
        """Deliver to ``deliver``, on the caller's own thread."""
        self.tell = deliver
        self.asked: list[Command] = []
        self.withdrawn: list[RequestId] = []
        self.said: list[PaperWord] = []
        self.is_running = False

    def start(self) -> None:
        """Note the start."""
        self.is_running = True

    def stop(self) -> None:
        """Note the stop."""
        self.is_running = False

    def ask(self, command: Command) -> None:
        """Keep the command; a test answers it by ``tell``."""
        self.asked.append(command)

    def withdraw(self, request_id: RequestId) -> None:
        """Note that nobody waits for the answer any more."""
        self.withdrawn.append(request_id)

    def say(self, word: PaperWord) -> None:
        """Keep what a printing device says."""
        self.said.append(word)
