"""The artefacts of a rehearsed morning, read back from their folder for the checker."""

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from server.demo.artefacts import PAPERS, TIMELINE, read_rows
from server.demo.processes import Said
from server.demo.reading import read_number
from server.demo.recording import Sound, measure
from server.demo.timeline import read_lines
from server.protocol.events import Entry
from server.protocol.happened import Happened
from server.storage.chain import EventRow
from server.storage.event_log import as_entry

PNG_HEADER = struct.Struct(">8sI4sII")
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
LEAST_PICTURE_BYTES = 3000

E = TypeVar("E", bound=Happened)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What lies in the folder; whatever is missing is simply not there."""

    out: Path
    notes: list[Said] = field(default_factory=list)
    papers: list[Said] = field(default_factory=list)
    rows: list[EventRow] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    """Picture of a paper to the number that can be read on it."""

    @classmethod
    def read(cls, out: Path) -> "Evidence":
        """Read the folder ``out``."""
        rows = read_rows(out)
        entries = [as_entry(row) for row in rows]
        papers = read_lines(out / PAPERS)
        pictures = [paper["png"] for paper in papers if (out / paper["png"]).is_file()]
        numbers = {picture: read_number(out / picture) for picture in pictures}
        return cls(out, read_lines(out / TIMELINE), papers, rows, entries, numbers)

    def note(self, what: str, **facts: object) -> Said:
        """Return the first note of this kind with these facts, an empty one if there is none."""
        for note in self.notes:
            if note["what"] == what and all(note.get(key) == facts[key] for key in facts):
                return note
        return {}

    def events(self, kind: type[E]) -> list[tuple[Entry, E]]:
        """Return every event of one kind with its entry."""
        return [(entry, entry.event) for entry in self.entries if isinstance(entry.event, kind)]

    def papers_of(self, number: str) -> list[Said]:
        """Return the papers on which ``number`` can be read, if their bytes exist too."""
        return [
            paper
            for paper in self.papers
            if number
            and self.numbers.get(paper["png"]) == number
            and self.has_picture(paper["png"])
            and (self.out / paper["bin"]).is_file()
        ]

    def has_picture(self, name: str) -> bool:
        """Return whether there is a PNG of this name that shows something."""
        path = self.out / name
        if not path.is_file() or path.stat().st_size < LEAST_PICTURE_BYTES:
            return False
        signature, _, _, width, height = PNG_HEADER.unpack(path.read_bytes()[: PNG_HEADER.size])
        return bool(signature == PNG_SIGNATURE and width > 0 and height > 0)

    def screen(self, picture: str) -> Said:
        """Return what the screen said when the picture was taken, if the picture is there."""
        note = self.note("screen", picture=picture) or self.note("desk-screen", picture=picture)
        return note if self.has_picture(picture) else {}

    def sound(self, number: str) -> Sound:
        """Return what can be measured of the recorded call of ``number``."""
        path = self.out / f"call-{number}.wav"
        return measure(path) if path.is_file() else Sound(0.0, 0.0)
