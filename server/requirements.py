"""Picks what one program needs out of requirements.lock, hashes and all, for ./kezek.

It runs before anything is installed, so it knows the standard library only.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

# "build" is what installs the project itself into .venv.
EXTRAS_OF: Mapping[str, tuple[str, ...]] = {
    "server": ("build", "server"),
    "printer": ("build", "kiosk"),
    "kiosk": ("build", "kiosk"),
    "display": ("build", "display"),
    "demo": ("build", "server", "kiosk", "display"),
    "bench": ("build", "server", "kiosk"),
    "demo-once": ("build", "server", "kiosk", "display", "browser"),
    "test": ("build", "server", "kiosk", "display", "browser", "test"),
}


@dataclass(frozen=True, slots=True)
class Locked:
    """One distribution of the lock: its lines, its version and who asked for it."""

    name: str
    version: str
    lines: tuple[str, ...]
    wanted_by: frozenset[str]


def canonical(name: str) -> str:
    """Spell the name of a distribution the one way in which names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def name_of(requirement: str) -> str:
    """Take the distribution's name out of a requirement."""
    found = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", requirement)
    if found is None:
        message = f"not a requirement: {requirement!r}"
        raise ValueError(message)
    return canonical(found.group())


def read_lock(text: str) -> dict[str, Locked]:
    """Read the lock into its distributions, by name."""
    blocks = [block for block in re.split(r"\n(?=[A-Za-z0-9])", f"\n{text}") if block.strip()]
    locked = [_read_block(block.strip("\n").split("\n")) for block in blocks]
    return {one.name: one for one in locked}


def _read_block(lines: list[str]) -> Locked:
    name, _, rest = lines[0].partition("==")
    comments = [line.strip().lstrip("# ") for line in lines[1:] if line.strip().startswith("#")]
    wanted_by = [words.removeprefix("via").strip() for words in comments]
    return Locked(
        name=canonical(name),
        version=rest.split()[0],
        lines=tuple(lines),
        wanted_by=frozenset(canonical(who.split()[0]) for who in wanted_by if who),
    )


def direct(project: Mapping[str, Any], extras: Iterable[str]) -> set[str]:
    """Name what pyproject.toml itself asks for with these extras."""
    names = {name_of(requirement) for requirement in project["dependencies"]}
    for extra in extras:
        for requirement in project["optional-dependencies"][extra]:
            names.add(name_of(requirement))
    return names


def closure(lock: Mapping[str, Locked], names: set[str]) -> list[Locked]:
    """Add to these distributions everything that they in turn ask for."""
    chosen = set(names)
    while True:
        more = {one.name for one in lock.values() if one.wanted_by & chosen} - chosen
        if not more:
            return [lock[name] for name in sorted(chosen)]
        chosen |= more


def requirements_for(program: str, root: Path = ROOT) -> str:
    """Write the hash-checked requirements of one program."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = read_lock((root / "requirements.lock").read_text(encoding="utf-8"))
    wanted = closure(lock, direct(project, EXTRAS_OF[program]))
    return "".join(f"{line}\n" for one in wanted for line in one.lines)


if __name__ == "__main__":
    sys.stdout.write(requirements_for(sys.argv[1]))
