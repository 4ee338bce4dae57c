"""A number goes to the hall it was given for; what waits for another is kept, and told."""

from pathlib import Path

import pytest

from kiosk.journal.folders import Belonging
from kiosk.journal.hall_memory import SeenHall
from kiosk.journal.journal import FILE, Journal, JournalError
from kiosk.journal.shelf import Aside, HallLog, Shelf, kept_in
from tests.kiosk.journal.presses import press, stamp
from tests.kiosk.sample_hall import snapshot

A, B = Belonging("hall-a", frozenset({"AAAA-AAAA"})), Belonging("hall-b", frozenset({"BBBB-BBBB"}))
LOG_A, LOG_B = HallLog("hall-a", "a1" * 32), HallLog("hall-b", "b2" * 32)


class Paired:
    """The pairing of one computer, and the shelf of the process that runs on it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.belonging: Belonging | None = None
        self.told: list[tuple[Aside, ...]] = []
        self.shelf: Shelf | None = None

    def start(self, belonging: Belonging | None) -> Shelf:
        """Start the process anew, paired so."""
        self.end()
        self.belonging = belonging
        self.shelf = Shelf(self.directory, lambda: self.belonging, self.told.append)
        self.shelf.open()
        return self.shelf

    def end(self) -> None:
        """End the process."""
        if self.shelf is not None:
            self.shelf.close()
        self.shelf = None


@pytest.fixture
def paired(tmp_path: Path) -> Paired:
    """Give a computer whose kiosk gave two numbers and a slip in hall A."""
    paired = Paired(tmp_path)
    shelf = paired.start(A)
    shelf.join(LOG_A, 2, 0)
    shelf.remember(SeenHall(snapshot()))
    for visitor in (1, 2):
        shelf.journal.number(press(visitor), stamp())
    shelf.journal.give_slip("visas", stamp())
    return paired


def ordinals(shelf: Shelf) -> list[int]:
    return [held.record.ordinal for held in shelf.state.held]


def test_the_journal_of_the_paired_hall_is_open_before_its_server_speaks(paired: Paired) -> None:
    shelf = paired.start(A)

    assert ordinals(shelf) == [1, 2]
    assert shelf.recall() is not None
    assert shelf.hall is None
    paired.end()


def test_another_hall_gets_nothing_of_the_first(paired: Paired) -> None:
    shelf = paired.start(None)
    before = shelf.state, shelf.recall()
    paired.belonging = B
    shelf.join(LOG_B, 2, 0)
    given = shelf.journal.number(press(3), stamp())

    assert before == (type(before[0])(), None)
    assert shelf.recall() is None
    assert (ordinals(shelf), given.ordinal) == ([1], 1)
    assert shelf.hall == LOG_B
    paired.end()


def test_what_waits_for_the_first_hall_is_told_and_brought_when_it_is_there_again(
    paired: Paired,
) -> None:
    shelf = paired.start(B)
    shelf.join(LOG_B, 1, 0)
    (aside,) = paired.told[-1]
    paired.belonging = A
    shelf.join(LOG_A, 3, 0)

    assert aside.folder.hall == "hall-a"
    assert len(aside.state.held) == 2
    assert len(aside.state.slips) == 1
    assert aside.seen is not None
    assert ordinals(shelf) == [1, 2]
    assert shelf.state.kiosk == 3
    assert paired.told[-1] == ()
    paired.end()


def test_two_halls_that_began_with_one_hall_file_are_not_taken_for_one(paired: Paired) -> None:
    twin = HallLog("hall-a", "c3" * 32)
    shelf = paired.start(Belonging("hall-a", frozenset({"CCCC-CCCC"})))

    shelf.join(twin, 2, 0)

    assert ordinals(shelf) == []
    paired.end()


def test_a_hall_with_a_new_authority_is_the_same_hall(paired: Paired) -> None:
    shelf = paired.start(Belonging("hall-a", frozenset({"NEWW-NEWW"})))
    before = ordinals(shelf)

    shelf.join(LOG_A, 2, 0)

    assert (before, ordinals(shelf)) == ([], [1, 2])
    paired.end()


def test_a_number_waits_for_a_hall_to_be_known(tmp_path: Path) -> None:
    paired = Paired(tmp_path)

    shelf = paired.start(None)

    with pytest.raises(JournalError):
        shelf.journal.number(press(1), stamp())
    shelf.remember(SeenHall(snapshot()))
    assert shelf.recall() is None
    paired.end()


def test_a_journal_without_a_folder_is_taken_over_where_it_lies(tmp_path: Path) -> None:
    old = Journal(tmp_path)
    old.name(2, 0)
    old.number(press(1), stamp())
    old.close()
    paired = Paired(tmp_path)

    shelf = paired.start(A)
    before = ordinals(shelf)
    shelf.join(LOG_A, 2, 0)
    given = shelf.journal.number(press(2), stamp())

    assert (before, ordinals(shelf), given.ordinal) == ([1], [1, 2], 2)
    assert not (tmp_path / FILE).exists()
    paired.end()


def test_an_old_journal_is_its_hall_s_though_the_kiosk_is_paired_anew_at_once(
    tmp_path: Path,
) -> None:
    old = Journal(tmp_path)
    old.name(2, 0)
    old.number(press(1), stamp())
    old.close()
    paired = Paired(tmp_path)

    shelf = paired.start(A)  # the pairing is still there when the shelf is made
    paired.belonging = B
    shelf.join(LOG_B, 2, 0)

    assert ordinals(shelf) == []
    assert [aside.folder.hall for aside in paired.told[-1]] == ["hall-a"]
    paired.end()


def test_one_process_at_a_time(paired: Paired) -> None:
    with pytest.raises(JournalError):
        Shelf(paired.directory, lambda: A, lambda _: None)

    paired.end()


def test_a_disk_that_takes_no_folder_gives_no_numbers(tmp_path: Path) -> None:
    paired = Paired(tmp_path)
    shelf = paired.start(A)
    (tmp_path / "halls").write_text("no folder")

    with pytest.raises(JournalError):
        shelf.join(LOG_A, 2, 0)

    assert shelf.hall is None
    paired.end()


def test_what_is_kept_can_be_told_while_the_kiosk_runs(paired: Paired) -> None:
    assert kept_in(paired.directory, A) == ()
    assert [aside.folder.hall for aside in kept_in(paired.directory, B)] == ["hall-a"]
    assert [aside.folder.hall for aside in kept_in(paired.directory, None)] == ["hall-a"]
    paired.end()


def test_a_journal_that_cannot_be_opened_is_told_as_such(tmp_path: Path) -> None:
    paired = Paired(tmp_path)
    paired.start(A).join(LOG_A, 2, 0)
    paired.end()
    journal = next((tmp_path / "halls").iterdir()) / FILE
    journal.unlink()
    journal.mkdir()

    with pytest.raises(JournalError):
        paired.start(A)

    assert kept_in(tmp_path, None) == ()
    paired.end()
