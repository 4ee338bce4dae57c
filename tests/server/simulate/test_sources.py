"""Days read from a real store."""

from pathlib import Path

import pytest

from server.simulate.sources import NoSuchDayError, read_log
from server.storage.backups import CopyError
from tests.server.verify.doctored import busy_copy
from tests.server.working_hall import TODAY, TOMORROW


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return busy_copy(tmp_path_factory.mktemp("busy"))


def test_the_newest_day_of_a_backup_is_read_unless_another_is_named(backup: Path) -> None:
    assert read_log(backup).recorded.service_day == TOMORROW
    assert read_log(backup, TODAY).recorded.service_day == TODAY
    assert len(read_log(backup).recorded.calls) > 0
    assert read_log(backup).config.id == "small"


def test_a_day_that_is_not_there_is_told(backup: Path) -> None:
    with pytest.raises(NoSuchDayError):
        read_log(backup, "2020-01-01")


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(CopyError):
        read_log(tmp_path / "nothing")
    with pytest.raises(CopyError):
        read_log(tmp_path)
