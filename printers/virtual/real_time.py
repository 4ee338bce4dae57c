"""Real-time commands, obeyed as the bytes arrive, wherever in the stream they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 10
_ORDERS = re.compile(
    rb"\x10\x04(?P<status>[\x01-\x04\x11\x14])"
    rb"|\x10\x05(?P<request>[\x01\x02])"
    rb"|(?P<off>\x10\x14\x02\x01\x08)"
    rb"|(?P<clear>\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08)"
)


class OrderKind(StrEnum):
    """What a real-time command wants."""

    STATUS = "status"
    REQUEST = "request"
    OFF = "off"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Order:
    """One real-time command; ``number`` is its ``n``."""

    kind: OrderKind
    number: int = 0


class RealTimeEar:
    """Listens to the cable, whatever the bytes around are part of."""

    def __init__(self) -> None:
        """Start with silence."""
        self._tail = b""

    def hear(self, received: bytes) -> Iterator[Order]:
        """Yield the commands that ``received`` ends."""
        seen = self._tail + received
        old = len(self._tail)
        for found in _ORDERS.finditer(seen):
            if found.end() > old and found.lastgroup is not None:
                kind = OrderKind(found.lastgroup)
                number = found[kind][0] if kind in (OrderKind.STATUS, OrderKind.REQUEST) else 0
                yield Order(kind, number)
        self._tail = seen[-(LONGEST - 1) :]
