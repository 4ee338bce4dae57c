"""What a rehearsed morning leaves behind, and how it gets into one folder."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec

from server.demo.recording import Spoken, cut, measure
from server.demo.scenery import Scenery
from server.demo.timeline import read_lines
from server.hall_service import HallService
from server.protocol.events import CallSpoken, Entry, TicketCalled, TicketRecalled
from server.storage.chain import EventRow
from server.storage.event_log import as_entry

TIMELINE = "timeline.jsonl"
EVENTS = "events.jsonl"
PAPERS = "papers.jsonl"
RECORDING = "recording.wav"
REPORT = "report.json"


def collect_papers(printers: Path, out: Path) -> None:
    """Copy every paper's picture and bytes to ``paper-KIOSK-N`` and list them in one file."""
    lines = []
    for folder in sorted(printers.iterdir()):
        for paper in read_lines(folder / "papers.jsonl"):
            name = f"paper-{folder.name}-{paper['paper']}"
            shutil.copyfile(folder / paper["png"], out / f"{name}.png")
            shutil.copyfile(folder / paper["bin"], out / f"{name}.bin")
            lines.append(
                paper | {"kiosk": folder.name, "png": f"{name}.png", "bin": f"{name}.bin"}
            )
    written = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (out / PAPERS).write_text(written, encoding="utf-8")


async def export_events(scenery: Scenery, path: Path) -> str:
    """Write the hall's event log, one row a line, and return the head that the hall keeps.

    The server must have ended.
    """
    service = await HallService.open(scenery.data, None)
    try:
        rows, head = await service.read(lambda ledger: (ledger.events.rows(), ledger.head.hash))
    finally:
        await service.close()
    _write_rows(path, rows)
    return head


def _write_rows(path: Path, rows: Iterable[EventRow]) -> None:
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def read_rows(out: Path) -> list[EventRow]:
    """Return the exported event log, none when it was not exported."""
    path = out / EVENTS
    if not path.exists():
        return []
    return [msgspec.json.decode(line, type=EventRow) for line in path.read_bytes().splitlines()]


def spoken_calls(entries: list[Entry]) -> list[Spoken]:
    """Return every spoken call with the time in which only it was spoken."""
    called = {
        entry.seq: (entry.at, entry.event.number)
        for entry in entries
        if isinstance(entry.event, TicketCalled | TicketRecalled)
    }
    calls: list[Spoken] = []
    for entry in entries:
        if isinstance(entry.event, CallSpoken):
            called_at, number = called[entry.event.call]
            before = calls[-1].ends_at if calls else 0
            calls.append(Spoken(number, max(called_at, before), entry.at))
    return calls


def cut_recording(out: Path) -> list[Path]:
    """Cut the recording into one ``call-NUMBER.wav`` per call."""
    ended = [note["at"] for note in read_lines(out / TIMELINE) if note["what"] == "recorded"]
    began_at = ended[-1] - round(measure(out / RECORDING).seconds * 1000)
    entries = [as_entry(row) for row in read_rows(out)]
    return cut(out / RECORDING, began_at, spoken_calls(entries), out)
