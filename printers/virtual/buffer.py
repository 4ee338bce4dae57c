"""The finite receive buffer: bytes in, commands out, and no more room than the build has."""

from collections import deque

from printers.virtual.build import Build
from printers.virtual.tokens import Token, Tokeniser


class ReceiveBuffer:
    """Holds what has come and is not printed yet."""

    def __init__(self, build: Build) -> None:
        """Start empty."""
        self._build = build
        self._raw = bytearray()
        self._tokens: deque[Token] = deque()
        self._tokeniser = self._new_tokeniser()

    @property
    def room(self) -> int:
        """Bytes that fit in now."""
        return max(0, self._build.mechanics.buffer_bytes - len(self._raw))

    @property
    def waiting(self) -> int:
        """Bytes that are not obeyed yet."""
        return len(self._raw)

    @property
    def incomplete(self) -> int:
        """Bytes of a command whose end has not come."""
        return self._tokeniser.incomplete

    @property
    def has_work(self) -> bool:
        """Tell whether a command waits."""
        return bool(self._tokens)

    def take(self, received: bytes) -> None:
        """Store what came off the cable."""
        self._raw += received
        self._tokens.extend(self._tokeniser.feed(received))

    def pop(self) -> tuple[Token, bytes]:
        """Return the next command and the bytes it is made of."""
        token = self._tokens.popleft()
        content = bytes(self._raw[: token.size])
        del self._raw[: token.size]
        return token, content

    def clear(self) -> None:
        """Lose everything."""
        self._raw.clear()
        self._tokens.clear()
        self._tokeniser = self._new_tokeniser()

    def _new_tokeniser(self) -> Tokeniser:
        skips = self._build.quirks.skips_unknown_blocks
        return Tokeniser(self._build.has, skips_unknown_blocks=skips)
