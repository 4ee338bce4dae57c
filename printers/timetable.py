"""The table of bytes and seconds of every printer, and the pictures, of docs/printers.md."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from printers.code_page_sheet import sheets
from printers.developing import develop
from printers.profile import read_profile
from printers.raster import start_fonts
from printers.rendering import BAUD_RATES, Rendering
from printers.strategy import Link, Strategy
from printers.wording import read_words
from printers.yardstick import read_yardstick
from server.protocol.errors import KezekError

BEGIN, END = "<!-- written by ./kezek printer times --write-docs -->", "<!-- by hand from here -->"
PICTURED = (
    "epson_tm_t20iii",
    "generic_80_clone",
    "generic_58_clone",
    "epson_tm_t88v",
    "custom_vkp80iii",
    "star_escpos",
)
SHEET_PROFILE, SHEET_LANGUAGE = "generic_80_clone", "ru"
HEADINGS = (
    "printer",
    "way on a serial line",
    "bytes",
    *(f"{baud} baud" for baud in BAUD_RATES[:-1]),
    "bytes at 115200",
    "115200 baud",
    "bytes by network",
    "network, USB",
)


class PageError(KezekError):
    """The page has not the two marks between which the table stands; data say which page."""

    code = "no-place-for-table"


class Times(Struct, frozen=True):
    """One printer's row: bytes and seconds of the same ticket on each kind of line."""

    profile: str
    strategy: Strategy
    bytes_slow: int
    seconds: tuple[float, ...]
    bytes_brisk: int
    bytes_network: int
    seconds_network: float


def measure(name: str) -> Times:
    """Return the row of one shipped profile; the paper's length comes from a virtual printer."""
    rendering = Rendering(read_profile(name), read_yardstick())
    serial = [rendering.at(baud) for baud in BAUD_RATES]
    network = rendering.by_network()
    return Times(
        profile=name,
        strategy=serial[0].strategy,
        bytes_slow=len(serial[0].job),
        seconds=tuple(one.seconds for one in serial),
        bytes_brisk=len(serial[-1].job),
        bytes_network=len(network.job),
        seconds_network=network.seconds,
    )


def table(rows: list[Times]) -> str:
    """Return the rows as a table, seconds with one decimal."""
    return "\n".join(_lines(rows))


def write_table(page: Path, rows: list[Times]) -> None:
    """Put the table into ``page``; what is written by hand stays."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise PageError(file=page.name)
    page.write_text(f"{before}{BEGIN}\n\n{table(rows)}\n\n{END}{after}", encoding="utf-8")


def write_pictures(folder: Path, names: tuple[str, ...] = PICTURED) -> None:
    """Draw the same ticket as each of ``names`` prints it over a network."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        rendering = Rendering(read_profile(name), read_yardstick())
        (folder / f"{name}.png").write_bytes(rendering.develop(Link.FAST).picture)


def write_sheet(folder: Path) -> None:
    """Draw the sheet of code pages as a printer without a Kazakh page prints it."""
    fonts, profile = start_fonts(), read_profile(SHEET_PROFILE)
    (body,) = sheets(profile, Link.FAST, read_words(SHEET_LANGUAGE).sheet)
    del fonts
    (folder / "code_pages.png").write_bytes(develop(body, profile).picture)


def _lines(rows: list[Times]) -> Iterator[str]:
    yield _row(HEADINGS)
    yield _row(["---"] * 2 + ["---:"] * (len(HEADINGS) - 2))
    for row in rows:
        *slow, brisk = (f"{seconds:.1f} s" for seconds in row.seconds)
        yield _row(
            (
                row.profile,
                row.strategy.value,
                str(row.bytes_slow),
                *slow,
                str(row.bytes_brisk),
                brisk,
                str(row.bytes_network),
                f"{row.seconds_network:.1f} s",
            )
        )


def _row(cells: "list[str] | tuple[str, ...]") -> str:
    return f"| {' | '.join(cells)} |"
