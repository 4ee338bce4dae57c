"""The parts of one change of a page, sent as one: a press never meets a page that is half new."""

from collections.abc import Iterable
from dataclasses import dataclass

from litestar.response import ServerSentEventMessage


@dataclass(slots=True)
class Burst(ServerSentEventMessage):
    """Several server-sent events that leave in one write and so arrive in one piece."""

    parts: tuple[ServerSentEventMessage, ...] = ()

    def encode(self) -> bytes:
        """Return the events one after another, each as it would be sent alone."""
        return b"".join(part.encode() for part in self.parts)


def together(parts: Iterable[ServerSentEventMessage]) -> tuple[Burst, ...]:
    """Return one burst of all ``parts``, or nothing if there are none."""
    found = tuple(parts)
    return (Burst(parts=found),) if found else ()
