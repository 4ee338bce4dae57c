"""What ./kezek installs for each program."""

import importlib.metadata

import pytest

from server.requirements import EXTRAS_OF, ROOT, name_of, read_lock, requirements_for

LOCK = """\
aa==1.0 \\
    --hash=sha256:11
    # via kezek (pyproject.toml)
b-b==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:22 \\
    --hash=sha256:33
    # via
    #   aa
    #   cc
cc==3.0 \\
    --hash=sha256:44
    # via kezek (pyproject.toml)
"""


def test_the_lock_is_read_with_versions_and_who_asked() -> None:
    lock = read_lock(LOCK)

    assert list(lock) == ["aa", "b-b", "cc"]
    assert lock["b-b"].version == "2.0"
    assert lock["b-b"].wanted_by == {"aa", "cc"}


def test_each_program_gets_what_its_packages_ask_for_in_turn() -> None:
    lock = read_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"))

    for program in EXTRAS_OF:
        chosen = set(read_lock(requirements_for(program)))
        for one in lock.values():
            assert one.name in chosen or not one.wanted_by & chosen


def test_every_requirement_carries_its_hashes() -> None:
    for one in read_lock(requirements_for("test")).values():
        assert "--hash=sha256:" in one.lines[1]


def test_everything_is_installed_in_the_locked_version() -> None:
    for one in read_lock(requirements_for("test")).values():
        if "sys_platform" not in one.lines[0]:
            assert importlib.metadata.version(one.name) == one.version


@pytest.mark.parametrize("program", sorted(set(EXTRAS_OF) - {"test"}))
def test_only_the_tests_pull_the_test_tools(program: str) -> None:
    chosen = set(read_lock(requirements_for(program)))

    assert not chosen & {"pytest", "mypy", "ruff", "hypothesis", "coverage"}


@pytest.mark.parametrize(
    ("program", "absent"),
    [
        ("demo", {"playwright"}),
        ("server", {"playwright", "pyside6-essentials", "python-escpos"}),
        ("display", {"litestar", "python-escpos"}),
        ("kiosk", {"litestar"}),
    ],
)
def test_a_program_does_not_carry_the_others(program: str, absent: set[str]) -> None:
    chosen = set(read_lock(requirements_for(program)))

    assert not chosen & absent


def test_a_name_is_taken_out_of_its_requirement() -> None:
    assert name_of("Python_escpos[serial]>=3.1,<4") == "python-escpos"


def test_what_is_not_a_requirement_is_refused() -> None:
    with pytest.raises(ValueError, match="not a requirement"):
        name_of("-r other.txt")
