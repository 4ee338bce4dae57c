"""Command line of the printers: ``python -m printers test|render|virtual|profiles``."""

import argparse
import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from printers.commands import FEED_AND_CUT
from printers.driver import PrinterDriver
from printers.plain_words import explain
from printers.port_messages import JobFinished, PortReport, to_line
from printers.press import Press
from printers.profile import BadProfileError, PrinterProfile, profile_names, read_profile
from printers.specimen import specimen
from printers.strategy import Link
from printers.transport import FAST_BAUD, PortError, transport_for
from printers.wording import languages
from server.protocol.languages import languages_of_computer
from server.protocol.printing import PRINTED_OUTCOMES

BAUD_RATES = (9600, 19200, 38400, 115200)
DEFAULT_PROFILE = "epson_tm_t20iii"
RENDER_SECONDS = 30
KAZAKH_CODEC = "kz1048"
ANSWER_BYTES = 5
"""Four bytes of automatic status come first, the one byte of the fence last."""


def main(arguments: Sequence[str]) -> int:
    """Run one subcommand and return its exit status."""
    if arguments[:1] == ["virtual"]:
        # A program of its own: it shares nothing with what it is there to check.
        os.execv(  # noqa: S606 - our own interpreter, no shell wanted
            sys.executable, [sys.executable, "-m", "printers.virtual", *arguments[1:]]
        )
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except BadProfileError as wrong:
        print(*explain(wrong, languages_of_computer(os.environ)), sep="\n", file=sys.stderr)
        return 2
    except PortError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="printers", description=__doc__)
    commands = parser.add_subparsers(required=True)
    test = commands.add_parser("test", help="print one ticket and say what is known of it")
    test.add_argument("url", help="tcp://host:9100, serial:///dev/..., usblp:///dev/usb/lp0")
    test.add_argument("--profile", default=DEFAULT_PROFILE)
    test.add_argument("--language", default="kk", choices=languages())
    test.set_defaults(run=_test)
    render = commands.add_parser("render", help="write the bytes and the picture of a ticket")
    render.add_argument("--profile", default=DEFAULT_PROFILE)
    render.add_argument("--language", default="kk", choices=languages())
    render.add_argument("--link", default=Link.FAST, type=Link, choices=list(Link))
    render.add_argument("--out", type=Path, required=True)
    render.set_defaults(run=_render)
    profiles = commands.add_parser("profiles", help="list the printers that are known")
    profiles.set_defaults(run=_profiles)
    commands.add_parser("virtual", help="a printer made of software; see virtual --help")
    return parser


def _test(options: argparse.Namespace) -> int:
    reports: list[PortReport] = []

    def tell(report: PortReport) -> None:
        reports.append(report)
        sys.stdout.write(to_line(report).decode())

    transport = transport_for(options.url)
    profile = read_profile(options.profile)
    body = Press(profile, transport.link).prepare(specimen(options.language, _now()))
    driver = PrinterDriver(transport, profile, tell)
    driver.print("test", body)
    driver.close()
    ended = [report for report in reports if isinstance(report, JobFinished)]
    return 0 if ended and ended[-1].outcome in PRINTED_OUTCOMES else 1


def _render(options: argparse.Namespace) -> int:
    profile = read_profile(options.profile)
    document = specimen(options.language, _now())
    job = Press(profile, options.link).prepare(document) + FEED_AND_CUT
    slow = Press(profile, Link.SLOW).prepare(document) + FEED_AND_CUT
    brisk = Press(profile, Link.BRISK).prepare(document) + FEED_AND_CUT
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "ticket.bin").write_bytes(job)
    paper = _develop(job, profile, options.out)
    facts = {
        "profile": profile.name,
        "language": options.language,
        "bytes": len(job),
        "millimetres": paper["mm"],
        "unknown_bytes": paper["unknown_bytes"],
        **{
            f"seconds_{baud}": _seconds(
                slow if baud < FAST_BAUD else brisk, profile, paper["mm"], baud
            )
            for baud in BAUD_RATES
        },
    }
    print(json.dumps(facts))
    return 0


def _develop(job: bytes, profile: PrinterProfile, out: Path) -> dict[str, float]:
    """Let a virtual printer print ``job`` and keep its picture as ``ticket.png``."""
    model = "epson" if profile.text.codec == KAZAKH_CODEC else "clone"
    command = [sys.executable, "-m", "printers.virtual", "--port", "0", "--model", model]
    command += ["--dir", str(out / "developing"), "--speed", "100000"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdout=subprocess.PIPE
    ) as process:
        try:
            ready = json.loads(process.stdout.readline() if process.stdout else b"")
            return _collect(job, int(ready["url"].rpartition(":")[2]), out)
        finally:
            process.terminate()


def _collect(job: bytes, port: int, out: Path) -> dict[str, float]:
    fence = b"\x1dr\x01"
    with socket.create_connection(("127.0.0.1", port), RENDER_SECONDS) as printer:
        printer.sendall(job + fence)
        answers = b""
        while len(answers) < ANSWER_BYTES:
            answers += printer.recv(64)
    developing = out / "developing"
    (developing / "paper-0001.png").replace(out / "ticket.png")
    record: dict[str, float] = json.loads((developing / "papers.jsonl").read_text("utf-8"))
    for leftover in developing.iterdir():
        leftover.unlink()
    developing.rmdir()
    return record


def _now() -> datetime:
    return datetime.now(UTC).astimezone()  # noqa: TID251 - the clock enters here and is passed on


def _seconds(job: bytes, profile: PrinterProfile, millimetres: float, baud: int) -> float:
    moving = millimetres / profile.media.millimetres_per_second
    return round(max(len(job) * 10 / baud, moving), 2)


def _profiles(_: argparse.Namespace) -> int:
    for name in profile_names():
        profile = read_profile(name)
        page = f"page {profile.text.code_page} {profile.text.codec}"
        unverified = sum(by == "unverified" for by in profile.provenance.values())
        print(
            f"{name}\t{profile.title}\t{profile.media.dots} dots\t{page}"
            f"\tfence {profile.features.fence}\t{unverified} values unverified"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
