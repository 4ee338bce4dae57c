"""Every script on every printer: right letters, no box, no question mark, nothing clipped."""

import re
from typing import Any

import pytest

from printers.commands import FEED_AND_CUT
from printers.document import (
    Element,
    QrCode,
    Role,
    Rule,
    TextLine,
    TicketDocument,
    TicketNumber,
)
from printers.logos import logo_hash
from printers.press import Press
from printers.profile import PrinterProfile, profile_names, read_profile
from printers.raster import Rasteriser, start_fonts
from printers.strategy import KAZAKH_LETTERS, Link, Proved
from printers.virtual.tokens import Tokeniser
from tests.printers.conftest import StartVirtual
from tests.printers.developing import develop
from tests.printers.yardstick import ADDRESS, LOGO

STRATEGIES = ("epson_tm_t20iii_58", "generic_80_clone", "generic_58_clone", "custom_kpm210")
"""One for each way of encoding: Kazakh page, own characters, no feeds, no Russian page."""
OTHERS = tuple(sorted(set(profile_names()) - set(STRATEGIES)))
LINES = {
    "kk": f"{KAZAKH_LETTERS} № 7 «Ә» — ₸",
    "kk-latn": "Älipbi: Ñ ñ Ö ö Ü ü Ū ū Ğ ğ Ş ş I ı",
    "kk-arab": "ئەلىپبي: ڭ ۇ ۋ ە ۆ گ 12",
    "ru": "Подъезд № 5: ёлка, «Щука» — эхо",
    "uz": "Ўзбекистон, Қарши, Ғалаба, Ҳаёт; Oʻzbekiston",
    "en": "Public service centre, window 5",
    "zh": "公共服务中心，请到五号窗口办理业务。请在大厅等候叫号。",
}
LONG = "Республикалық-мемлекеттік-кәсіпорынның-халыққа-қызмет-көрсету-орталығы"
ALL_PROVED = Proved(logo_hash(LOGO), own_characters=True)


def sheet(profile: PrinterProfile) -> TicketDocument:
    """Return a paper with every script, a logo, a number, a code and a word too long."""
    elements: tuple[Element, ...] = (
        LOGO,
        *(TextLine(Role.BODY, language, text) for language, text in LINES.items()),
        Rule(),
        TextLine(Role.SERVICE, "kk", LONG),
        TextLine(Role.COPY, "ru", "Копия 1"),
        TicketNumber("K2-0007"),
        QrCode(ADDRESS),
        TextLine(Role.NOTICE, "en", profile.title),
    )
    return TicketDocument("kk", elements)


@pytest.mark.parametrize("name", profile_names())
@pytest.mark.parametrize("link", Link)
def test_no_letter_becomes_a_question_mark_and_no_dots_a_command(name: str, link: Link) -> None:
    profile = read_profile(name)
    press = Press(profile, link, ALL_PROVED)

    job = press.prepare(sheet(profile)) + FEED_AND_CUT

    tokens = list(Tokeniser().feed(job))
    texts = b"".join(token.arguments for token in tokens if token.name == "text")
    heads = [token.arguments for token in tokens if token.name == "GS v 0"]
    assert press.undrawable == ""
    assert b"?" not in texts
    assert re.search(rb"\x10[\x04\x05\x14]", job) is None
    assert all(head[3] + 256 * head[4] <= 255 for head in heads)
    assert all(head[1] + 256 * head[2] <= profile.media.dots // 8 for head in heads)
    assert [token for token in tokens if token.name == "unknown"] == []


@pytest.mark.parametrize("text", [*LINES.values(), "₸ 500", "№", "Ūū", "ڭ", "Ў", "中"])
def test_each_character_has_a_glyph_in_some_font(text: str) -> None:
    start_fonts()

    assert [char for char in text if not Rasteriser().can_draw(char)] == []
    assert not Rasteriser().can_draw("\u0378")


@pytest.mark.parametrize(
    "name", [*STRATEGIES, *(pytest.param(name, marks=pytest.mark.slow) for name in OTHERS)]
)
def test_the_paper_says_every_line_within_its_width_and_none_over_another(
    start_virtual: StartVirtual, name: str
) -> None:
    profile = read_profile(name)
    printer = start_virtual("--model", name, "--speed", "20000")

    jobs = [Press(profile, link, ALL_PROVED).prepare(sheet(profile)) for link in Link]
    papers = develop(printer, profile, *jobs)

    assert [(paper["unknown"], paper["leftover_bytes"]) for paper in papers] == [([], 0)] * 3
    assert [paper["clipped_dots"] for paper in papers] == [0] * 3
    assert [paper["qr"] for paper in papers] == [
        [ADDRESS] if profile.features.native_qr else []
    ] * 3
    for paper in papers:
        assert_apart_and_inside(paper["rows"], profile.media.dots)
        assert_said_right(paper["lines"], profile.title)


def assert_apart_and_inside(rows: list[dict[str, Any]], dots: int) -> None:
    """Assert that the ink of each row is on the paper and below that of the one before."""
    boxes = [row["box"] for row in rows if row["box"]]
    assert all(0 <= left < right <= dots for left, _, right, _ in boxes)
    tops_and_bottoms = [edge for _, top, _, bottom in boxes for edge in (top, bottom)]
    assert tops_and_bottoms == sorted(tops_and_bottoms)


def assert_said_right(lines: list[str], title: str) -> None:
    """Assert that each line in the printer's letters is a part of what was to be said."""
    wanted = " ".join((*LINES.values(), LONG, "Копия 1", "K2-0007", title))
    for line in lines:
        # The virtual printer knows of an own character only that it was defined, not what it is.
        assert re.search(re.escape(line).replace("▯", "[^ -~]"), wanted), line
