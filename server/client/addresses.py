"""Where a server may be, and the one remembered on disk; used by the finder."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from server.protocol.discovery import DEFAULT_PORT

MAX_ADDRESS_BYTES = 300
MAX_PORT = 65535

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """A host (name or IP address) and a TCP port."""

    host: str
    port: int = DEFAULT_PORT

    def __str__(self) -> str:
        """Return ``host:port``, the host of IPv6 in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return what is written as ``host``, ``host:port`` or ``[v6]:port``; else ValueError."""
        host, port = _split(text.strip())
        if not host or not port.isdecimal() or not 0 < int(port) <= MAX_PORT:
            message = f"not an address of a server: {text!r}"
            raise ValueError(message)
        return cls(host, int(port))


def _split(text: str) -> tuple[str, str]:
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        return host, rest.removeprefix(":") or str(DEFAULT_PORT)
    if text.count(":") > 1:
        return text, str(DEFAULT_PORT)
    host, _, port = text.partition(":")
    return host, port or str(DEFAULT_PORT)


class AddressMemory:
    """The last address at which the hall's server welcomed this device, kept in one small file."""

    def __init__(self, path: Path) -> None:
        """Keep the address in ``path``; its folder is made when first needed."""
        self._path = path

    def recall(self) -> Address | None:
        """Return the remembered address, or None if there is none that can be read."""
        try:
            with self._path.open(encoding="utf-8") as file:
                return Address.parse(file.read(MAX_ADDRESS_BYTES))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            _log.warning("the remembered server address is not readable: %s", error)
            return None

    def remember(self, address: Address) -> None:
        """Keep ``address``; a disk that refuses is logged, the link does not depend on it."""
        draft = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(f"{address}\n", encoding="utf-8")
            draft.replace(self._path)
        except OSError as error:
            _log.warning("the server address could not be remembered: %s", error)
