"""Tests of what is demanded of a cluster before anything is answered from it."""

from typing import Any

import pytest
from psycopg import Connection

from server.clock import SystemClock
from server.storage.faults import StoreError
from server.storage.postgres_settings import (
    TIMEOUTS,
    check_clock,
    check_settings,
    connect_raw,
    set_timeouts,
    setting,
)
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.cluster import TEMPLATE, Cluster


def with_setting(cluster: Cluster, words: str) -> str:
    return f"{cluster.url(TEMPLATE)}&options=-c%20{words.replace('=', '%3D')}"


def test_a_cluster_that_acknowledges_before_it_has_written_is_refused(cluster: Cluster) -> None:
    url = with_setting(cluster, "synchronous_commit=off")

    with connect_raw(url) as raw, pytest.raises(StoreError, match="synchronous_commit is off"):
        check_settings(raw)


def test_a_commit_that_waits_for_less_than_it_could_is_said(
    cluster: Cluster, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.postgres_settings", "synchronous_commit is weaker")

    with connect_raw(with_setting(cluster, "synchronous_commit=local")) as raw:
        check_settings(raw)
        found = setting(raw, "synchronous_commit")

    assert found == "local"


def test_a_database_in_another_encoding_is_refused(cluster: Cluster) -> None:
    with connect_raw(cluster.url("postgres")) as raw:
        raw.execute("create database latin encoding 'LATIN1' template template0")

    with (
        connect_raw(cluster.url("latin")) as raw,
        pytest.raises(StoreError, match="encoded in LATIN1, not in UTF8"),
    ):
        check_settings(raw)


@pytest.mark.parametrize(
    ("off_ms", "words"),
    [(600_000, r"\d+ s ahead of the database's"), (-600_000, r"\d+ s behind the database's")],
)
def test_a_computer_whose_clock_is_not_the_clusters_is_refused(
    cluster: Cluster, off_ms: int, words: str
) -> None:
    clock = FakeClock(SystemClock().wall_ms() + off_ms)

    with connect_raw(cluster.url(TEMPLATE)) as raw, pytest.raises(StoreError, match=words):
        check_clock(raw, clock)


def test_a_clock_that_is_off_by_seconds_is_good_enough(cluster: Cluster) -> None:
    with connect_raw(cluster.url(TEMPLATE)) as raw:
        refused = [
            off
            for off in (-30_000, 0, 30_000)
            if is_refused(raw, FakeClock(SystemClock().wall_ms() + off))
        ]

    assert refused == []


def is_refused(raw: "Connection[tuple[Any, ...]]", clock: FakeClock) -> bool:
    try:
        check_clock(raw, clock)
    except StoreError:
        return True
    return False


def test_nothing_on_a_connection_waits_for_ever(cluster: Cluster) -> None:
    with connect_raw(cluster.url(TEMPLATE)) as raw:
        set_timeouts(raw)
        waits = {name: setting(raw, name) for name in TIMEOUTS if name.endswith("timeout")}

    assert waits == {name: TIMEOUTS[name] for name in waits}
    assert len(waits) == 3
