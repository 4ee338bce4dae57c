"""Dots as commands send them, made into pictures: rows, columns, scaled and not."""

from PIL import Image

WHITE, BLACK = 255, 0


def from_rows(dots: bytes, width: int, height: int) -> Image.Image:
    """Return the picture whose rows follow one another, each begun on a whole byte."""
    wanted = (width + 7) // 8 * height
    inverted = bytes(byte ^ 0xFF for byte in dots[:wanted].ljust(wanted, b"\x00"))
    return Image.frombytes("1", (width, height), inverted).convert("L")


def from_columns(dots: bytes, width: int, depth: int) -> Image.Image:
    """Return the picture whose columns follow one another, each of ``depth`` bytes."""
    lying = from_rows(dots, depth * 8, width) if width and depth else blank(max(1, depth * 8), 1)
    return lying.transpose(Image.Transpose.TRANSPOSE)


def blank(width: int, height: int) -> Image.Image:
    """Return a white picture."""
    return Image.new("L", (width, height), WHITE)


def scaled(image: Image.Image, wide: int, high: int) -> Image.Image:
    """Return ``image`` with every dot made ``wide`` by ``high``."""
    if (wide, high) == (1, 1):
        return image
    return image.resize((image.width * wide, image.height * high), Image.Resampling.NEAREST)


def mode_scale(mode: int) -> tuple[int, int]:
    """Return what the mode byte of ``GS v 0``, ``FS p`` and ``GS /`` makes of a dot."""
    return (2 if mode & 1 else 1), (2 if mode & 2 else 1)


def column_scale(mode: int) -> tuple[int, int]:
    """Return what the mode of ``ESC *`` makes of a dot: 8-dot modes are a third as dense."""
    return (1 if mode & 1 else 2), (1 if mode & 0x20 else 3)
