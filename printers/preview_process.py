"""Shows a document as one printer would print it: a job on stdin, the preview on stdout."""

import signal
import sys
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from printers.acquaintance import Acquaintance
from printers.commands import FEED_AND_CUT
from printers.developing import develop
from printers.pressroom import Pressroom
from printers.previewing import LONGEST_JOB, Preview, PreviewJob
from printers.profile import PrinterProfile, read_profile
from printers.provisioning import given_logo
from printers.transport import Transport, transport_for
from printers.units import Units


def preview(job: PreviewJob) -> Preview:
    """Return what becomes of ``job``: the very bytes for this printer, developed."""
    transport = transport_for(job.url)
    units = Units(None if job.state is None else Path(job.state))
    unit = Acquaintance(job.url, read_profile(job.profile), units, _no_time)
    logo = given_logo(None if job.logo is None else Path(job.logo), unit)
    prepared = Pressroom(transport.link, unit, logo).prepare(job.document)
    kept = None if logo is None else logo.kept_job()
    developed = develop(prepared.body, unit.profile, *([] if kept is None else [kept]))
    return Preview(
        one_bit(developed.picture),
        developed.millimetres,
        seconds_on(prepared.body, developed.millimetres, unit.profile, transport),
        prepared.undrawable,
        developed.unknown_bytes,
    )


def one_bit(picture: bytes) -> bytes:
    """Return ``picture`` as a PNG of black and white alone: it has to go through a frame."""
    image = QImage.fromData(picture).convertToFormat(QImage.Format.Format_Mono)
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    # Qt compresses best at the lowest quality.
    image.save(kept, "PNG", 0)  # type: ignore[call-overload]  # its stubs want bytes, it takes both
    return bytes(kept.data().data())


def seconds_on(
    body: bytes, millimetres: float, profile: PrinterProfile, transport: Transport
) -> float:
    """Return how long the ticket takes: the line or the paper, whichever is slower."""
    cut = FEED_AND_CUT if profile.features.cutter else b""
    sending = (len(body) + len(cut)) / transport.bytes_per_second
    return round(max(sending, millimetres / profile.media.millimetres_per_second), 2)


def _no_time() -> int:
    return 0  # a preview writes nothing of a unit down


def main() -> int:
    """Answer the job on stdin; when told to end, leave no paper behind."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    job = msgspec.json.decode(sys.stdin.buffer.read(LONGEST_JOB), type=PreviewJob)
    sys.stdout.buffer.write(msgspec.json.encode(preview(job)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
