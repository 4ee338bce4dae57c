"""Hints between processes on one PostgreSQL database; the events themselves are the truth.

NOTIFY takes a lock of the whole database at commit, so it is sent outside the transactions that
write, by one connection of its own, several hints in one. A hint that is lost costs a second.
"""

import logging
import os
import select
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import Connection, Notify

from server.protocol.identity import Key
from server.storage.backoff import Backoff
from server.storage.postgres_settings import connect_raw

CHANNEL = "kezek"
MAX_PAYLOAD = 7000
"""Of the 8000 bytes that a NOTIFY may carry (PostgreSQL manual, NOTIFY)."""

QUIET_SECONDS = 5.0
"""How often a connection that hears nothing is asked whether it is still there."""

_log = logging.getLogger(__name__)


class HintLine:
    """A thread with one connection that sends and hears hints, and comes back when it is cut."""

    def __init__(self, url: str, look: Callable[[], None]) -> None:
        """Start; ``look`` is called on the thread when another process may have committed."""
        self._url = url
        self._look = look
        self._backoff = Backoff()
        self._lock = threading.Lock()
        self._grown: dict[Key, int] = {}
        self._over = threading.Event()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        self._thread = threading.Thread(target=self._run, name="hints", daemon=True)
        self._thread.start()

    def announce(self, hall: Key, seq: int) -> None:
        """Tell the other processes, soon, that the log of ``hall`` goes up to ``seq``."""
        with self._lock:
            self._grown[hall] = seq
        self._wake()

    def close(self) -> None:
        """End the thread and its connection."""
        self._over.set()
        self._wake()
        self._thread.join()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                with connect_raw(self._url, application_name="kezek-hints") as connection:
                    self._converse(connection)
            except psycopg.Error as error:
                _log.info("hints are lost for a while: %s", str(error).strip())
                self._backoff.failed()
                self._over.wait(self._backoff.seconds())

    def _converse(self, connection: Connection[tuple[Any, ...]]) -> None:
        connection.add_notify_handler(lambda hint: self._hear(connection, hint))
        connection.execute(f"listen {CHANNEL}".encode())
        self._backoff.succeeded()
        self._look()  # whatever was hinted at while nobody listened
        both = select.poll()  # select() cannot wait for descriptors from 1024 on: select(2)
        for descriptor in (connection.fileno(), self._wake_read):
            both.register(descriptor, select.POLLIN)
        while not self._over.is_set():
            ready = dict(both.poll(QUIET_SECONDS * 1000))
            if self._wake_read in ready:
                os.read(self._wake_read, 4096)
            self._send(connection)

    def _send(self, connection: Connection[tuple[Any, ...]]) -> None:
        """Send what is to be told; hints that have come are taken in by the way."""
        with self._lock:
            grown, self._grown = self._grown, {}
        payload = " ".join(f"{hall}:{seq}" for hall, seq in grown.items())[:MAX_PAYLOAD]
        if payload:
            connection.execute("select pg_notify(%s, %s)", (CHANNEL, payload))
        else:
            connection.execute(b"select 1")

    def _hear(self, connection: Connection[tuple[Any, ...]], hint: Notify) -> None:
        if hint.pid != connection.info.backend_pid:
            self._look()

    def _wake(self) -> None:
        try:
            os.write(self._wake_write, b"!")
        except BlockingIOError:
            return  # the pipe is full of wakes already
