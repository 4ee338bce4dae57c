"""Prints bytes on a virtual printer without a driver and tells what is on the paper."""

import socket
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from printers.commands import FEED_AND_CUT, PAPER_SENSOR_FENCE
from printers.profile import PrinterProfile
from tests.printers.conftest import WAIT_SECONDS, VirtualPrinter


def develop(
    printer: VirtualPrinter, profile: PrinterProfile, *jobs: bytes
) -> list[dict[str, Any]]:
    """Print each of ``jobs`` as a paper of its own and return the records of all papers."""
    cut = FEED_AND_CUT if profile.features.cutter else b""
    address = urlsplit(printer.url)
    assert address.hostname is not None
    assert address.port is not None
    with socket.create_connection((address.hostname, address.port), WAIT_SECONDS) as line:
        sent = int(printer.tell({"state": True})["bytes"])
        for job in jobs:
            wanted = len(printer.papers()) + 1
            data = job + PAPER_SENSOR_FENCE + cut
            line.sendall(data)
            sent += len(data)
            if not cut:
                # Nothing waits before the bytes are there, too: torn then, half would be missing.
                printer.until(partial(_has_printed, sent))
                printer.tell({"tear": True})
            printer.until(partial(_has_cut, wanted))
    return printer.papers()


def _has_printed(sent: int, state: dict[str, Any]) -> bool:
    return int(state["bytes"]) >= sent and not state["waiting_bytes"]


def _has_cut(papers: int, state: dict[str, Any]) -> bool:
    return int(state["papers"]) >= papers
