"""Tests of the store on PostgreSQL: what its errors mean, and when a COMMIT counts."""

import threading

import psycopg
import pytest
from psycopg import errors

from server.storage.faults import Fault
from server.storage.halls import Halls
from server.storage.postgres import PostgresStore, UnsureCommitError, fault_of, place_of
from server.storage.postgres_settings import connect_raw
from tests.server.engines import Engines
from tests.server.working_hall import SMALL_HALL, add_hall


@pytest.fixture
def store(postgresql: Engines) -> PostgresStore:
    made = postgresql.opened(PostgresStore)
    assert made is not None
    return made


def cut(store: PostgresStore) -> None:
    """Let the cluster end the store's connection, as an administrator may."""
    info = store.connection.raw.info
    with connect_raw(info.dsn) as raw:
        raw.execute("select pg_terminate_backend(%s)", (info.backend_pid,))


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (errors.UniqueViolation(), Fault.BUG),
        (errors.UndefinedTable(), Fault.BUG),
        (errors.InFailedSqlTransaction(), Fault.BUG),
        (psycopg.ProgrammingError("no such parameter"), Fault.BUG),
        (errors.SerializationFailure(), Fault.AGAIN),
        (errors.DeadlockDetected(), Fault.AGAIN),
        (errors.DiskFull(), Fault.FULL),
        (errors.LockNotAvailable(), Fault.LATE),
        (errors.QueryCanceled(), Fault.LATE),
        (errors.AdminShutdown(), Fault.LOST),
        (errors.CannotConnectNow(), Fault.LOST),
        (errors.ReadOnlySqlTransaction(), Fault.LOST),
        (errors.IdleInTransactionSessionTimeout(), Fault.LOST),
        (errors.IoError(), Fault.LOST),
        (errors.InternalError_(), Fault.LOST),
        (psycopg.OperationalError("server closed the connection"), Fault.LOST),
        (UnsureCommitError("who knows"), Fault.LOST),
        (errors.DataCorrupted(), Fault.FATAL),
        (ValueError("no database"), Fault.BUG),
    ],
)
def test_what_an_error_means_is_read_from_its_state(error: Exception, fault: Fault) -> None:
    assert fault_of(error) is fault


def test_the_commit_of_a_spoiled_transaction_is_no_commit(store: PostgresStore) -> None:
    store.begin()
    with pytest.raises(psycopg.Error):
        store.connection.execute("select nothing from nowhere")
    was_spoiled = store.is_spoiled()

    with pytest.raises(UnsureCommitError, match="ROLLBACK"):
        store.commit()

    assert was_spoiled


def test_a_commit_that_only_warns_is_not_taken_for_durable(store: PostgresStore) -> None:
    store.begin()
    store.connection.execute(
        "create temp table late (id bigint); create function pg_temp.warn() returns trigger"
        " language plpgsql as $$ begin raise warning 'not at the standby'; return null; end $$;"
        " create constraint trigger warns after insert on late deferrable initially deferred"
        " for each row execute function pg_temp.warn(); insert into late values (1)"
    )

    with pytest.raises(UnsureCommitError, match="not at the standby"):
        store.commit()

    assert store.reconnect()


def test_a_reading_transaction_sees_one_moment_and_writes_nothing(
    store: PostgresStore, postgresql: Engines
) -> None:
    add_hall(store, SMALL_HALL, 7)
    store.begin_reading()
    before = Halls(store.connection).head("small")
    with connect_raw(store.connection.raw.info.dsn) as other:
        other.execute("update halls set seq = 99")

    after = Halls(store.connection).head("small")

    assert before == after
    with pytest.raises(errors.ReadOnlySqlTransaction):
        store.connection.execute("update halls set seq = 1")
    store.rollback()
    assert Halls(store.connection).head("small").seq == 99
    assert postgresql.is_postgresql


def test_a_lost_connection_is_rolled_back_without_a_word_and_made_anew(
    store: PostgresStore,
) -> None:
    store.begin()
    cut(store)
    with pytest.raises(psycopg.OperationalError) as caught:
        store.connection.execute("select 1")

    store.rollback()

    assert store.fault_of(caught.value) is Fault.LOST
    assert not store.connection.in_transaction
    assert store.reconnect()
    assert store.connection.execute("select 1").fetchone() == (1,)


def test_one_process_at_a_time_leads(store: PostgresStore, postgresql: Engines) -> None:
    other = postgresql.beside(store)

    leading = (store.leads(), other.leads(), store.leads())
    cut(store)
    pause = threading.Event()
    while not other.leads():  # the cluster takes a moment to end the session
        pause.wait(0.01)

    assert leading == (True, False, True)
    assert other.leads()


def test_after_a_full_disk_new_tickets_are_tried_again_only_after_a_while(
    store: PostgresStore,
) -> None:
    before = store.refill_reserve()

    fault = store.fault_of(errors.DiskFull())

    assert (before, fault, store.refill_reserve()) == (True, Fault.FULL, False)


def test_where_a_database_is_can_be_said_without_its_secrets() -> None:
    place = place_of("postgresql://kezek:secret@db.hall:5433/kezek?sslpassword=hidden")

    assert place == "host=db.hall port=5433 dbname=kezek"
    assert "cannot be read" in place_of("postgresql://[")
