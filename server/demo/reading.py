"""Reads the number off a picture of a paper, as the visitor who holds it would: with eyes."""

import io
import os
import shutil
import subprocess
from pathlib import Path

from PIL import Image, ImageOps

from server.demo.processes import StageError

TESSERACT = "tesseract"
SECONDS = 20
READ_HEIGHT = 40
"""The number is printed far larger than what tesseract reads best."""
MARGIN = 14
LETTERS = "AMTK0123456789-"
WHITE = 255


def read_number(paper: Path) -> str:
    """Return the number printed in the tallest line of a picture, empty if none can be read."""
    if shutil.which(TESSERACT) is None:
        raise StageError(TESSERACT, "not installed")
    with Image.open(paper) as picture:
        line = _tallest_line(picture.convert("L"))
    if line is None:
        return ""
    width = max(1, round(line.width * READ_HEIGHT / line.height))
    image = io.BytesIO()
    ImageOps.expand(line.resize((width, READ_HEIGHT)), MARGIN, fill=WHITE).save(image, "PNG")
    ended = subprocess.run(  # noqa: S603 - a fixed program, told nothing from outside
        [TESSERACT, "-", "-", "--psm", "7", "-c", f"tessedit_char_whitelist={LETTERS}"],
        input=image.getvalue(),
        capture_output=True,
        check=False,
        timeout=SECONDS,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )
    return ended.stdout.decode().strip()


def _tallest_line(picture: Image.Image) -> Image.Image | None:
    """Return the highest band of rows with ink, none on an empty paper."""
    darkest = picture.resize((1, picture.height), Image.Resampling.BOX).tobytes()
    bands: list[tuple[int, int]] = []
    top: int | None = None
    for row, shade in enumerate((*darkest, WHITE)):
        if shade < WHITE and top is None:
            top = row
        elif shade == WHITE and top is not None:
            bands.append((top, row))
            top = None
    if not bands:
        return None
    first, last = max(bands, key=lambda band: band[1] - band[0])
    return picture.crop((0, first, picture.width, last))
