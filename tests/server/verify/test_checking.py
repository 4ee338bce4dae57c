"""Tests of the whole check: a log left alone is right, a doctored one is found at its entry."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.backup.restoring import restore
from server.protocol.events import ServiceStarted, TicketCalled, TicketIssued
from server.protocol.hall_events import LogGap
from server.storage.backups import CopyError, Flaw, copy_store
from server.storage.chain import EventRow, hash_of
from server.storage.faults import StoreError
from server.storage.postgres import PostgresStore
from server.verify.checking import verify, verify_database
from server.verify.faults import Fault
from server.verify.replay import BadEntryError
from tests.fakes.clock import FakeClock
from tests.server.cluster import Cluster
from tests.server.engines import Engines
from tests.server.verify.doctored import (
    busy_copy,
    doctor,
    event_of,
    first,
    rewrite,
    rows_of,
    saying,
)
from tests.server.working_hall import WorkingHall


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the copy of a hall that had two busy days; nobody writes it."""
    return busy_copy(tmp_path_factory.mktemp("busy"))


@pytest.fixture
def copy(tmp_path: Path, kept: Path) -> Path:
    """Give a copy to be doctored."""
    mine = tmp_path / "copy"
    mine.write_bytes(kept.read_bytes())
    return mine


def bad(path: Path, *witnesses: str) -> tuple[Fault, int]:
    with pytest.raises(BadEntryError) as found:
        verify(path, witnesses)
    return found.value.fault, found.value.seq


def test_a_log_left_alone_is_right_and_every_call_was_in_order(copy: Path) -> None:
    rows = rows_of(copy)

    found = verify(copy, [hash_of(rows[20]), hash_of(rows[-1])])

    assert (found.hall, found.epoch, found.entries) == ("small", 1, len(rows))
    assert (found.days, found.tickets, found.calls, found.gaps) == (2, 240, 120, 0)
    assert found.head == hash_of(rows[-1])


def test_a_flipped_byte_of_an_event_is_found_at_its_entry(copy: Path) -> None:
    rows = rows_of(copy)
    at = first(rows, TicketIssued, 30)
    data = copy.read_bytes()
    place = data.index(rows[at].body.encode()) + 20
    copy.write_bytes(data[:place] + bytes([data[place] ^ 0x80]) + data[place + 1 :])

    assert bad(copy) == (Fault.BODY, at + 1)


def test_a_deleted_row_is_found_at_the_one_behind_it(copy: Path) -> None:
    doctor(copy, "delete from events where seq = 50")

    assert bad(copy) == (Fault.SEQ, 51)


def test_a_swapped_pair_is_found_at_its_first(copy: Path) -> None:
    doctor(
        copy,
        "update events set seq = 100000 where seq = 50",
        "update events set seq = 50 where seq = 51",
        "update events set seq = 51 where seq = 100000",
    )

    assert bad(copy) == (Fault.PREVIOUS, 50)


@pytest.mark.parametrize(
    ("statement", "fault", "back"),
    [
        ("delete from events where seq = (select max(seq) from events)", Fault.HEAD, 0),
        ("update halls set head_hash = 'ff'", Fault.HEAD, 0),
        ("update halls set seq = seq + 1", Fault.HEAD, -1),
    ],
)
def test_a_changed_end_is_found(copy: Path, statement: str, fault: Fault, back: int) -> None:
    length = len(rows_of(copy))
    doctor(copy, statement)

    assert bad(copy) == (fault, length - back)


def test_a_log_that_was_emptied_misses_its_first_entry(copy: Path) -> None:
    doctor(copy, "delete from events")

    assert bad(copy) == (Fault.HEAD, 1)


def test_a_history_written_anew_is_right_in_itself_and_misses_the_witnessed_head(
    copy: Path,
) -> None:
    rows = rows_of(copy)
    witnessed = hash_of(rows[-1])

    head = rewrite(copy, lambda rows: [*rows[:-1], replace(rows[-1], actor="admin:other")])

    assert verify(copy, [head]).head == head
    assert bad(copy, witnessed)[0] is Fault.WITNESS


def out_of_order(rows: list[EventRow]) -> tuple[list[EventRow], int]:
    """Let somebody who waited behind be called instead, in his own name."""
    for at, row in enumerate(rows):
        called = event_of(row)
        if isinstance(called, TicketCalled) and len(called.inputs.heads) > 1:
            other = next(head for head in called.inputs.heads if head.leg != called.leg)
            issued = next(
                event
                for event in map(event_of, rows)
                if isinstance(event, TicketIssued) and event.leg == other.leg
            )
            wrong = replace(
                called,
                leg=other.leg,
                ticket=issued.ticket,
                number=other.number,
                service=other.service,
                ticket_class=other.ticket_class,
            )
            return [*rows[:at], saying(row, wrong), *rows[at + 1 :]], at + 1
    pytest.fail("nobody had a choice")


def test_a_call_out_of_order_is_found_although_the_chain_is_whole(copy: Path) -> None:
    changed, at = out_of_order(rows_of(copy))

    rewrite(copy, lambda _: changed)

    assert bad(copy) == (Fault.ORDER, at)


def test_a_head_hidden_from_the_rule_is_found(copy: Path) -> None:
    at = first(rows_of(copy), TicketCalled, 9)

    def hide(rows: list[EventRow]) -> list[EventRow]:
        called = event_of(rows[at])
        assert isinstance(called, TicketCalled)
        wrong = replace(called, inputs=replace(called.inputs, heads=called.inputs.heads[:1]))
        return [*rows[:at], saying(rows[at], wrong), *rows[at + 1 :]]

    rewrite(copy, hide)

    assert bad(copy) == (Fault.ORDER, at + 1)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda row: replace(row, body='{"type":"Nothing"}'), Fault.UNREADABLE),
        (lambda row: replace(row, kind="TicketCalled"), Fault.UNREADABLE),
        (lambda row: replace(row, at=1), Fault.TIME),
    ],
)
def test_an_entry_that_cannot_be_is_found_in_a_log_written_anew(
    copy: Path, change: Callable[[EventRow], EventRow], fault: Fault
) -> None:
    at = first(rows_of(copy), ServiceStarted, 5)

    rewrite(copy, lambda rows: [*rows[:at], change(rows[at]), *rows[at + 1 :]])

    assert bad(copy) == (fault, at + 1)


def test_a_changed_configuration_is_found_at_its_import(copy: Path) -> None:
    doctor(copy, 'update halls set config = replace(config, \'"papers","advice"\', \'"advice"\')')

    assert bad(copy) == (Fault.CONFIGURATION, 1)


def test_a_configuration_that_is_none_is_found(copy: Path) -> None:
    doctor(copy, "update halls set config = '{}'")

    assert bad(copy) == (Fault.CONFIGURATION, 1)


def test_a_restored_log_is_right_over_its_gap(tmp_path: Path, copy: Path) -> None:
    restore(tmp_path / "new", copy, None, FakeClock())
    copy_store(tmp_path / "new", tmp_path / "again")

    found = verify(tmp_path / "again", [hash_of(rows_of(copy)[-1])])

    assert (found.epoch, found.gaps, found.entries) == (2, 1, len(rows_of(copy)) + 1)


def test_a_gap_that_names_another_place_is_found(tmp_path: Path, copy: Path) -> None:
    restore(tmp_path / "new", copy, None, FakeClock())
    copy_store(tmp_path / "new", tmp_path / "again")
    length = len(rows_of(copy))
    gap = LogGap(restored_from_seq=length - 3, epoch=2, margin=200)

    rewrite(tmp_path / "again", lambda rows: [*rows[:-1], saying(rows[-1], gap)])

    assert bad(tmp_path / "again") == (Fault.EPOCH, length + 1)


def test_what_is_no_copy_is_told(tmp_path: Path) -> None:
    with pytest.raises(CopyError) as refused:
        verify(tmp_path / "none")

    assert refused.value.flaw is Flaw.NO_FILE


def test_a_database_is_verified_beside_its_servers(postgresql: Engines) -> None:
    store = postgresql.opened(PostgresStore)
    assert store is not None
    hall = WorkingHall(store=store)
    for _ in range(4):
        hall.issue()
    hall.call()
    url = store.connection.raw.info.dsn

    found = verify_database(url, [hall.log()[2].head])
    store.connection.execute("update events set body = replace(body, 'A002', 'A009')")

    assert (found.tickets, found.calls, found.head) == (4, 1, hall.log()[-1].head)
    with pytest.raises(BadEntryError) as bad:
        verify_database(url)
    assert (bad.value.fault, bad.value.seq) == (Fault.BODY, 3)


def test_a_database_that_is_none_of_kezek_is_said_to_be_unreadable(cluster: Cluster) -> None:
    with pytest.raises(StoreError, match="dbname=postgres cannot be read"):
        verify_database(cluster.url("postgres"))
