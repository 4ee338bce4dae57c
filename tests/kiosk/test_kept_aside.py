"""An administrator is told in plain words what waits for another hall."""

import string
from pathlib import Path

import pytest

from kiosk.journal.folders import Belonging
from kiosk.journal.hall_memory import SeenHall
from kiosk.journal.journal import Journal
from kiosk.journal.shelf import Aside, HallLog, Shelf
from kiosk.kept_aside import lines_of, log_aside, read_plain_words, tell_kept
from kiosk.settings import Settings
from server.protocol.languages import FALLBACK_ORDER
from tests.conftest import ExpectedLog
from tests.kiosk.journal.presses import press, stamp
from tests.kiosk.sample_hall import snapshot

HALL = HallLog("hall-a", "a1" * 32)


def fields(words: dict[str, str]) -> dict[str, set[str | None]]:
    return {
        key: {field for _, field, _, _ in string.Formatter().parse(text) if field}
        for key, text in words.items()
    }


@pytest.mark.parametrize("language", FALLBACK_ORDER)
def test_every_language_has_every_sentence_with_the_same_facts(language: str) -> None:
    assert fields(read_plain_words(language)) == fields(read_plain_words("en"))


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Aside, ...]:
    """Give two numbers and a slip of a hall that the kiosk belongs to no more."""
    shelf = Shelf(tmp_path, lambda: Belonging("hall-a"), lambda _: None)
    shelf.join(HALL, 2, 0)
    shelf.remember(SeenHall(snapshot()))
    for visitor in (1, 2):
        shelf.journal.number(press(visitor), stamp(steady_ms=visitor * 60_000))
    shelf.journal.give_slip("visas", stamp())
    shelf.close()
    return shelf.aside()


def test_numbers_and_slips_are_told_with_hall_folder_and_time(
    kept: tuple[Aside, ...], tmp_path: Path
) -> None:
    numbers, slips = lines_of(kept, ("en",))

    assert "2, K2-01 to K2-02" in numbers
    assert "(hall-a)" in numbers
    assert str(tmp_path / "halls" / "hall-a.a1a1a1a1a1a1a1a1") in numbers
    assert "with a slip: 1" in slips


@pytest.mark.parametrize("language", FALLBACK_ORDER)
def test_they_are_told_in_the_language_of_the_computer(
    kept: tuple[Aside, ...], language: str, expected_log: ExpectedLog
) -> None:
    first, second = lines_of(kept, (language,))
    expected_log.expect("kiosk.kept_aside", first[:40])
    expected_log.expect("kiosk.kept_aside", second[:40])

    log_aside(kept, {"LANG": f"{language}_KZ.UTF-8"})

    assert first != second


def test_a_journal_of_no_known_hall_is_told_too(tmp_path: Path) -> None:
    old = Journal(tmp_path)
    old.name(2, 0)
    old.number(press(1), stamp())
    old.close()
    Shelf(tmp_path, lambda: None, lambda _: None).close()

    told = tell_kept(Settings(state_dir=str(tmp_path)), {"LANG": "en_US.UTF-8"})

    assert "K2-01 to K2-01" in told
    assert "hall: not known" in told


def test_what_belongs_to_the_kiosk_s_own_hall_is_not_told(
    kept: tuple[Aside, ...], tmp_path: Path
) -> None:
    own = Settings(hall="hall-a", device="kiosk-1", key_file="key", state_dir=str(tmp_path))
    other = Settings(hall="hall-b", device="kiosk-1", key_file="key", state_dir=str(tmp_path))

    told = [tell_kept(settings, {"LANG": "kk"}) for settings in (own, other)]

    assert kept
    assert told[0] == f"{tmp_path} бумасында басқа зал үшін ештеңе сақталмаған."
    assert len(told[1].splitlines()) == 2
