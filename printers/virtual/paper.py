"""The paper under the head: what has been burnt into it, and what can be read on it."""

from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

HEAD_DOTS = 576
PAPER_DOTS = 640
DOTS_PER_MM = 8
HEAD_TO_CUTTER_DOTS = 11 * DOTS_PER_MM


@dataclass(slots=True)
class Paper:
    """One strip from cut to cut; its first millimetres were under the cutter already."""

    length: int = HEAD_TO_CUTTER_DOTS
    lines: list[str] = field(default_factory=list)
    qr_texts: list[str] = field(default_factory=list)
    clipped_dots: int = 0
    _burnt: list[tuple[int, int, Image.Image]] = field(default_factory=list)

    @property
    def has_ink(self) -> bool:
        """Tell whether anything was printed."""
        return bool(self._burnt)

    @property
    def millimetres(self) -> float:
        """Length of the strip."""
        return self.length / DOTS_PER_MM

    def burn(self, dots: Image.Image, align: int) -> None:
        """Put ``dots`` at the present position, left, centred or right."""
        spare = HEAD_DOTS - dots.width
        self.clipped_dots += max(0, -spare)
        left = max(0, (0, spare // 2, spare)[align])
        self._burnt.append((left, self.length, dots))

    def feed(self, dots: int) -> None:
        """Move the paper on."""
        self.length += dots

    def save(self, path: Path) -> None:
        """Write the strip as a picture, margins included."""
        picture = Image.new("L", (PAPER_DOTS, max(1, self.length)), 255)
        margin = (PAPER_DOTS - HEAD_DOTS) // 2
        for left, top, dots in self._burnt:
            visible = dots.crop((0, 0, min(dots.width, HEAD_DOTS), dots.height))
            picture.paste(visible, (margin + left, top))
        picture.save(path)
