"""Command line of the printers: test, probe, render, profiles, times, usb, virtual."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from printers.addresses import PortError, usb_address
from printers.code_page_sheet import page_read, pages_of, sheets
from printers.driver import PrinterDriver
from printers.plain_words import explain, explain_file
from printers.port_messages import JobFinished, PortReport, to_line
from printers.press import Press
from printers.probe import narrowed, probe_printer
from printers.profile import (
    BadProfileError,
    PrinterProfile,
    profile_names,
    read_profile,
    with_page,
)
from printers.rendering import BAUD_RATES, OwnTextError, Rendering, own_text
from printers.showing import description, summary
from printers.specimen import specimen
from printers.strategy import Link
from printers.timetable import measure, table, write_pictures, write_sheet, write_table
from printers.transport import transport_for
from printers.usb import usb_printers
from printers.wording import languages, read_words
from server.protocol.languages import LanguageCode, languages_of_computer
from server.protocol.printing import PRINTED_OUTCOMES

DEFAULT_PROFILE = "epson_tm_t20iii"
DOCS = Path(__file__).parent.parent / "docs"


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
        sys.stdout.flush()
    except (BadProfileError, PortError, OwnTextError) as wrong:
        _complain(explain(wrong, _languages()))
        return 2
    except BrokenPipeError:
        # Whoever read has read enough; what is left in the buffer must not be told as an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as wrong:
        _complain(explain_file(wrong, _languages()))
        return 2
    return status


def _languages() -> tuple[LanguageCode, ...]:
    return languages_of_computer(os.environ)


def _complain(sentences: Iterator[str]) -> None:
    print(*sentences, sep="\n", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="printers", description=__doc__)
    commands = parser.add_subparsers(required=True)
    test = commands.add_parser("test", help="print one ticket and say what is known of it")
    test.add_argument("url", help="tcp://host:9100, serial:///dev/..., usb://serial")
    test.add_argument("--profile", default=DEFAULT_PROFILE)
    test.add_argument("--language", default="kk", choices=languages())
    test.add_argument("--sheet", action="store_true", help="the sheet of code pages instead")
    test.add_argument("--pages", type=pages_of, default=(), help="numbers to try on it, as 0-255")
    test.set_defaults(run=_test)
    asked = commands.add_parser("probe", help="what this very unit answers; prints nothing")
    asked.add_argument("url", help="the same address as for test")
    asked.add_argument("--profile", default=DEFAULT_PROFILE, help="what it should answer")
    asked.set_defaults(run=_probe)
    render = commands.add_parser("render", help="write the bytes and the picture of a ticket")
    render.add_argument("--profile", default=DEFAULT_PROFILE)
    render.add_argument("--language", default="kk", choices=languages())
    render.add_argument("--link", default=Link.FAST, type=Link, choices=list(Link))
    render.add_argument("--text", type=Path, help="print the lines of this file instead")
    render.add_argument("--out", type=Path, required=True)
    render.set_defaults(run=_render)
    profiles = commands.add_parser("profiles", help="the printers that are known, one a line")
    profiles.add_argument("name", nargs="?", help="one of them, or a file: what it can say")
    profiles.add_argument("--link", default=Link.SLOW, type=Link, choices=list(Link))
    profiles.add_argument(
        "--page", type=page_read, help="print its file with this page, read off a sheet: 46:C"
    )
    profiles.set_defaults(run=_profiles)
    times = commands.add_parser("times", help="bytes and seconds of a ticket on every printer")
    times.add_argument("--write-docs", action="store_true", help="put them into docs/printers.md")
    times.set_defaults(run=_times)
    usb = commands.add_parser("usb", help="the USB printers that are plugged in, address first")
    usb.set_defaults(run=_usb)
    commands.add_parser("virtual", help="a printer made of software; see virtual --help")
    return parser


def _test(options: argparse.Namespace) -> int:
    reports: list[PortReport] = []

    def tell(report: PortReport) -> None:
        reports.append(report)
        sys.stdout.write(to_line(report).decode())

    transport = transport_for(options.url)
    profile = read_profile(options.profile)
    press = Press(profile, transport.link)
    bodies = (
        tuple(_sheets(options, profile, transport.link))
        if options.sheet
        else (press.prepare(specimen(options.language, _now())),)
    )
    driver = PrinterDriver(transport, profile, tell)
    for number, body in enumerate(bodies, 1):
        driver.print(f"test-{number}", body)
    driver.close()
    ended = [report for report in reports if isinstance(report, JobFinished)]
    came_out = [report.outcome in PRINTED_OUTCOMES for report in ended]
    return 0 if came_out and all(came_out) else 1


def _sheets(options: argparse.Namespace, profile: PrinterProfile, link: Link) -> Iterator[bytes]:
    return sheets(profile, link, read_words(options.language).sheet, options.pages)


def _probe(options: argparse.Namespace) -> int:
    profile = read_profile(options.profile)
    found = probe_printer(transport_for(options.url), profile)
    facts = msgspec.to_builtins(found)
    print(json.dumps(facts | {"fence": narrowed(profile, found).features.fence}))
    return 1 if found.is_silent else 0


def _render(options: argparse.Namespace) -> int:
    profile = read_profile(options.profile)
    document = (
        own_text(options.text, options.language)
        if options.text
        else specimen(options.language, _now())
    )
    rendering = Rendering(profile, document)
    paper = rendering.develop(options.link)
    job = rendering.job(options.link)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "ticket.bin").write_bytes(job)
    (options.out / "ticket.png").write_bytes(paper.picture)
    facts = {
        "profile": profile.name,
        "language": options.language,
        "bytes": len(job),
        "millimetres": paper.millimetres,
        "unknown_bytes": paper.unknown_bytes,
        **{f"seconds_{baud}": rendering.at(baud).seconds for baud in BAUD_RATES},
    }
    print(json.dumps(facts))
    return 0


def _now() -> datetime:
    return datetime.now(UTC).astimezone()  # noqa: TID251 - the clock enters here and is passed on


def _profiles(options: argparse.Namespace) -> int:
    if options.name is None:
        return _list_profiles()
    if options.page is not None:
        print(with_page(options.name, *options.page), end="")
    else:
        print(*description(read_profile(options.name), options.link), sep="\n")
    return 0


def _list_profiles() -> int:
    status = 0
    for name in profile_names():
        try:
            print(summary(read_profile(name)))
        except BadProfileError as wrong:
            # One file with a slip of the pen must not hide the others.
            _complain(explain(wrong, _languages()))
            status = 2
    return status


def _times(options: argparse.Namespace) -> int:
    rows = [measure(name) for name in profile_names()]
    print(table(rows))
    if options.write_docs:
        write_table(DOCS / "printers.md", rows)
        write_pictures(DOCS / "pictures" / "papers")
        write_sheet(DOCS / "pictures" / "papers")
    return 0


def _usb(_: argparse.Namespace) -> int:
    for printer in usb_printers():
        print(f"{usb_address(printer.serial or printer.place)}\t{printer.title}\t{printer.device}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
