"""Shows a document as one printer would print it: a job on stdin, the preview on stdout."""

import sys

import msgspec
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from printers.commands import FEED_AND_CUT
from printers.developing import develop
from printers.press import Press
from printers.previewing import LONGEST_JOB, Preview, PreviewJob
from printers.profile import PrinterProfile, read_profile
from printers.transport import Transport, transport_for


def preview(job: PreviewJob) -> Preview:
    """Return what becomes of ``job``: the very bytes for this printer, developed."""
    profile, transport = read_profile(job.profile), transport_for(job.url)
    press = Press(profile, transport.link)
    body = press.prepare(job.document)
    developed = develop(body, profile)
    return Preview(
        one_bit(developed.picture),
        developed.millimetres,
        seconds_on(body, developed.millimetres, profile, transport),
        press.undrawable,
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


def main() -> int:
    """Answer the job on stdin."""
    job = msgspec.json.decode(sys.stdin.buffer.read(LONGEST_JOB), type=PreviewJob)
    sys.stdout.buffer.write(msgspec.json.encode(preview(job)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
