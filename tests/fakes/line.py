"""A printer's line in memory, for unit tests of what stands on top of one."""

from collections.abc import Mapping, Sequence


class FakeLine:
    """Answers each write that begins like a key of ``answers`` with its next answer."""

    def __init__(
        self,
        answers: Mapping[bytes, Sequence[bytes]] | None = None,
        incoming: Sequence[bytes] = (),
    ) -> None:
        self.written = b""
        self.closed = False
        self._answers = {start: list(given) for start, given in (answers or {}).items()}
        self._incoming = list(incoming)

    def fileno(self) -> int:
        return -1

    def write(self, data: bytes, seconds: float) -> int:
        self.written += data
        for start, given in self._answers.items():
            if data.startswith(start) and given:
                self._incoming.append(given.pop(0))
        return len(data)

    def read(self, seconds: float) -> bytes:
        return self._incoming.pop(0) if self._incoming else b""

    def close(self) -> None:
        self.closed = True
