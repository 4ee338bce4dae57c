"""The command line as a person uses it, in processes of its own."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest
from PIL import Image

from printers.__main__ import main
from printers.profile import OWN_PROFILES_VARIABLE
from tests.printers.conftest import VirtualPrinter

PATIENCE_SECONDS = 30


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m printers`` and return how it ended; if it hangs, fail with where."""
    command = [sys.executable, "-X", "faulthandler", "-m", "printers", *arguments]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, text=True) as program:
        try:
            said, complained = program.communicate(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            program.send_signal(signal.SIGABRT)
            pytest.fail(f"{command} hung\n{program.communicate()[1]}")
    return subprocess.CompletedProcess(command, program.returncode, said, complained)


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


def test_the_sheet_of_code_pages_is_printed_and_what_it_shows_becomes_a_profile(
    virtual_printer: VirtualPrinter, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.toml"

    printed = run("test", virtual_printer.url, "--sheet", "--pages", "50-55")
    mine.write_text(run("profiles", "generic_80_clone", "--page", "53:A").stdout, "utf-8")
    kept = run("profiles", str(mine))

    (paper,) = virtual_printer.tickets()
    assert printed.returncode == 0
    assert any(line.startswith(" 53 A:ҚңөҺ") for line in paper["lines"])
    assert kept.returncode == 0
    assert kept.stdout.startswith("mine\t")
    assert "page=53:kz1048" in kept.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("test", "lpt1"), "lpt1"),
        (("test", "tcp://127.0.0.1:1", "--profile", "none"), "none.toml"),
        (("probe", "tcp://127.0.0.1:99999"), "65535"),
        (("probe", "tcp://127.0.0.1:1"), "Connection refused"),
        (("probe", "usb://none"), "none"),
        (("render", "--text", "/none.txt", "--out", "/dev/null"), "/none.txt"),
        (("render", "--text", "/bin/sh", "--out", "/dev/null"), "/bin/sh"),
    ],
)
def test_a_wrong_address_profile_or_file_exits_two_and_says_it(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    status = main(arguments)

    assert status == 2
    assert said in capsys.readouterr().err


def test_a_reader_who_has_read_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "printers", "profiles"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        assert listing.stdout is not None
        listing.stdout.close()
        assert listing.stderr is not None
        said = listing.stderr.read()

    assert (listing.returncode, said) == (0, b"")


def test_one_bad_file_hides_no_other_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ours.toml").write_text("[media]\ndott = 1\n", encoding="utf-8")
    monkeypatch.setenv(OWN_PROFILES_VARIABLE, str(tmp_path))

    status = main(["profiles"])

    said = capsys.readouterr()
    assert status == 2
    assert "ours.toml" in said.err
    assert {"epson_tm_t20iii", "xprinter_xp80"} < {
        line.split("\t")[0] for line in said.out.splitlines()
    }


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
