"""Backup, restore and verify as an administrator meets them: real processes, plain words."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

from server.storage.postgres import place_of
from tests.server.engines import Engines

DEMO_HALL = Path("server/halls/demo.toml")


def kezek(
    module: str, *arguments: str | Path, language: str = "en"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"server.{module}", *map(str, arguments)],
        env={**os.environ, "LC_ALL": f"{language}_KZ.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def facts(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert (done.returncode, done.stdout.count("\n")) == (0, 1), done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@contextmanager
def running_server(where: Path | str, *more: str) -> Iterator[None]:
    flag = "--data" if isinstance(where, Path) else "--database"
    command = [sys.executable, "-m", "server", "run", "--plain", flag, str(where), *more]
    with subprocess.Popen(
        [*command, "--port", "0", "--no-mdns"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        assert "serving" in json.loads(server.stdout.readline())
        yield
        server.terminate()


def test_a_hall_is_backed_up_as_it_runs_and_comes_back_on_a_new_pc(tmp_path: Path) -> None:
    data, folder, new = tmp_path / "data", tmp_path / "to", tmp_path / "new"
    with running_server(data, "--hall-file", str(DEMO_HALL)):
        made = facts(kezek("backup", "backup", "--data", data, "--to", folder, "--keep", "2"))
        held = kezek("backup", "restore", "--data", data, "--from", made["backup"])
        live = facts(kezek("verify", "--data", data))

    back = facts(kezek("backup", "restore", "--data", new, "--from", made["backup"]))
    with running_server(new):
        again = facts(kezek("verify", "--data", new, "--witness", made["head"]))

    assert (held.returncode, held.stdout) == (1, "")
    assert "is running. Stop it first." in held.stderr
    assert (live["epoch"], live["gaps"]) == (1, 0)
    assert (back["epoch"], back["restored_from_seq"]) == (2, made["seq"])
    assert (again["hall"], again["epoch"], again["gaps"]) == ("hall-demo", 2, 1)


def test_a_hall_of_a_database_is_backed_up_as_it_runs_and_comes_back_in_another(
    tmp_path: Path, postgresql: Engines
) -> None:
    old, new, folder = postgresql.address(), postgresql.address(), tmp_path / "to"
    with running_server(old, "--hall-file", str(DEMO_HALL)):
        made = facts(kezek("backup", "backup", "--database", old, "--to", folder, "--keep", "2"))
        taken = kezek("backup", "restore", "--database", old, "--from", made["backup"])

    lost = ("--old-database", old)
    back = facts(kezek("backup", "restore", "--database", new, "--from", made["backup"], *lost))
    with running_server(new):
        again = facts(kezek("verify", "--database", new, "--witness", made["head"]))
    copied = facts(kezek("verify", "--file", made["backup"]))

    assert (taken.returncode, taken.stdout) == (1, "")
    assert f"{place_of(old)} keeps the hall hall-demo already." in taken.stderr
    assert (copied["hall"], copied["epoch"], copied["head"]) == ("hall-demo", 1, made["head"])
    assert (back["restored"], back["epoch"], back["lost"]) == (place_of(new), 2, 0)
    assert (again["hall"], again["epoch"], again["gaps"]) == ("hall-demo", 2, 1)


def test_what_is_wrong_is_told_in_the_language_of_the_computer(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "to"
    opening = ("day", "open", "--data", str(data), "--hall-file", str(DEMO_HALL))
    subprocess.run([sys.executable, "-m", "server", *opening], check=True, capture_output=True)
    made = facts(kezek("backup", "backup", "--data", data, "--to", folder))
    connection = sqlite3.connect(made["backup"], isolation_level=None)
    connection.execute("update events set body = '{}' where seq = 2")
    connection.close()

    verified = kezek("verify", "--file", made["backup"], language="ru")
    restored = kezek("backup", "restore", "--data", data, "--from", made["backup"], language="kk")
    nothing = kezek("backup", "backup", "--data", tmp_path / "none", "--to", folder)
    unknown = kezek("verify", "--data", data, "--witness", "ab" * 32)

    assert verified.returncode == restored.returncode == nothing.returncode == 1
    assert json.loads(verified.stdout) == {"fault": "bad-body", "epoch": 1, "seq": 2, "head": ""}
    assert "Запись 1/2 неверна" in verified.stderr
    assert "2-жазбадан бастап" in restored.stderr
    assert "There is no hall's data" in nothing.stderr
    assert (unknown.returncode, json.loads(unknown.stdout)["fault"]) == (1, "bad-witness")
