"""What every command of the gate finds in its environment."""

import os
from pathlib import Path

from tests.gate.places import ROOT


def environment(root: Path = ROOT) -> dict[str, str]:
    """Let every program take the modules of this tree, whatever is installed."""
    kept = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    return kept | {
        "PYTHONPATH": str(root),
        "COVERAGE_FILE": str(root / "build" / "gate" / "coverage"),
        "CI": "true",
    }
