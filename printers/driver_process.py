"""The printer driver as a process: commands on stdin, reports on stdout, a line each."""

import argparse
import logging
import os
import select
import signal
import sys
from collections.abc import Iterator
from typing import assert_never

import msgspec

from printers.driver import PrinterDriver
from printers.port_messages import (
    LONGEST_LINE,
    AskHealth,
    DriverReady,
    PortCommand,
    PortReport,
    PrintJob,
    to_command,
    to_line,
)
from printers.press import Press
from printers.profile import read_profile
from printers.transport import transport_for

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
    profile = read_profile(options.profile)
    transport = transport_for(options.url)
    press = Press(profile, transport.link)
    driver = PrinterDriver(transport, profile, _tell, strip_may_be_uncut=options.clear_strip)
    _tell(DriverReady(options.url, profile.name))
    try:
        _serve(CommandStream(sys.stdin.fileno()), driver, press)
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
    return parser


def _serve(commands: CommandStream, driver: PrinterDriver, press: Press) -> None:
    driver.examine()
    while not commands.ended:
        if commands.descriptor in _ready(commands.descriptor, driver):
            for command in commands.read():
                _obey(command, driver, press)
        driver.attend()


def _ready(stdin: int, driver: PrinterDriver) -> set[int]:
    poll = select.poll()
    poll.register(stdin, select.POLLIN)
    port = driver.fileno()
    if port is not None:
        poll.register(port, select.POLLIN)
    return {descriptor for descriptor, _ in poll.poll(driver.seconds_to_beat() * 1000)}


def _obey(command: PortCommand, driver: PrinterDriver, press: Press) -> None:
    match command:
        case PrintJob():
            driver.print(command.job_id, press.prepare(command.document))
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
