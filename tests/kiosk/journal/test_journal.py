"""The kiosk's journal: across restarts, damage, loss and a full disk no number is given twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.journal.journal import MOST_HELD, Journal, JournalError
from kiosk.journal.records import to_line
from kiosk.journal.reserve import BLOCK
from kiosk.journal.state import Held
from kiosk.journal.tape import read
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.conftest import ExpectedLog
from tests.kiosk.journal.presses import press, request, stamp

LOGGER = "kiosk.journal.journal"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Give the journal of kiosk 2, which the server has told its number."""
    opened = Journal(tmp_path)
    opened.name(2, 0)
    yield opened
    opened.close()


def reopened(journal: Journal, directory: Path) -> Journal:
    """Return the journal as the next process finds it, the fixture's lock given up."""
    journal.close()
    journal.__init__(directory)  # type: ignore[misc] # the fixture closes the same object
    return journal


def test_numbers_follow_each_other_across_restarts(journal: Journal, tmp_path: Path) -> None:
    first = journal.number(press(1), stamp()).ordinal
    second = reopened(journal, tmp_path).number(press(2), stamp()).ordinal

    assert (first, second) == (1, 2)


def test_the_same_request_gets_the_same_number(journal: Journal, tmp_path: Path) -> None:
    first = journal.number(press(1), stamp())
    again = reopened(journal, tmp_path).number(press(1), stamp(9000))

    assert again == first
    assert journal.state.next == 2


def test_a_number_is_on_the_disk_when_it_is_known(journal: Journal, tmp_path: Path) -> None:
    numbered = journal.number(press(1), stamp())

    assert read(tmp_path / "journal").records[-1] == numbered


def test_a_kiosk_without_a_number_gives_none(tmp_path: Path) -> None:
    journal = Journal(tmp_path)

    with pytest.raises(JournalError):
        journal.number(press(1), stamp())

    journal.close()


def test_a_press_without_an_answer_is_found_by_the_next_process(
    journal: Journal, tmp_path: Path
) -> None:
    journal.press(press(1), stamp())
    journal.press(press(2), stamp())
    journal.settle(request(1))

    found = reopened(journal, tmp_path).state.pressed

    assert [pressed.command for pressed in found] == [press(2)]


def test_what_the_server_has_is_not_held_any_more(journal: Journal, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        journal.number(press(number), stamp())
    journal.end_paper(request(3), PrintOutcome.UNKNOWN, PrintProblem.NO_ANSWER)

    journal.merge((request(1), request(2), request(99)))

    held = reopened(journal, tmp_path).state.held
    assert [(each.request, each.outcome) for each in held] == [(request(3), PrintOutcome.UNKNOWN)]


def test_what_is_settled_twice_is_written_once(journal: Journal, tmp_path: Path) -> None:
    journal.press(press(1), stamp())
    journal.settle(request(1))
    before = (tmp_path / "journal").read_bytes()

    journal.settle(request(1))
    journal.merge((request(1),))
    journal.end_paper(request(1), PrintOutcome.CONFIRMED, PrintProblem.NONE)
    journal.name(2, 0)

    assert (tmp_path / "journal").read_bytes() == before


def test_a_slip_is_kept(journal: Journal, tmp_path: Path) -> None:
    journal.give_slip("visas", stamp())

    assert [slip.service for slip in reopened(journal, tmp_path).state.slips] == ["visas"]


@pytest.mark.parametrize("kept", range(1, 60, 7))
def test_half_a_number_at_the_end_is_never_given_again(
    journal: Journal, tmp_path: Path, expected_log: ExpectedLog, kept: int
) -> None:
    expected_log.expect(LOGGER, "not whole")
    journal.number(press(1), stamp())
    whole = (tmp_path / "journal").stat().st_size
    journal.number(press(2), stamp())
    content = (tmp_path / "journal").read_bytes()
    (tmp_path / "journal").write_bytes(content[: whole + kept])

    third = reopened(journal, tmp_path).number(press(3), stamp())

    assert third.ordinal == 3
    assert read(tmp_path / "journal").bad_lines == 0


def test_a_damaged_journal_is_kept_aside_and_passed_by_a_wide_jump(
    journal: Journal, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect(LOGGER, "damaged at 1 places: tell the staff")
    for number in (1, 2, 3):
        journal.number(press(number), stamp())
    content = bytearray((tmp_path / "journal").read_bytes())
    place = content.index(b'"ordinal":2')
    content[place + 10] ^= 8
    (tmp_path / "journal").write_bytes(content)

    mended = reopened(journal, tmp_path)

    assert [held.record.ordinal for held in mended.state.held] == [1, 3]
    assert mended.number(press(4), stamp()).ordinal == BLOCK + 1
    assert (tmp_path / "journal.damaged-1").read_bytes() == bytes(content)


def test_a_second_damage_does_not_overwrite_the_first(
    journal: Journal, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect(LOGGER, "damaged")
    for _ in range(2):
        journal.number(press(1), stamp())
        content = (tmp_path / "journal").read_bytes()
        (tmp_path / "journal").write_bytes(b"spoilt\n" + content)
        reopened(journal, tmp_path)

    assert (tmp_path / "journal.damaged-2").is_file()


@pytest.mark.parametrize("left", [None, b"", b"\x00" * 300])
def test_a_lost_journal_goes_on_beyond_what_was_reserved(
    journal: Journal, tmp_path: Path, expected_log: ExpectedLog, left: bytes | None
) -> None:
    expected_log.expect(LOGGER, "the journal is gone")
    journal.number(press(1), stamp())
    (tmp_path / "journal").unlink()
    if left is not None:
        (tmp_path / "journal").write_bytes(left)

    found = reopened(journal, tmp_path)

    assert found.number(press(2), stamp()).ordinal == BLOCK + 1
    assert found.state.kiosk == 2


def test_a_kiosk_that_lost_everything_goes_on_beyond_what_it_may_have_held(
    tmp_path: Path,
) -> None:
    journal = Journal(tmp_path)

    journal.name(2, 40)

    assert journal.number(press(1), stamp()).ordinal == 40 + MOST_HELD + 1
    journal.close()


def test_the_server_never_sets_the_counter_back(journal: Journal) -> None:
    journal.number(press(1), stamp())

    journal.name(2, 0)
    same = journal.number(press(2), stamp()).ordinal
    journal.name(2, 10)
    beyond = journal.number(press(3), stamp()).ordinal

    assert (same, beyond) == (2, 11)


def test_a_kiosk_with_a_new_number_still_holds_what_it_gave_under_the_old_one(
    journal: Journal, tmp_path: Path
) -> None:
    journal.number(press(1), stamp())

    journal.name(5, 0)
    journal.number(press(2), stamp())

    held = reopened(journal, tmp_path).state.held
    assert [(h.record.kiosk, h.record.ordinal) for h in held] == [(2, 1), (5, 1)]


def test_a_long_journal_is_begun_anew_and_means_the_same(journal: Journal, tmp_path: Path) -> None:
    for number in range(1500):
        journal.number(press(number), stamp())
        journal.merge((request(number),))
    state = journal.state

    size = (tmp_path / "journal").stat().st_size
    found = reopened(journal, tmp_path).state

    assert size < 256 * 1024
    assert found == state
    assert found.next == 1501


def test_two_processes_cannot_keep_one_journal(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(JournalError):
        Journal(tmp_path)

    assert journal.number(press(1), stamp()).ordinal == 1


def test_after_a_failed_write_the_number_is_not_given_and_the_next_one_is_right(
    journal: Journal, tmp_path: Path
) -> None:
    journal.number(press(1), stamp())
    (tmp_path / "journal").rename(tmp_path / "elsewhere")
    (tmp_path / "journal").mkdir()
    journal._tape._is_sound = False  # type: ignore[union-attr] # noqa: SLF001 - a sync has failed

    with pytest.raises(JournalError):
        journal.number(press(2), stamp())

    (tmp_path / "journal").rmdir()
    assert journal.number(press(3), stamp()).ordinal == 2
    assert [h.record.ordinal for h in reopened(journal, tmp_path).state.held] == [1, 2]


def test_held_numbers_carry_no_outcome_before_the_printer_spoke(journal: Journal) -> None:
    numbered = journal.number(press(1), stamp())

    assert journal.state.held == (Held(numbered),)
    assert to_line(numbered)


def test_a_code_is_gone_from_the_disk_once_the_server_has_its_number(
    journal: Journal, tmp_path: Path
) -> None:
    first = journal.number(press(1), stamp(), "482913").command.request_id
    journal.number(press(2), stamp())
    before = (tmp_path / "journal").read_bytes()

    journal.merge((first,))

    assert b"482913" in before
    assert b"482913" not in (tmp_path / "journal").read_bytes()
    kept = reopened(journal, tmp_path).state
    assert (kept.next, [held.record.ordinal for held in kept.held]) == (3, [2])
