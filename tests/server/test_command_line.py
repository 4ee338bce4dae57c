"""The command line as an administrator meets it: real processes, one JSON line, plain words."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from server.storage.data_directory import hold
from server.storage.people import People
from server.storage.sqlite import Store

DEMO_HALL = Path("server/halls/demo.toml")


def server(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
    )


def test_a_device_is_added_before_any_server_ran(tmp_path: Path) -> None:
    place = ("--data", str(tmp_path), "--hall-file", str(DEMO_HALL))

    added = server("add-device", *place, "--role", "display", "--id", "board-1")
    again = server("add-device", *place, "--role", "display", "--id", "board-1")

    facts = json.loads(added.stdout)
    assert (added.returncode, len(facts.pop("key"))) == (0, 64)
    assert facts == {
        "hall": "hall-demo",
        "device": "board-1",
        "role": "display",
        "zone": "main",
    }
    assert (again.returncode, again.stdout) == (1, "")
    assert "there is a device board-1 already" in again.stderr


def test_a_device_is_revoked_although_no_server_runs(tmp_path: Path) -> None:
    place = ("--data", str(tmp_path), "--hall-file", str(DEMO_HALL))
    server("add-device", *place, "--role", "kiosk", "--id", "kiosk-1")

    revoked = server("revoke-device", "--data", str(tmp_path), "--id", "kiosk-1")
    unknown = server("revoke-device", "--data", str(tmp_path), "--id", "kiosk-2")

    assert json.loads(revoked.stdout) == {"hall": "hall-demo", "revoked": "kiosk-1"}
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "there is no device kiosk-2" in unknown.stderr


def test_an_official_needs_a_password(tmp_path: Path) -> None:
    place = ("--data", str(tmp_path), "--hall-file", str(DEMO_HALL))
    person = ("--login", "Aigul", "--role", "official", "--password-stdin")

    without = server("add-official", *place, *person)
    with_one = server("add-official", *place, *person, stdin="a long password\n")

    assert without.returncode == 1
    assert "no password" in without.stderr
    assert json.loads(with_one.stdout)["login"] == "aigul"


@pytest.mark.parametrize(
    ("login", "password", "reason"),
    [
        ("a" * 65, "a long password", "a login has 1 to 64 characters, this one has 65"),
        ("  ", "a long password", "a login has 1 to 64 characters, this one has 0"),
        ("aigul", "x" * 257, "a password has at most 256 characters"),
    ],
)
def test_what_could_never_log_in_is_refused(
    tmp_path: Path, login: str, password: str, reason: str
) -> None:
    place = ("--data", str(tmp_path), "--hall-file", str(DEMO_HALL))
    person = ("--login", login, "--role", "official", "--password-stdin")

    refused = server("add-official", *place, *person, stdin=f"{password}\n")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert reason in refused.stderr


def test_the_longest_login_and_password_are_taken_whole(tmp_path: Path) -> None:
    place = ("--data", str(tmp_path), "--hall-file", str(DEMO_HALL))
    person = ("--login", f" {'A' * 64} ", "--role", "official", "--password-stdin")

    added = server("add-official", *place, *person, stdin=f"{'я' * 256}\n")
    store = Store.open(tmp_path)
    official = People(store.connection, "hall-demo").official("a" * 64)
    store.close()

    assert added.returncode == 0
    assert official is not None
    assert PasswordHasher().verify(official.password_hash, "я" * 256)


def test_the_first_start_without_a_hall_file_says_what_is_missing(tmp_path: Path) -> None:
    started = server("run", "--plain", "--data", str(tmp_path), "--port", "0", "--no-mdns")

    assert started.returncode == 1
    plain, technical = started.stderr.splitlines()
    assert plain.startswith("The first start needs a hall file: --hall-file FILE;")
    assert technical == "HallFileNeededError: the first start needs a hall file"


def test_a_wrong_hall_file_is_told_line_by_line(tmp_path: Path) -> None:
    wrong = tmp_path / "hall.toml"
    text = DEMO_HALL.read_text(encoding="utf-8").replace('zone = "main"', 'zone = "roof"')
    wrong.write_text(text, encoding="utf-8")

    started = server("run", "--plain", "--data", str(tmp_path / "data"), "--hall-file", str(wrong))

    assert started.returncode == 1
    assert started.stderr.startswith(f"The hall file cannot be used: {wrong}.")
    assert "desks.desk-8.zone: no zone is called 'roof'" in started.stderr


def test_a_hall_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone.toml"

    started = server("run", "--plain", "--data", str(tmp_path / "data"), "--hall-file", str(gone))

    plain, technical = started.stderr.splitlines()
    assert started.returncode == 1
    assert plain.startswith(f"The hall file cannot be used: {gone}.")
    assert technical.startswith("FileNotFoundError: ")


def test_a_taken_port_is_told_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        place = ("--data", str(tmp_path), "--hall-file", str(DEMO_HALL))

        started = server("run", "--plain", *place, "--port", port, "--no-mdns")

    told = started.stderr.splitlines()
    assert started.returncode == 1
    assert told[-2] == (
        f"The port is taken: {port}. A server may be running already. Stop it, or name another "
        "port: --port NUMBER."
    )
    assert told[-1].startswith("OSError: [Errno 98]")


def test_a_data_directory_in_use_is_named(tmp_path: Path) -> None:
    place = ("--data", str(tmp_path), "--hall-file", str(DEMO_HALL))
    held = hold(tmp_path)

    started = server("run", "--plain", *place, "--port", "0", "--no-mdns")
    held.close()

    plain, technical = started.stderr.splitlines()
    assert started.returncode == 1
    assert plain.startswith(f"The data directory is in use: {tmp_path}.")
    assert technical == f"StoreInUseError: {tmp_path} is held by a running server"


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("/proc/nowhere/data", "No such file or directory"),
        ("/sys/kezek", "ermi|Read-only"),
    ],
    ids=["it-cannot-be-made", "it-may-not-be-made"],
)
@pytest.mark.parametrize("command", [("run", "--plain"), ("devices",)], ids=["run", "devices"])
def test_a_data_directory_that_cannot_be_used_is_named(
    place: str, reason: str, command: tuple[str, ...]
) -> None:
    started = server(*command, "--data", place, "--hall-file", str(DEMO_HALL))

    plain, technical = started.stderr.splitlines()
    assert started.returncode == 1
    assert plain.startswith(f"The data directory cannot be used: {place}. Make it, give it to")
    assert re.match(f"StoreFolderError: {place} cannot be opened: .*({reason})", technical)


@pytest.mark.parametrize(
    ("flags", "advice"),
    [
        ((), "on the computer where you will work open http://"),
        (("--no-setup",), "you may go past that (Advanced, then Proceed)"),
        (("--plain",), "yet. Open http://127.0.0.1:"),
    ],
    ids=["by-certificate", "past-the-warning", "without-tls"],
)
def test_the_first_administrator_is_told_how_to_come_past_the_browsers_warning(
    tmp_path: Path, flags: tuple[str, ...], advice: str
) -> None:
    place = ("--data", str(tmp_path), "--hall-file", str(DEMO_HALL), "--host", "127.0.0.1")
    ports = ("--port", "0", "--no-mdns", *([] if flags else ["--setup-port", "0"]))
    begun = subprocess.Popen(
        [sys.executable, "-m", "server", "run", *place, *ports, *flags],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
    )

    with begun:
        told = next((line for line in begun.stderr or () if "no administrator" in line), "")
        begun.terminate()

    assert advice.casefold() in told.casefold()
    assert str(tmp_path / "setup-code.txt") in told
