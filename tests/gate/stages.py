"""The stages of the gate, fast ones first; each is green if all its commands end with 0."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.gate.places import BUILD, PYTHON, ROOT, TOOLS, relative

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One heading of the gate; a command that takes over ``minutes`` is stopped and red."""

    name: str
    title: str
    commands: tuple[Command, ...]
    slow: bool = False
    minutes: float = 25


def tool(name: str, *arguments: str) -> Command:
    """Run a tool that is installed beside this Python."""
    return (str(TOOLS / name), *arguments)


def module(name: str, *arguments: str) -> Command:
    """Run a module of the project or of a tool."""
    return (PYTHON, "-P", "-m", name, *arguments)


def files_beside(workers: int) -> Command:
    """Give pytest's options for files side by side, in the order of tests/conftest.py."""
    # Where a process of tests is replaced, pytest-xdist 3.8 may wait for ever (its issue 1378);
    # so the first that dies ends the run, and its test is named.
    apart = ("--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0")
    return ("-n", str(workers), *apart)


def run_tests(name: str, *arguments: str, workers: int = 0) -> tuple[Command, ...]:
    """Run tests under coverage, files side by side if asked, then look at what they skipped."""
    report = str(BUILD / f"{name}.xml")
    beside = files_beside(workers) if workers else ()
    run = ("pytest", "-q", "-m", "not slow", f"--junitxml={report}", *beside, *arguments)
    return (module("coverage", "run", "-m", *run), module("tests.gate.skips", report))


def run_slow_tests(name: str, workers: int) -> tuple[Command, ...]:
    """Run each slow test as a worker becomes free, without coverage, and say what was counted."""
    report = str(BUILD / f"{name}.xml")
    beside = ("-n", str(workers), "--dist", "worksteal")
    run = ("-q", "-m", "slow", f"--junitxml={report}", "--durations=0", *beside, "tests")
    return (
        module("pytest", *run),
        module("tests.gate.skips", report),
        module("tests.durability.report", "--print"),
    )


def _rule_tests() -> list[str]:
    return [relative(path) for path in sorted((ROOT / "tests").glob("test_*.py"))]


def _stages() -> Iterator[Stage]:
    yield Stage("lock", "The lock agrees with pyproject.toml", (module("tests.gate.lock"),))
    yield Stage("format", "The code is formatted", (tool("ruff", "format", "--check", "."),))
    yield Stage("lint", "The code is clean", (tool("ruff", "check", "."),))
    yield Stage("imports", "Who may import whom", (tool("lint-imports", "--no-logo"),))
    yield Stage("qml", "The QML is right", (module("tests.gate.qml"),))
    texts = (module("tests.gate.qt_texts"), module("tests.gate.page_texts"))
    yield Stage("texts", "Every text is there in every language", texts)
    yield Stage("rules", "The rules of the house", run_tests("rules", *_rule_tests(), workers=2))
    yield Stage("types", "The types hold", (module("mypy"),))
    apart = ["--ignore=tests/journeys", "--ignore=tests/durability"]
    rest = [*apart, *[f"--ignore={one}" for one in _rule_tests()]]
    # Most tests wait for processes, timers and disks: more workers than cores, where time is not
    # what is judged.
    parts = run_tests("tests", *rest, "tests", workers=3)
    yield Stage("tests", "Every part does what it says", parts)
    journeys = run_tests("journeys", "tests/journeys", workers=2)
    yield Stage("journeys", "The whole way, real processes", journeys)
    durability = run_tests("durability", "tests/durability", workers=2)
    yield Stage("durability", "Nothing answered is lost", durability)
    covered = (module("coverage", "combine", "--keep", "-q"), module("tests.gate.covered"))
    yield Stage("coverage", "What the tests ran", covered)
    yield Stage("breaches", "A breach turns the gate red", (module("tests.gate.breaches"),))
    patient = run_slow_tests("patient", workers=3)
    yield Stage("patient", "Tests that take minutes", patient, slow=True, minutes=300)
    bare = (module("tests.gate.bare_root"),)
    yield Stage("bare-root", "A bare Debian 12 installs and runs it", bare, slow=True, minutes=60)


STAGES = tuple(_stages())
