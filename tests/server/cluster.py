"""A PostgreSQL cluster for tests: private, on a Unix socket alone, gone with the session."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from server.storage.postgres import PostgresStore

BINARIES = Path("/usr/lib/postgresql")
OWNER = "postgres"
START_SECONDS = 30
TEMPLATE = "kezek_template"
MEMORY = Path("/dev/shm")  # noqa: S108 - a place in it is private; a cluster on disk is slow
PREFIX = "kezek-cluster-"
"""Followed by the process whose cluster it is."""

_FAST = {
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "max_connections": "100",
    "max_wal_size": "64MB",
    "autovacuum": "off",
    "checkpoint_timeout": "1h",
}


class Cluster:
    """One running cluster; databases are handed out empty and migrated, and taken back."""

    def __init__(self, place: Path) -> None:
        """Make a cluster in ``place``, which the tests' PostgreSQL user may enter."""
        self.place = place
        self._process: subprocess.Popen[bytes] | None = None
        self._free: list[str] = []
        self._made = 0
        command = ["initdb", "-D", str(place / "data"), "-U", "kezek", "--auth=trust"]
        self._run(*command, "--encoding=UTF8", "--locale=C", "--no-sync")
        self.start()
        self.new_database(TEMPLATE, of="template1")
        PostgresStore.open(self.url(TEMPLATE)).close()

    def url(self, database: str) -> str:
        """Return the address of a database, as a server's command line takes it."""
        return f"postgresql://kezek@/{database}?host={self.place}"

    def start(self) -> None:
        """Start the cluster and return when it takes connections."""
        settings = [f"-c{name}={value}" for name, value in _FAST.items()]
        command = [*_as_owner(), str(binary("postgres")), "-D", str(self.place / "data")]
        with (self.place / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "-k", str(self.place), *settings],
                stdout=log,
                stderr=log,
                cwd=self.place,
                start_new_session=True,
            )
        pause = threading.Event()
        for _ in range(START_SECONDS * 20):
            if self._is_ready():
                return
            pause.wait(0.05)
        msg = f"the cluster did not start: {(self.place / 'log').read_text('utf-8')[-2000:]}"
        raise AssertionError(msg)

    def kill(self) -> None:
        """Stop at once, as `pg_ctl stop -m immediate` does: nothing is finished or flushed."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(START_SECONDS)
            self._process = None

    def new_database(self, name: str, of: str = TEMPLATE) -> str:
        """Return the address of a new database, a copy of another one."""
        with self._administering() as connection:
            connection.execute(
                sql.SQL("create database {} template {}").format(
                    sql.Identifier(name), sql.Identifier(of)
                )
            )
        return self.url(name)

    def take(self) -> str:
        """Return the address of an empty, migrated database."""
        if self._free:
            return self._free.pop()
        self._made += 1
        return self.new_database(f"kezek_{self._made}")

    def give_back(self, url: str) -> None:
        """Empty a database, whoever is still connected to it, and hand it out again."""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
            connection.execute("set session_replication_role = replica")  # no foreign keys
            tables = connection.execute(
                "select tablename from pg_tables"
                " where schemaname = 'public' and tablename <> 'applied_migrations'"
            ).fetchall()
            emptying = [sql.SQL("delete from {}").format(sql.Identifier(t)) for (t,) in tables]
            connection.execute(sql.SQL(";").join(emptying))
        self._free.append(url)

    def _is_ready(self) -> bool:
        try:
            psycopg.connect(self.url("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _administering(self) -> "psycopg.Connection[tuple[Any, ...]]":
        return psycopg.connect(self.url("postgres"), autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_owner(), str(binary(program)), *arguments]
        subprocess.run(command, check=True, cwd=self.place, stdout=subprocess.DEVNULL)


@contextmanager
def private_cluster() -> Iterator[Cluster]:
    """Run a cluster of its own in memory, where there is some, until the block ends."""
    parent = MEMORY if os.access(MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    remove_stale(parent)
    place = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent))
    if os.geteuid() == 0:
        shutil.chown(place, OWNER)
    cluster = None
    try:
        cluster = Cluster(place)
        yield cluster
    finally:
        if cluster is not None:
            cluster.kill()
        shutil.rmtree(place)


def remove_stale(parent: Path) -> None:
    """Remove what tests that were killed left behind: clusters of processes that are no more."""
    for place in parent.glob(f"{PREFIX}*-*"):
        owner = place.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdecimal() and not Path("/proc", owner).exists():
            shutil.rmtree(place, ignore_errors=True)  # another process may be at it too


def binary(name: str) -> Path:
    """Return a program of the newest PostgreSQL of this computer."""
    found = sorted(BINARIES.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not found:
        msg = f"PostgreSQL's {name} is not installed under {BINARIES}"
        raise AssertionError(msg)
    return found[-1]


def _as_owner() -> list[str]:
    """Return how root becomes the user that PostgreSQL demands; it dies with who started it."""
    dying = ["setpriv", "--pdeathsig=QUIT"]
    if os.geteuid() != 0:
        return dying
    return [*dying, f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups"]
