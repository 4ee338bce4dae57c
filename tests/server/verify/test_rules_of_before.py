"""A log that was begun by an older rule of order is judged by that rule, as far as it went."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.protocol.events import Entry, TicketCalled
from server.protocol.hall_events import HallImported
from server.protocol.visit_events import LegSentOn
from server.queueing.ordering import POLICY_VERSION
from server.storage.chain import EventRow
from server.storage.event_log import as_entry
from server.verify.faults import Fault
from server.verify.replay import BadEntryError, Replay
from tests.server.play.played_hall import CONFIG
from tests.server.verify.doctored import rightful

KEPT = Path("tests/golden/logs/first-rule.jsonl")
"""A day of the first rule: people sent on who waited for a service, called early and back at
once, promised to two desks."""


@pytest.fixture(scope="module")
def log() -> tuple[Entry, ...]:
    """Give the kept log of a hall that went by the first rule of order."""
    lines = KEPT.read_text(encoding="utf-8").splitlines()
    return tuple(as_entry(EventRow(*json.loads(line))) for line in lines)


def fault_in(log: tuple[Entry, ...]) -> tuple[Fault, int] | None:
    replay = Replay(CONFIG, "")
    try:
        for entry in log:
            replay.take(rightful(entry))
    except BadEntryError as bad:
        return bad.fault, bad.seq
    return None


def test_a_log_of_the_first_rule_is_right(log: tuple[Entry, ...]) -> None:
    assert {entry.policy_version for entry in log} == {1}
    assert fault_in(log) is None


def test_the_same_acts_by_the_rule_of_today_are_found(log: tuple[Entry, ...]) -> None:
    today = tuple(replace(entry, policy_version=POLICY_VERSION) for entry in log)

    found = fault_in(today)

    assert found is not None
    assert isinstance(log[found[1] - 1].event, LegSentOn | TicketCalled)


def test_a_rule_is_exchanged_aloud_and_never_for_an_older_one(log: tuple[Entry, ...]) -> None:
    newest = log[-1]
    aloud = HallImported(digest="", policy_version=POLICY_VERSION)
    imported = replace(newest, seq=newest.seq + 1, event=aloud, policy_version=POLICY_VERSION)
    silent = replace(newest, seq=newest.seq + 1, policy_version=POLICY_VERSION)
    older = replace(imported, seq=imported.seq + 1, policy_version=1)

    assert fault_in((*log, imported)) is None
    assert fault_in((*log, silent)) == (Fault.RULE, silent.seq)
    assert fault_in((*log, imported, older)) == (Fault.RULE, older.seq)
