"""Every key module stands alone, and the shared words load nothing heavy."""

import os
import subprocess
import sys

import pytest

from tests.gate.places import ROOT

ALONE = [
    "server.protocol.codec",
    "server.protocol.events",
    "server.queueing.ordering",
    "server.storage.committer",
    "server.hall",
    "server.app",
    "server.client.link",
    "server.console.officials",
    "server.devices.endpoint",
    "server.requirements",
    "printers.document",
    "printers.layout",
    "printers.driver",
    "kiosk.journey",
    "kiosk.screens.visit_screen",
    "display.board",
    "display.phrases",
    "display.screens.board_screen",
]


def loaded_by(module: str) -> set[str]:
    """Import one module in a fresh process and name the packages that came with it."""
    program = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    # Coverage would load itself into the child, and its own imports would be counted.
    quiet = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=quiet,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ALONE)
def test_the_module_can_be_imported_first(module: str) -> None:
    assert module.split(".", maxsplit=1)[0] in loaded_by(module)


def test_the_protocol_loads_neither_qt_nor_the_web() -> None:
    assert not loaded_by("server.protocol.frames") & {"PySide6", "litestar", "uvicorn", "asyncio"}


def test_the_server_loads_no_qt() -> None:
    assert "PySide6" not in loaded_by("server.__main__")


def test_kiosk_and_board_load_no_web_server() -> None:
    assert not loaded_by("kiosk.__main__") & {"litestar", "uvicorn", "aiosql"}
    assert not loaded_by("display.__main__") & {"litestar", "uvicorn", "aiosql"}


def test_a_plain_demo_loads_no_browser() -> None:
    assert "playwright" not in loaded_by("server.demo.__main__")


@pytest.mark.parametrize("program", ["server", "kiosk", "display", "printers", "server.demo"])
def test_no_program_needs_the_test_tools(program: str) -> None:
    assert not loaded_by(f"{program}.__main__") & {"pytest", "hypothesis", "coverage"}
