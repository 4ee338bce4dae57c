"""A paper on which a person reads off which code page number has which letters."""

from collections.abc import Iterator, Sequence

from printers.commands import LEFT, select_code_page
from printers.encoder import EscPosEncoder
from printers.layout import GapRow, RasterRow, Row, RuleRow
from printers.profile import PrinterProfile
from printers.raster import Rasteriser
from printers.sizes import Weight
from printers.strategy import Link, can_say
from printers.wording import SheetWords
from printers.wrapping import wrap

LIKELY_PAGES = (6, 7, 10, 11, 12, 15, 17, 23, 28, 34, 37, 38, 39, 44, 46, 51, 53, 59, 60, 73)
"""Where the lists of models have Cyrillic letters: under one of these it is on most printers."""
LARGEST_PAGE = 255
PAGES_A_SHEET = 64
KAZAKH_SAMPLE, RUSSIAN_SAMPLE = "ҚңөҺ", "ЖяЁй"
SAMPLES = {
    "A": ("kz1048", KAZAKH_SAMPLE),
    "B": ("ptcp154", KAZAKH_SAMPLE),
    "C": ("cp1251", RUSSIAN_SAMPLE),
    "D": ("cp866", RUSSIAN_SAMPLE),
    "E": ("cp855", RUSSIAN_SAMPLE),
    "F": ("iso8859-5", RUSSIAN_SAMPLE),
}
"""What a page may be, the most useful first: the first sample that comes out right is it."""
ALPHABET = (
    "ӘәҒғҚқҢңӨөҰұҮүҺһІіАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя№«»"
)
TITLE_PIXELS, LINE_PIXELS = 36, 26


def pages_of(span: str) -> tuple[int, ...]:
    """Return the numbers of ``first-last``; anything else is a ``ValueError``."""
    first, dash, last = span.partition("-")
    pages = tuple(range(int(first), int(last if dash else first) + 1))
    if not pages or pages[0] < 0 or pages[-1] > LARGEST_PAGE:
        raise ValueError(span)
    return pages


def page_read(said: str) -> tuple[int, str]:
    """Return number and codec of ``46:C``, as read off a sheet; else a ``ValueError``."""
    number, _, mark = said.partition(":")
    (page,) = pages_of(number)
    if mark not in SAMPLES:
        raise ValueError(mark)
    return page, SAMPLES[mark][0]


def sheets(
    profile: PrinterProfile, link: Link, words: SheetWords, pages: Sequence[int] = ()
) -> Iterator[bytes]:
    """Yield papers that try ``pages``, or else the likely ones and the profile's own.

    The caller keeps alive what ``start_fonts`` returned.
    """
    numbers = sorted(set(pages or (*LIKELY_PAGES, profile.text.code_page)))
    sheet = _Sheet(profile, words, EscPosEncoder(profile, link, Rasteriser()))
    for start in range(0, len(numbers), PAGES_A_SHEET):
        yield sheet.paper(numbers[start : start + PAGES_A_SHEET])


class _Sheet:
    def __init__(self, profile: PrinterProfile, words: SheetWords, encoder: EscPosEncoder) -> None:
        self._profile = profile
        self._words = words
        self._encoder = encoder
        self._columns = profile.media.dots // profile.text.cell_width

    def paper(self, pages: Sequence[int]) -> bytes:
        tried = LEFT + b"".join(self._tried(page) for page in pages)
        return self._encoder.encode(self._key()) + tried + self._own_page()

    def _key(self) -> tuple[Row, ...]:
        """Draw what is to be looked for: each sample as it has to come out."""
        words = self._words
        wanted = (f"{mark} = {codec}: {sample}" for mark, (codec, sample) in SAMPLES.items())
        return (
            *self._drawn(words.title, TITLE_PIXELS, Weight.BOLD),
            *self._drawn(words.how),
            GapRow(10),
            *(row for line in wanted for row in self._drawn(line)),
            RuleRow(),
            GapRow(12),
        )

    def _tried(self, page: int) -> bytes:
        """Return ``page`` with all samples, each in the bytes of its own code."""
        samples = (
            f"{mark}:".encode() + sample.encode(codec) for mark, (codec, sample) in SAMPLES.items()
        )
        lines = [f"{page:3}".encode()]
        for sample in samples:
            if len(lines[-1]) + 1 + len(sample) > self._columns:
                lines.append(b"   ")
            lines[-1] += b" " + sample
        return select_code_page(page) + b"".join(line + b"\n" for line in lines)

    def _own_page(self) -> bytes:
        """Return the alphabet in the profile's page and, below each line, as it should be."""
        text = self._profile.text
        title = self._words.own.format(page=text.code_page, codec=text.codec)
        letters = "".join(char for char in ALPHABET if can_say(self._profile, char))
        head = (GapRow(12), RuleRow(), GapRow(8), *self._drawn(title))
        body = self._encoder.encode(head)
        for part in self._broken(letters, LINE_PIXELS, Weight.REGULAR):
            body += part.encode(text.codec) + b"\n"
            body += self._encoder.encode((*self._drawn(part), GapRow(8)))
        return body + self._encoder.encode((GapRow(32),))

    def _drawn(
        self, text: str, pixels: int = LINE_PIXELS, weight: Weight = Weight.REGULAR
    ) -> Iterator[Row]:
        for line in self._broken(text, pixels, weight):
            yield RasterRow(line, pixels, weight)
            yield GapRow(4)

    def _broken(self, text: str, pixels: int, weight: Weight) -> tuple[str, ...]:
        rasteriser, dots = self._encoder.rasteriser, self._profile.media.dots // 8 * 8
        return wrap(text, lambda part: rasteriser.width(part, pixels, weight), dots)
