"""One step of a rehearsed morning as the checker found it."""

from collections.abc import Callable
from dataclasses import dataclass

from server.demo.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Finding:
    """One step of the morning: what should have been, what was, and how long it took."""

    step: str
    expected: str
    seen: str
    milliseconds: int | None
    held: bool


Check = Callable[[Evidence], Finding]
