"""How a connection to PostgreSQL is made, what of its settings is demanded, and its deadlines."""

import logging
from typing import Any

import psycopg
from psycopg import Connection

from server.clock import Clock
from server.storage.faults import StoreError

OLDEST_POSTGRES = 130000
CONNECT_SECONDS = 3
MAX_PREPARED = 1000
"""More than there are, so that none is prepared anew."""

TIMEOUTS = {
    "statement_timeout": "10s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "5s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}
"""A process that stops in the middle must not hold a hall's lock against the others for long."""

KEEPALIVES: dict[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}

CLOCK_TOLERANCE_MS = 60_000
"""How far the clocks of server and cluster may differ."""

SETTINGS = ("synchronous_commit", "fsync", "full_page_writes", "server_encoding")

_log = logging.getLogger(__name__)


def connect_raw(url: str, **more: Any) -> Connection[tuple[Any, ...]]:  # noqa: ANN401 - libpq's own words
    """Return a connection to ``url`` that notices a dead far side within seconds."""
    settings = {**KEEPALIVES, "application_name": "kezek", **more}
    connection = psycopg.connect(url, autocommit=True, **settings)
    connection.prepared_max = MAX_PREPARED
    return connection


def check_settings(connection: Connection[tuple[Any, ...]]) -> None:
    """Raise StoreError if what is committed here could be lost; warn of what weakens it."""
    if connection.info.server_version < OLDEST_POSTGRES:
        msg = f"PostgreSQL {connection.info.server_version // 10000} is older than 13"
        raise StoreError(msg)
    found = {name: setting(connection, name) for name in SETTINGS}
    if found["synchronous_commit"] == "off":
        msg = "synchronous_commit is off: answered tickets could be lost; set it to on"
        raise StoreError(msg)
    if found["server_encoding"] != "UTF8":
        msg = f"the database is encoded in {found['server_encoding']}, not in UTF8"
        raise StoreError(msg)
    if found["synchronous_commit"] not in {"on", "remote_apply"}:
        _log.warning("synchronous_commit is weaker than on: a failover may lose tickets")
    for name in ("fsync", "full_page_writes"):
        if found[name] != "on":
            _log.warning("%s is off: a power cut may destroy the database", name)


def check_clock(connection: Connection[tuple[Any, ...]], clock: Clock) -> None:
    """Raise StoreError if this computer's clock is not the cluster's, as far as NTP keeps it.

    Whoever is ahead would hold the instants of every other process up until they are there.
    """
    row = connection.execute("select extract(epoch from clock_timestamp()) * 1000").fetchone()
    ahead = clock.wall_ms() - int(0 if row is None else row[0])
    if abs(ahead) > CLOCK_TOLERANCE_MS:
        word = "ahead of" if ahead > 0 else "behind"
        msg = (
            f"this computer's clock is {abs(ahead) // 1000} s {word} the database's; set it right"
        )
        raise StoreError(msg)


def set_timeouts(connection: Connection[tuple[Any, ...]]) -> None:
    """Let nothing on this connection wait for ever."""
    for name, value in TIMEOUTS.items():
        connection.execute("select set_config(%s, %s, false)", (name, value))


def setting(connection: Connection[tuple[Any, ...]], name: str) -> str:
    """Return a setting of the session."""
    row = connection.execute("select current_setting(%s)", (name,)).fetchone()
    return "" if row is None else str(row[0])
