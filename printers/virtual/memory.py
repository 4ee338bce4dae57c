"""Where logos are kept: NV memory that lasts in a file and counts its writes, and RAM."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from printers.virtual.pictures import from_rows

BY_NUMBER = "fs:"
"""How the keys of pictures begin that ``FS q`` has written; the others have a key code."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One picture: its rows as bytes."""

    width: int
    height: int
    dots: bytes

    def image(self) -> Image.Image:
        """Return it black on white."""
        return from_rows(self.dots, self.width, self.height)


def stored(image: Image.Image) -> Stored:
    """Return ``image`` as it is kept."""
    dots = bytes(byte ^ 0xFF for byte in image.convert("1").tobytes())
    return Stored(image.width, image.height, dots)


@dataclass(slots=True)
class LogoMemory:
    """Pictures by key in a room of ``capacity`` bytes; with a file they outlive the power."""

    capacity: int
    file: Path | None = None
    writes: int = 0
    refused: int = 0
    _kept: dict[str, Stored] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what an earlier life has written."""
        if self.file is not None and self.file.exists():
            tree = json.loads(self.file.read_text(encoding="utf-8"))
            self.writes = tree["writes"]
            self._kept = {
                key: Stored(one["width"], one["height"], bytes.fromhex(one["dots"]))
                for key, one in tree["logos"].items()
            }

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys in use."""
        return tuple(sorted(self._kept))

    @property
    def remaining(self) -> int:
        """Return the bytes that are free."""
        return self.capacity - sum(len(one.dots) for one in self._kept.values())

    def define(self, key: str, image: Image.Image) -> bool:
        """Keep ``image``; tell whether there was room."""
        new, old = stored(image), self._kept.get(key)
        if len(new.dots) > self.remaining + (len(old.dots) if old else 0):
            self.refused += 1
            return False
        self._kept[key] = new
        self._written()
        return True

    def replace(self, prefix: str, images: tuple[Image.Image, ...]) -> bool:
        """Keep ``images`` instead of all whose keys begin so; tell whether there was room."""
        others = {key: one for key, one in self._kept.items() if not key.startswith(prefix)}
        new = {f"{prefix}{number}": stored(one) for number, one in enumerate(images, 1)}
        if sum(len(one.dots) for one in (others | new).values()) > self.capacity:
            self.refused += 1
            return False
        self._kept = others | new
        self._written()
        return True

    def forget(self, key: str | None = None) -> None:
        """Delete one picture, or all that have a key code."""
        self._kept = {
            one: picture
            for one, picture in self._kept.items()
            if one != key and (key is not None or one.startswith(BY_NUMBER))
        }
        self._written()

    def recall(self, key: str) -> Image.Image | None:
        """Return a kept picture."""
        kept = self._kept.get(key)
        return None if kept is None else kept.image()

    def _written(self) -> None:
        self.writes += 1
        if self.file is None:
            return
        tree = {
            "writes": self.writes,
            "logos": {
                key: {"width": one.width, "height": one.height, "dots": one.dots.hex()}
                for key, one in self._kept.items()
            },
        }
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.file.with_suffix(".new")
        beside.write_text(json.dumps(tree), encoding="utf-8")
        beside.replace(self.file)
