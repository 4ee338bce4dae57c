"""Compares requirements.lock with pyproject.toml, without asking any registry."""

import re
import sys
import tomllib
from collections.abc import Mapping
from typing import Any

from packaging.requirements import Requirement

from server.requirements import EXTRAS_OF, Locked, canonical, direct, read_lock
from tests.gate.places import ROOT, verdict


def _requirements(project: Mapping[str, Any]) -> list[Requirement]:
    extras = project["optional-dependencies"].values()
    texts = [*project["dependencies"], *[text for extra in extras for text in extra]]
    return [Requirement(text) for text in texts]


def _asked_faults(project: Mapping[str, Any], lock: Mapping[str, Locked]) -> list[str]:
    faults = []
    for asked in _requirements(project):
        locked = lock.get(canonical(asked.name))
        if locked is None:
            faults.append(f"{asked.name} is asked for and not in the lock")
        elif "kezek" not in locked.wanted_by:
            faults.append(f"the lock does not know that {asked.name} is asked for by ourselves")
        elif not asked.specifier.contains(locked.version, prereleases=True):
            faults.append(f"{asked} is asked for, the lock has {locked.version}")
    return faults


def _lock_faults(project: Mapping[str, Any], lock: Mapping[str, Locked]) -> list[str]:
    ours = direct(project, project["optional-dependencies"])
    known = {*lock, "kezek"}
    faults = []
    for one in lock.values():
        if "kezek" in one.wanted_by and one.name not in ours:
            faults.append(f"{one.name} is locked for ourselves and nobody asks for it")
        if not one.wanted_by or one.wanted_by - known:
            faults.append(f"{one.name}: who asked for it is not in the lock")
        if not any("--hash=sha256:" in line for line in one.lines):
            faults.append(f"{one.name} has no hash")
    return faults


def main() -> int:
    """Print every disagreement."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    lock = read_lock(text)
    faults = _asked_faults(project, lock) + _lock_faults(project, lock)
    if re.search(r"^\s*-(-index|-extra|-find|i |f )|://", text, re.MULTILINE):
        faults.append("the lock carries an address or an index")
    unused = set(project["optional-dependencies"]) - {e for es in EXTRAS_OF.values() for e in es}
    faults += [f"no program installs the extra {extra}" for extra in sorted(unused)]
    return verdict(faults)


if __name__ == "__main__":
    sys.exit(main())
