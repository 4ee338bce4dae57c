"""The line that is being put together before a feed prints it."""

from dataclasses import dataclass, field

from PIL import Image

from printers.virtual.paper import Made
from printers.virtual.pictures import blank


@dataclass(frozen=True, slots=True)
class Piece:
    """One letter or column picture and where it stands in the line."""

    char: str
    image: Image.Image
    made: Made
    page: str
    left: int


@dataclass(slots=True)
class Line:
    """Pieces from left to right, standing on a common foot."""

    position: int = 0
    _pieces: list[Piece] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to print."""
        return not self._pieces

    @property
    def waiting(self) -> int:
        """Return how many pieces wait for a feed."""
        return len(self._pieces)

    @property
    def height(self) -> int:
        """Return the height of the tallest piece."""
        return max((piece.image.height for piece in self._pieces), default=0)

    @property
    def width(self) -> int:
        """Return the dots from the line's beginning to its last piece's end."""
        return max((piece.left + piece.image.width for piece in self._pieces), default=0)

    @property
    def text(self) -> str:
        """Return what can be read."""
        return "".join(piece.char for piece in self._pieces)

    @property
    def page(self) -> str:
        """Return the code pages in the order of their use."""
        return "+".join(dict.fromkeys(piece.page for piece in self._pieces if piece.page))

    @property
    def made(self) -> Made:
        """Return the way the line was made; letters of our own tell most."""
        ways = {piece.made for piece in self._pieces}
        for way in (Made.OWN_CHARACTERS, Made.TEXT):
            if way in ways:
                return way
        return Made.RASTER

    def add(self, char: str, image: Image.Image, made: Made, page: str = "") -> None:
        """Put a piece at the position and move on."""
        self._pieces.append(Piece(char, image, made, page, self.position))
        self.position += image.width

    def render(self) -> Image.Image:
        """Return the whole line as one picture."""
        height = self.height
        strip = blank(max(1, self.width), max(1, height))
        for piece in self._pieces:
            strip.paste(piece.image, (piece.left, height - piece.image.height))
        return strip

    def clear(self) -> None:
        """Begin the next line."""
        self.position = 0
        self._pieces.clear()
