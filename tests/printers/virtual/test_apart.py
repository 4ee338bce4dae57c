"""The virtual printer shares no code with what it is there to check."""

import ast
from pathlib import Path

from tests.gate.places import ROOT, files, relative

OURS = {"printers", "server", "kiosk", "display"}


def imported(path: Path) -> set[str]:
    """Return the modules of our own that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        name
        for node in ast.walk(tree)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }
    return {name for name in names if name.partition(".")[0] in OURS}


def test_it_imports_nothing_of_ours_but_itself() -> None:
    own = files(".py", under=ROOT / "printers" / "virtual")
    foreign = {
        relative(path): others
        for path in own
        if (others := {n for n in imported(path) if not n.startswith("printers.virtual")})
    }

    assert own
    assert foreign == {}


def test_nothing_of_ours_imports_it() -> None:
    others = [path for program in OURS for path in files(".py", under=ROOT / program)]
    users = [
        relative(path)
        for path in others
        if "printers/virtual/" not in relative(path)
        and any(name.startswith("printers.virtual") for name in imported(path))
    ]

    assert len(others) > len(OURS)
    assert users == []
