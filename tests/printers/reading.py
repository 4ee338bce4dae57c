"""Reads papers back as a stranger would, from dots: lines by tesseract, codes by zxing-cpp."""

import math
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import zxingcpp
from PIL import Image, ImageFilter

from printers.document import TextLine, TicketDocument, TicketNumber

NUMBER = "number"
NUMBER_SIGNS = "AKMT0123456789-"
"""All that a ticket number has; the dotted nought of some printers is no Q."""
MODELS: dict[str, tuple[str, ...]] = {
    "kk": ("kaz",),
    "ru": ("rus",),
    "en": ("eng",),
    NUMBER: ("eng", "-c", f"tessedit_char_whitelist={NUMBER_SIGNS}"),
}
ALIKE = str.maketrans("–—З", "--3")
"""How long a dash is nobody reads, and a three is a Ze but for the word that it stands in."""
READ_SECONDS = 120
BLACK = 128
RULE_DOTS = 4
DOT_DOTS, DOT_GAP = 10, 6
"""A run of rows no higher than a dot over a letter belongs to the letters so close below it."""
LETTER_DOTS, NUMBER_DOTS = 60, 40
"""What is larger is made smaller: tesseract was taught with letters of a book."""
MARGIN = 20
PAGE_COLUMN = 1
INK_SPREAD = 1.0
"""Dots of heat on paper are round and run into one another; on the picture they are squares."""
CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@dataclass(frozen=True, slots=True)
class Misread:
    """What was sent and what stands on the paper instead of it."""

    sent: str
    read: str


def codes_on(picture: Path) -> list[str]:
    """Return the texts of the QR codes on ``picture``."""
    with Image.open(picture) as paper:
        return [code.text for code in zxingcpp.read_barcodes(paper, CODES)]


def lines_on(picture: Path) -> tuple[Image.Image, ...]:
    """Return the lines of text on ``picture`` from the top, without rules and codes."""
    with Image.open(picture) as opened:
        paper = opened.convert("L")
    codes = [code.position for code in zxingcpp.read_barcodes(paper, CODES)]
    crops = []
    for top, bottom in _joined(_ink_runs(paper)):
        strip = paper.crop((0, top, paper.width, bottom))
        strip = strip.crop(strip.point(lambda grey: 255 - grey).getbbox())
        in_code = any(top < code.bottom_left.y and bottom > code.top_left.y for code in codes)
        is_rule = strip.height <= RULE_DOTS and strip.width > paper.width // 2
        if not in_code and not is_rule:
            crops.append(strip)
    return tuple(crops)


def read_lines(lines: Sequence[Image.Image], language: str, folder: Path) -> list[str]:
    """Return what tesseract reads in each of ``lines``, all of them in one run of it."""
    if not lines:
        return []
    listed = folder / f"lines-{language}.txt"
    pictures = [folder / f"line-{language}-{number:03}.png" for number in range(len(lines))]
    for line, picture in zip(lines, pictures, strict=True):
        _as_scanned(line, NUMBER_DOTS if language == NUMBER else LETTER_DOTS).save(picture)
    listed.write_text("".join(f"{picture}\n" for picture in pictures), encoding="utf-8")
    command = ["tesseract", str(listed), "-", "-l", *MODELS[language], "--psm", "7"]
    ended = subprocess.run(
        [*command, "--dpi", "200", "tsv"],
        capture_output=True,
        text=True,
        check=True,
        timeout=READ_SECONDS,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    words: dict[int, list[str]] = {}
    for row in ended.stdout.splitlines()[1:]:
        # A line in which nothing is seen has no words, so each word tells its page itself.
        columns = row.split("\t")
        if columns[-1].strip():
            words.setdefault(int(columns[PAGE_COLUMN]), []).append(columns[-1])
    return [" ".join(words.get(page, [])) for page in range(1, len(lines) + 1)]


def misread(document: TicketDocument, picture: Path, folder: Path) -> list[Misread]:
    """Return each text of ``document`` that the paper does not say, and what it says beside."""
    sent = list(_sent(document))
    lines = lines_on(picture)
    read = {language: read_lines(lines, language, folder) for language in {one for one, _ in sent}}
    wrong, at = [], 0
    for language, text in sent:
        said = ""
        # A text may stand on several lines; the next begins where it has all its letters.
        while at < len(lines) and len(said) < len(text) - 1:
            said = f"{said} {read[language][at]}".strip()
            at += 1
        if said.translate(ALIKE) != text.translate(ALIKE):
            wrong.append(Misread(text, said))
    wrong += [Misread("", read[language][number]) for number in range(at, len(lines))]
    return wrong


def _sent(document: TicketDocument) -> Iterator[tuple[str, str]]:
    for element in document.elements:
        match element:
            case TextLine():
                yield element.language, element.text
            case TicketNumber():
                yield NUMBER, element.text
            case _:
                pass


def _ink_runs(paper: Image.Image) -> Iterator[tuple[int, int]]:
    width, dots = paper.width, paper.tobytes()
    inked = [min(dots[at : at + width]) < BLACK for at in range(0, len(dots), width)]
    top = None
    for y, has_ink in enumerate((*inked, False)):
        if has_ink and top is None:
            top = y
        elif not has_ink and top is not None:
            yield top, y
            top = None


def _joined(runs: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    held: tuple[int, int] | None = None
    for top, bottom in runs:
        if held and held[1] - held[0] <= DOT_DOTS and top - held[1] <= DOT_GAP:
            held = held[0], bottom
        else:
            if held:
                yield held
            held = top, bottom
    if held:
        yield held


def _as_scanned(line: Image.Image, highest: int) -> Image.Image:
    """Return ``line`` as a scanner would see it, its letters in the proportions of a book's."""
    high = _magnification(line)
    wide = _magnification(line.transpose(Image.Transpose.TRANSPOSE))
    line = line.resize((line.width * high // wide, line.height) if high > wide else line.size)
    framed = Image.new("L", (line.width + 2 * MARGIN, line.height + 2 * MARGIN), 255)
    framed.paste(line, (MARGIN, MARGIN))
    if line.height > highest:
        framed.thumbnail((framed.width, highest), Image.Resampling.LANCZOS)
    return framed.filter(ImageFilter.GaussianBlur(INK_SPREAD))


def _magnification(line: Image.Image) -> int:
    """Return how many rows each row of dots was made into."""
    rows = [line.crop((0, y, line.width, y + 1)).tobytes() for y in range(line.height)]
    changes = [y for y in range(1, line.height) if rows[y] != rows[y - 1]]
    return math.gcd(line.height, *changes)
