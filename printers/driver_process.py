"""The printer driver as a process: commands on stdin, reports on stdout, a line each."""

import argparse
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

import msgspec

from printers.acquaintance import Acquaintance
from printers.addresses import PortError
from printers.driver import PrinterDriver
from printers.plain_words import explain
from printers.port_messages import (
    LONGEST_LINE,
    AskHealth,
    DriverReady,
    LettersMissing,
    NewRoll,
    PortCommand,
    PortReport,
    PrintJob,
    ProbeUnit,
    to_command,
    to_line,
)
from printers.presenters import PresenterCommands
from printers.pressroom import Pressroom
from printers.profile import BadProfileError, read_profile
from printers.provisioning import given_logo
from printers.transport import transport_for
from printers.units import Units
from server.protocol.languages import languages_of_computer

NANOSECONDS_PER_MS = 1_000_000

log = logging.getLogger(__name__)


class CommandStream:
    """Cuts what comes on a descriptor into commands; ``ended`` once the far side has closed it."""

    def __init__(self, descriptor: int) -> None:
        """Read from ``descriptor``."""
        self.descriptor = descriptor
        self.ended = False
        self._buffer = b""

    def read(self) -> Iterator[PortCommand]:
        """Yield the commands that one read completes."""
        received = os.read(self.descriptor, 65536)
        self.ended = not received
        *lines, self._buffer = (self._buffer + received).split(b"\n")
        if len(self._buffer) > LONGEST_LINE:
            self.ended = True
            log.error("a line longer than %d bytes came, closing", LONGEST_LINE)
        for line in lines:
            try:
                yield to_command(line)
            except msgspec.DecodeError:
                log.exception("a line that is no command came")


def main(arguments: list[str] | None = None) -> int:
    """Drive one printer until stdin closes."""
    options = _parser().parse_args(arguments)
    # The parent decides when the driver ends; a signal to the whole group must not tear a ticket.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    try:
        profile, transport = read_profile(options.profile), transport_for(options.url)
    except (BadProfileError, PortError) as wrong:
        for sentence in explain(wrong, languages_of_computer(os.environ)):
            sys.stderr.write(f"{sentence}\n")
        return 2
    unit = Acquaintance(options.url, profile, Units(options.state), _wall_ms)
    logo = given_logo(options.logo, unit)
    pressroom = Pressroom(transport.link, unit, logo)
    driver = PrinterDriver(
        transport, profile, _tell, unit=unit, strip_may_be_uncut=options.clear_strip
    )
    if logo is not None:
        driver.provide(logo)
    presents = PresenterCommands(profile.presenter).exists
    _tell(DriverReady(options.url, profile.name, presents))
    try:
        _serve(CommandStream(sys.stdin.fileno()), driver, pressroom)
    except BrokenPipeError:
        log.warning("the parent has gone")
    finally:
        driver.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True, help="tcp://, serial:// or usblp:// address")
    parser.add_argument("--profile", required=True, help="name of a profile or path of one")
    parser.add_argument("--clear-strip", action="store_true", help="cut before the first job")
    parser.add_argument("--state", type=Path, help="directory for what is kept of each printer")
    parser.add_argument("--logo", type=Path, help="picture that the printer keeps and prints")
    return parser


def _wall_ms() -> int:
    return time.time_ns() // NANOSECONDS_PER_MS


def _serve(commands: CommandStream, driver: PrinterDriver, pressroom: Pressroom) -> None:
    driver.look_after()
    while not commands.ended:
        if commands.descriptor in _ready(commands.descriptor, driver):
            for command in commands.read():
                _obey(command, driver, pressroom)
        driver.attend()


def _ready(stdin: int, driver: PrinterDriver) -> set[int]:
    poll = select.poll()
    poll.register(stdin, select.POLLIN)
    port = driver.fileno()
    if port is not None:
        poll.register(port, select.POLLIN)
    return {descriptor for descriptor, _ in poll.poll(driver.seconds_to_beat() * 1000)}


def _obey(command: PortCommand, driver: PrinterDriver, pressroom: Pressroom) -> None:
    match command:
        case PrintJob():
            job = pressroom.prepare(command.document)
            if job.undrawable:
                log.warning("no font here has %s", ascii(job.undrawable))
                _tell(LettersMissing(command.job_id, job.undrawable))
            driver.print(command.job_id, job.body, job.millimetres)
        case ProbeUnit():
            driver.probe_anew()
        case NewRoll():
            driver.new_roll()
        case AskHealth():
            driver.repeat_health()
        case _:
            assert_never(command)


def _tell(report: PortReport) -> None:
    line = to_line(report)
    while line:
        line = line[os.write(sys.stdout.fileno(), line) :]


if __name__ == "__main__":
    sys.exit(main())
