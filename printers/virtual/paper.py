"""The paper under the head: what has been burnt into it, how it was made and where its ink is."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Self

from PIL import Image, ImageChops

from printers.virtual.build import Mechanics

Box = tuple[int, int, int, int]


class Made(StrEnum):
    """Which way a row came onto the paper."""

    TEXT = "text"
    OWN_CHARACTERS = "own-characters"
    RASTER = "raster"
    LOGO = "logo"
    QR = "qr"


@dataclass(slots=True)
class Row:
    """A line, a picture or a code; ``box`` is its ink, in dots of the head and of the strip."""

    made: Made
    text: str = ""
    page: str = ""
    box: Box | None = None
    clipped_dots: int = 0


@dataclass(slots=True)
class Paper:
    """One strip from cut to cut; its first millimetres were under the cutter already."""

    mechanics: Mechanics
    length: int
    rows: list[Row] = field(default_factory=list)
    qr_texts: list[str] = field(default_factory=list)
    logo: str | None = None
    _burnt: list[tuple[int, int, Image.Image]] = field(default_factory=list)

    @classmethod
    def begun(cls, mechanics: Mechanics) -> Self:
        """Return a new strip, which lies between head and cutter."""
        return cls(mechanics, round(mechanics.head_to_cutter_mm * mechanics.dots_per_mm))

    @property
    def has_ink(self) -> bool:
        """Tell whether anything was printed."""
        return any(row.box for row in self.rows)

    @property
    def lines(self) -> list[str]:
        """Return what can be read in the printer's own letters."""
        return [row.text for row in self.rows if row.text]

    @property
    def clipped_dots(self) -> int:
        """Return how far ink missed the head, all rows together."""
        return sum(row.clipped_dots for row in self.rows)

    @property
    def millimetres(self) -> float:
        """Length of the strip."""
        return self.length / self.mechanics.dots_per_mm

    def begin(self, made: Made, text: str = "", page: str = "") -> None:
        """Say what is burnt from now on."""
        self.rows.append(Row(made, text, page))

    def burn(self, dots: Image.Image, left: int, down: int = 0) -> None:
        """Put ``dots`` at the present position, ``left`` from the head's first dot."""
        ink = ImageChops.invert(dots).getbbox()
        if ink is None:
            return
        top = self.length + down
        row = self.rows[-1]
        right = left + ink[2]
        row.clipped_dots = max(row.clipped_dots, right - self.mechanics.dots, -(left + ink[0]))
        seen = (
            max(0, left + ink[0]),
            top + ink[1],
            min(self.mechanics.dots, right),
            top + ink[3],
        )
        row.box = seen if row.box is None else _around(row.box, seen)
        self._burnt.append((left, top, dots))

    def feed(self, dots: int) -> None:
        """Move the paper on."""
        self.length += dots

    def cut(self, at: int) -> tuple["Paper", "Paper"]:
        """Return the strip up to ``at`` and the rest, on which ink may stand already."""
        done = Paper(self.mechanics, at, qr_texts=self.qr_texts, logo=self.logo)
        rest = Paper(self.mechanics, self.length - at)
        for row in self.rows:
            top, bottom = (row.box[1], row.box[3]) if row.box else (0, 0)
            if top < at:
                done.rows.append(row)
            if bottom > at:
                rest.rows.append(_moved(row, at))
        for left, top, dots in self._burnt:
            if top < at:
                done._burnt.append((left, top, dots))
            if top + dots.height > at:
                rest._burnt.append((left, top - at, dots))
        return done, rest

    def save(self, path: Path) -> None:
        """Write the strip as a picture, margins included."""
        width, dots = self.mechanics.paper_dots, self.mechanics.dots
        head = Image.new("L", (dots, max(1, self.length)), 255)
        for left, top, burnt in self._burnt:
            # A second pass over the same place burns more dots and whitens none.
            below = head.crop((left, top, left + burnt.width, top + burnt.height))
            head.paste(ImageChops.darker(below, burnt), (left, top))
        picture = Image.new("L", (width, head.height), 255)
        picture.paste(head, ((width - dots) // 2, 0))
        picture.save(path)


def _moved(row: Row, at: int) -> Row:
    box = row.box
    moved = (box[0], max(0, box[1] - at), box[2], box[3] - at) if box else None
    text = "" if box and box[1] < at else row.text
    return Row(row.made, text, row.page, moved, row.clipped_dots)


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
