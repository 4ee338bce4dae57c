"""The one door, ./kezek, on machines that lack things; its words are for people without IT."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.gate.places import ROOT

TOOLS = ("sh", "cat", "cksum", "dirname", "env", "rm", "tr", "sed", "ls", "mkdir")


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine made of stubs, with the door in it."""

    root: Path

    def has(self, program: str, script: str) -> None:
        """Put a program on the machine's path."""
        stub = self.root / "bin" / program
        stub.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        stub.chmod(0o755)

    def run(
        self, *arguments: str, language: str = "C", answer: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Go through the door."""
        return subprocess.run(
            [self.root / "kezek", *arguments],
            env={"PATH": str(self.root / "bin"), "LANG": language},
            input=answer,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def asked_apt(self) -> str:
        """What apt-get was asked for."""
        record = self.root / "apt.txt"
        return record.read_text(encoding="utf-8") if record.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Give a Debian without Python and without any package, where one is root."""
    made = Machine(tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or "")
    for name in ("kezek", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    for program in ("kiosk", "server"):
        (tmp_path / program).mkdir()
        (tmp_path / program / "__main__.py").touch()
    made.has("id", "echo 0")
    made.has("dpkg-query", "exit 1")
    made.has("apt-get", f'echo "$@" >>{tmp_path}/apt.txt; [ "$1" = update ]')
    return made


def test_without_a_command_it_says_what_there_is(machine: Machine) -> None:
    said = machine.run()

    assert said.returncode == 0
    assert "./kezek COMMAND" in said.stdout


def test_an_unknown_command_is_refused_with_what_there_is(machine: Machine) -> None:
    said = machine.run("dmeo")

    assert said.returncode == 2
    assert "./kezek COMMAND" in said.stderr


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk_KZ.UTF-8", ["«simulate» әлі жасалмаған."]),
        ("ru_RU.UTF-8", ["«simulate» ещё не сделано."]),
        ("en_GB.UTF-8", ["'simulate' is not built yet."]),
        ("C", ["«simulate» әлі жасалмаған.", "«simulate» ещё не сделано."]),
    ],
)
def test_what_is_not_built_is_said_in_the_language_of_the_machine(
    machine: Machine, language: str, words: list[str]
) -> None:
    said = machine.run("simulate", language=language)

    assert said.returncode == 2
    assert said.stderr.splitlines()[: len(words)] == words


def test_what_will_be_installed_is_named_and_asked_about(machine: Machine) -> None:
    said = machine.run("kiosk", language="en", answer="n\n")

    assert said.returncode == 1
    assert "'kiosk' needs these system packages: python3 python3-venv" in said.stderr
    assert "libegl1" in said.stderr
    assert machine.asked_apt == ""


def test_nobody_who_could_answer_counts_as_no(machine: Machine) -> None:
    said = machine.run("kiosk", language="ru")

    assert said.returncode == 1
    assert "Не установлено" in said.stderr
    assert machine.asked_apt == ""


@pytest.mark.parametrize("answer", ["y\n", "да\n", "Иә\n"])
def test_a_yes_installs(machine: Machine, answer: str) -> None:
    machine.run("server", answer=answer)

    assert "install -q -y --no-install-recommends python3 python3-venv" in machine.asked_apt


def test_packages_that_cannot_be_had_are_said_in_plain_words(machine: Machine) -> None:
    said = machine.run("server", "--yes", language="en")

    assert said.returncode == 1
    assert "Check the network and try again." in said.stderr


def test_who_is_not_root_is_given_the_command_to_run(machine: Machine) -> None:
    machine.has("id", "echo 1000")

    said = machine.run("server", "--yes", language="en")

    assert said.returncode == 1
    assert "Run as root:\n  apt-get update && apt-get install -y" in said.stderr
    assert machine.asked_apt == ""


def test_who_is_not_root_and_has_sudo_uses_it(machine: Machine) -> None:
    machine.has("id", "echo 1000")
    machine.has("sudo", 'exec "$@"')

    machine.run("server", "--yes")

    assert machine.asked_apt.startswith("update -q\ninstall")


def test_without_apt_the_packages_are_named(machine: Machine) -> None:
    (machine.root / "bin" / "apt-get").unlink()

    said = machine.run("server", "--yes", language="en")

    assert said.returncode == 1
    assert "There is no apt-get here" in said.stderr


def test_no_fitting_python_is_said_in_plain_words(machine: Machine) -> None:
    machine.has("apt-get", "exit 0")

    said = machine.run("server", "--yes", language="en")

    assert said.returncode == 1
    assert "There is no Python 3.11 or newer here." in said.stderr


def test_the_doctor_names_what_is_missing(machine: Machine) -> None:
    said = machine.run("doctor")

    assert said.returncode == 0
    assert "Python 3.11+: missing" in said.stdout
    assert "sound: missing: pulseaudio pulseaudio-utils" in said.stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk_KZ.UTF-8", "әлі жоқ; оларды ./kezek demo орнатады"),
        ("ru_RU.UTF-8", "пока нет; их установит ./kezek demo"),
        ("en_GB.UTF-8", "none yet; ./kezek demo installs them"),
    ],
)
def test_the_doctor_of_a_new_machine_says_what_installs_the_packages(
    machine: Machine, language: str, words: str
) -> None:
    said = machine.run("doctor", language=language)

    assert f"Python packages: {words}\n" in said.stdout


def test_the_doctor_names_the_programs_whose_packages_are_there(machine: Machine) -> None:
    (machine.root / ".venv").mkdir()
    (machine.root / ".venv" / "installed-demo").touch()

    said = machine.run("doctor", language="en")

    assert "Python packages: demo \n" in said.stdout
