"""Looks a printer's name up within a deadline: the system's own look-up has none."""

import ipaddress
import socket
import threading
from collections.abc import Callable

Addresses = tuple[str, ...]


def look_up(host: str) -> Addresses:
    """Return every address of ``host`` in the system's order, in the system's own time."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))


class PrinterName:
    """A host name or address; at most one look-up of it is under way."""

    def __init__(self, host: str, look: Callable[[str], Addresses] = look_up) -> None:
        """Keep ``host``; ``look`` finds its addresses and may take long."""
        self._host = host
        self._look = look
        self._looking: threading.Thread | None = None
        self._found: Addresses | OSError = ()

    def addresses(self, seconds: float) -> Addresses:
        """Return the addresses within ``seconds``; ``OSError`` when there are none, or none yet.

        A look-up that takes longer goes on, and the next call waits for that one.
        """
        if _is_address(self._host):
            return (self._host,)
        looking = self._looking or self._begin()
        looking.join(seconds)
        if looking.is_alive():
            raise TimeoutError
        self._looking = None
        if isinstance(self._found, OSError):
            raise self._found
        return self._found

    def _begin(self) -> threading.Thread:
        self._looking = threading.Thread(target=self._run, name="printer-name", daemon=True)
        self._looking.start()
        return self._looking

    def _run(self) -> None:
        try:
            self._found = self._look(self._host)
        except OSError as failed:
            self._found = failed
        except UnicodeError as failed:
            self._found = OSError(str(failed))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
