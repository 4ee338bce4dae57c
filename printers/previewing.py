"""Asks a process of its own what a printer would make of a document; light enough for a kiosk."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

import msgspec
from msgspec import Struct

from printers.document import TicketDocument
from printers.port import NOTHING_KEPT, KeptForPrinter

LONGEST_JOB = 256 * 1024
SECONDS = 20.0
END_SECONDS = 3.0
_COMMAND = (sys.executable, "-m", "printers.preview_process")


class PreviewJob(Struct, frozen=True):
    """A document to be looked at, as the printer at ``url`` with this profile prints it.

    ``state`` is where its driver keeps what it knows of it, ``logo`` the file of its logo.
    """

    url: str
    profile: str
    document: TicketDocument
    state: str | None = None
    logo: str | None = None


class Preview(Struct, frozen=True):
    """A picture (PNG of one bit a dot), the paper's length, how long it takes on that printer.

    ``unsaid`` are characters that no font here has, ``unknown_bytes`` what such a printer would
    not have understood.
    """

    picture: bytes
    millimetres: float
    seconds: float
    unsaid: str = ""
    unknown_bytes: int = 0


class PreviewError(Exception):
    """There is no picture; the log of the process says why."""


class Previewer:
    """Makes one preview at a time; ``stop`` ends it from another thread."""

    def __init__(
        self,
        url: str,
        profile: str,
        kept: KeptForPrinter = NOTHING_KEPT,
        command: tuple[str, ...] = _COMMAND,
    ) -> None:
        """Preview for the printer at ``url`` with this profile, whose driver knows ``kept``."""
        self._url = url
        self._profile = profile
        self._kept = kept
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None

    def show(self, document: TicketDocument, seconds: float = SECONDS) -> Preview:
        """Return the preview; raise PreviewError, or TimeoutError after ``seconds``."""
        job = PreviewJob(self._url, self._profile, document, *self._kept.names())
        with subprocess.Popen(  # noqa: S603 - our own interpreter and module
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A group of its own: the virtual printer that it starts has to end with it.
            start_new_session=True,
        ) as child:
            self._child = child
            try:
                answer, _ = child.communicate(msgspec.json.encode(job), timeout=seconds)
            except subprocess.TimeoutExpired as error:
                raise TimeoutError from error
            finally:
                self._child = None
                _end(child)
        if child.returncode != 0:
            raise PreviewError(child.returncode)
        try:
            return msgspec.json.decode(answer, type=Preview)
        except msgspec.DecodeError as error:
            raise PreviewError(str(error)) from error

    def stop(self) -> None:
        """Have the preview end that is being made, if one is."""
        child = self._child
        if child is not None:
            _signal(child, signal.SIGTERM)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End ``child`` in a few seconds: asked first, so that it can take its papers away."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if child.poll() is not None:
            return
        _signal(child, number)
        with suppress(subprocess.TimeoutExpired):
            child.wait(END_SECONDS)


def _signal(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, number)
