"""The command line as a person uses it, in processes of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.printers.conftest import VirtualPrinter


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m printers`` and return how it ended."""
    command = [sys.executable, "-m", "printers", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


def test_profiles_are_listed_name_first() -> None:
    ended = run("profiles")

    names = [line.split("\t")[0] for line in ended.stdout.splitlines()]
    assert {"epson_tm_t20iii", "generic_80_clone", "custom_vkp80iii"} < set(names)


@pytest.mark.parametrize("profile", ["epson_tm_t20iii", "generic_80_clone"])
def test_render_leaves_bytes_and_picture_and_says_their_size(tmp_path: Path, profile: str) -> None:
    ended = run("render", "--profile", profile, "--language", "ru", "--out", str(tmp_path))

    facts = json.loads(ended.stdout)
    with Image.open(tmp_path / "ticket.png") as picture:
        height_mm = picture.height / 8
    assert facts["profile"] == profile
    assert facts["unknown_bytes"] == 0
    assert facts["bytes"] == (tmp_path / "ticket.bin").stat().st_size
    assert facts["millimetres"] == pytest.approx(height_mm, abs=0.1)
    assert facts["seconds_115200"] <= facts["seconds_9600"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ticket.bin", "ticket.png"]


def test_test_prints_a_ticket_and_exits_zero(virtual_printer: VirtualPrinter) -> None:
    ended = run("test", virtual_printer.url)

    assert ended.returncode == 0
    assert '"outcome":"confirmed"' in ended.stdout
    assert len(virtual_printer.tickets()) == 1


def test_test_of_a_printer_without_paper_says_so_and_exits_one(
    virtual_printer: VirtualPrinter,
) -> None:
    virtual_printer.tell({"paper": "out"})

    ended = run("test", virtual_printer.url)

    assert ended.returncode == 1
    assert '"problem":"paper-out"' in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("test", "lpt1"), "printer-port"),
        (("test", "tcp://127.0.0.1:1", "--profile", "none"), "none.toml"),
    ],
)
def test_a_wrong_address_or_profile_exits_two_and_says_it(
    arguments: tuple[str, ...], said: str
) -> None:
    ended = run(*arguments)

    assert ended.returncode == 2
    assert said in ended.stderr


def test_probe_says_what_the_unit_answers_and_prints_nothing(
    virtual_printer: VirtualPrinter,
) -> None:
    ended = run("probe", virtual_printer.url)

    facts = json.loads(ended.stdout)
    assert ended.returncode == 0
    assert facts["process_id"]
    assert facts["fence"] == "process-id"
    assert virtual_printer.papers() == []


def test_probe_of_a_unit_that_says_nothing_exits_one(virtual_printer: VirtualPrinter) -> None:
    virtual_printer.tell({"mute": True})

    ended = run("probe", virtual_printer.url)

    assert ended.returncode == 1
    assert not json.loads(ended.stdout)["paper_sensor"]


def test_what_one_printer_can_say_is_shown_script_by_script() -> None:
    ended = run("profiles", "generic_80_clone")

    assert "\nkk\ttext=66\traster=18\n" in ended.stdout


def test_lines_of_ones_own_are_rendered(tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("Ә-042", encoding="utf-8")

    ended = run("render", "--text", str(lines), "--out", str(tmp_path / "out"))

    assert json.loads(ended.stdout)["millimetres"] < 40
    assert (tmp_path / "out" / "ticket.png").is_file()


def test_usb_printers_are_listed_where_there_are_any() -> None:
    ended = run("usb")

    assert (ended.returncode, ended.stderr) == (0, "")


def test_virtual_starts_the_virtual_printer() -> None:
    ended = run("virtual", "--help")

    assert "--control" in ended.stdout
