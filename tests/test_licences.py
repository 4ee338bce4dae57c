"""The page of licences names everything that is shipped or used, in the version that is used."""

import json
import re

from server.requirements import read_lock
from tests.gate.places import ROOT, files

PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")


def rows() -> dict[str, list[str]]:
    """Read the tables: the other cells by the first one."""
    lines = re.findall(r"^\| (.+) \|$", PAGE, re.MULTILINE)
    cells = [line.split(" | ") for line in lines]
    return {first: rest for first, *rest in cells}


def test_every_locked_package_is_listed_with_its_version_and_licence() -> None:
    lock = read_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    listed = rows()

    assert {one.name: one.version for one in lock.values()} == {
        name: listed.get(name, ["not listed"])[0] for name in lock
    }
    assert [name for name in lock if len(listed[name][1]) < 3] == []


def test_every_npm_package_is_listed_with_its_version_and_licence() -> None:
    listed = rows()
    lock = json.loads((ROOT / "tests" / "npm" / "package-lock.json").read_text(encoding="utf-8"))
    locked = {
        place.removeprefix("node_modules/"): [one["version"], one["license"]]
        for place, one in lock["packages"].items()
        if place
    }

    assert len(locked) > 1
    assert {name: listed.get(name) for name in locked} == locked


def test_every_vendored_package_is_listed_with_its_version_and_licence() -> None:
    listed = rows()
    manifests = [path for path in files(".json") if path.name == "manifest.json"]
    packages = [json.loads(path.read_text(encoding="utf-8")) for path in manifests]
    vendored = [one for found in packages if isinstance(found, list) for one in found]

    assert vendored
    for one in vendored:
        assert listed[one["package"]][:2] == [one["version"], one["licence"]]


def test_every_system_package_is_listed() -> None:
    door = (ROOT / "kezek").read_text(encoding="utf-8")
    wanted = {
        name
        for names in re.findall(r'^for_\w+="([^"]+)"', door, re.MULTILINE)
        for name in names.split()
    }
    listed = {name for first in rows() for name in first.split(", ")}

    assert wanted
    assert wanted - listed == set()
