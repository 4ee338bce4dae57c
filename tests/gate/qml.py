"""Tells qmllint what Python registers, then lints every QML file; one warning is too many."""

import json
import re
import subprocess
import sys
from pathlib import Path

import PySide6

from tests.gate.places import BUILD, ROOT, TOOLS, files, relative, verdict

TYPES = ROOT / "build" / "qml"
SHARED = ROOT / "server" / "client" / "qml"
METATYPES = Path(PySide6.__path__[0]) / "Qt" / "metatypes"


def _run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(TOOLS / f"pyside6-{tool}"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def _modules() -> dict[str, list[Path]]:
    """Group the Python files that register QML types by the module that they name."""
    found: dict[str, list[Path]] = {}
    for program in ("kiosk", "display"):
        for path in files(".py", under=ROOT / program):
            named = re.search(
                r'^QML_IMPORT_NAME = "([\w.]+)"', path.read_text("utf-8"), re.MULTILINE
            )
            if named:
                found.setdefault(named.group(1), []).append(path)
    return found


def describe(name: str, sources: list[Path]) -> list[str]:
    """Write the type description of one module for qmllint."""
    folder = TYPES.joinpath(*name.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    dumped = _run("metaobjectdump", "--quiet", *[relative(source) for source in sources])
    if dumped.returncode != 0 or not dumped.stdout.strip():
        return [f"metaobjectdump of {name}: {dumped.stderr.strip()}"]
    collected = folder / "types.json"
    collected.write_text(json.dumps(json.loads(dumped.stdout)), encoding="utf-8")
    foreign = ",".join(str(path) for path in sorted(METATYPES.glob("qt6*.json")))
    registered = _run(
        "qmltyperegistrar",
        *("--import-name", name, "--major-version", "1", "--foreign-types", foreign),
        *("--generate-qmltypes", str(folder / "types.qmltypes")),
        *("-o", str(folder / "types.cpp"), str(collected)),
    )
    if registered.returncode != 0:
        return [f"qmltyperegistrar of {name}: {registered.stderr.strip()}"]
    (folder / "qmldir").write_text(f"module {name}\ntypeinfo types.qmltypes\n", encoding="utf-8")
    return []


def lint(name: str, folder: Path) -> list[str]:
    """Lint the QML of a folder and the QML of its tests."""
    sources = [str(path) for path in files(".qml", under=folder)]
    if not sources:
        return [f"{name} has no QML: a check that looks at nothing is no check"]
    tests = ROOT / "tests" / "qml" / name
    sources += [str(path) for path in files(".qml", under=tests)] if tests.exists() else []
    imports = [part for one in (TYPES, SHARED, folder) for part in ("-I", str(one))]
    done = _run("qmllint", "-W", "0", *imports, *sources)
    print(f"{name}: {len(sources)} QML files")
    return [(done.stdout + done.stderr).strip()] if done.returncode != 0 else []


def main() -> int:
    """Describe every module, then lint."""
    BUILD.mkdir(parents=True, exist_ok=True)
    faults = [fault for name, paths in _modules().items() for fault in describe(name, paths)]
    folders = {"kiosk": ROOT / "kiosk" / "qml", "display": ROOT / "display" / "qml"}
    for name, folder in {**folders, "client": SHARED}.items():
        faults += lint(name, folder)
    return verdict(faults)


if __name__ == "__main__":
    sys.exit(main())
