"""Whole tickets are read back from the dots of their papers, and a wrong letter is noticed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image

from printers.document import Role, TextLine, TicketDocument
from printers.press import Press
from printers.profile import PrinterProfile, profile_names, read_profile
from printers.strategy import KAZAKH_LETTERS, Link, Proved, Strategy, choose
from printers.ticket import TicketFacts, compose
from printers.wording import languages, read_words
from server.protocol.waits import WaitRange
from tests.printers.conftest import StartVirtual, VirtualPrinter
from tests.printers.developing import develop
from tests.printers.reading import Misread, codes_on, misread

READING_SECONDS = 300
"""Tesseract takes seconds of a whole core for each paper, and others may want the core too."""
pytestmark = pytest.mark.timeout(READING_SECONDS)
BOOKED = datetime(2026, 3, 14, 15, 20, tzinfo=timezone(timedelta(hours=5)))
ADDRESS = "https://kezek.example/t/0123456789"
PROVED = Proved(own_characters=True)
EPSON_58 = read_profile("epson_tm_t20iii_58")
RUSSIAN_PAGE = 17


@pytest.mark.parametrize(
    ("name", "link", "strategy"),
    [
        ("epson_tm_t20iii_58", Link.FAST, Strategy.TEXT_PAGE),
        ("generic_80_clone", Link.SLOW, Strategy.OWN_CHARACTERS),
        ("generic_58_clone", Link.FAST, Strategy.TEXT_AND_RASTER),
        ("star_escpos", Link.FAST, Strategy.DESIGN),
    ],
)
def test_every_line_that_was_sent_is_read_back_from_the_paper(
    start_virtual: StartVirtual,
    facts: TicketFacts,
    tmp_path: Path,
    name: str,
    link: Link,
    strategy: Strategy,
) -> None:
    profile = read_profile(name)
    press = Press(profile, link, PROVED)
    whole = in_full(facts)
    tickets = [compose(whole, read_words(language)) for language in languages()]

    pictures = printed(start_virtual, profile, *(press.prepare(ticket) for ticket in tickets))

    assert {press.strategy(ticket) for ticket in tickets} == {strategy}
    assert [codes_on(picture) for picture in pictures] == [[ADDRESS]] * len(tickets)
    for ticket, picture in zip(tickets, pictures, strict=True):
        assert misread(ticket, picture, tmp_path) == []


def ways(name: str) -> Iterator[tuple[str, Link, Proved]]:
    """Yield each link to a printer, and the slow one again where it may have our letters."""
    profile = read_profile(name)
    for link in Link:
        yield name, link, Proved()
    if choose(profile, Link.SLOW, PROVED) is Strategy.OWN_CHARACTERS:
        yield name, Link.SLOW, PROVED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "link", "proved"),
    [
        pytest.param(*way, id=f"{way[0]}-{way[1]}{'-own' * way[2].own_characters}")
        for name in profile_names()
        for way in ways(name)
    ],
)
def test_every_printer_says_every_line_in_each_language_over_each_link(
    start_virtual: StartVirtual,
    facts: TicketFacts,
    tmp_path: Path,
    name: str,
    link: Link,
    proved: Proved,
) -> None:
    profile = read_profile(name)
    press = Press(profile, link, proved)
    whole = in_full(facts)
    tickets = [compose(whole, read_words(language)) for language in languages()]

    pictures = printed(start_virtual, profile, *(press.prepare(ticket) for ticket in tickets))

    assert [codes_on(picture) for picture in pictures] == [[ADDRESS]] * len(tickets)
    wrong = {
        ticket.language: misread(ticket, picture, tmp_path)
        for ticket, picture in zip(tickets, pictures, strict=True)
    }
    assert not any(wrong.values()), wrong


def test_a_wrong_code_page_a_question_mark_and_a_cut_off_line_are_noticed(
    start_virtual: StartVirtual, tmp_path: Path
) -> None:
    ticket = one_line("Талон нөмірі")
    job = Press(EPSON_58, Link.FAST).prepare(ticket)
    page = bytes((0x1B, 0x74, EPSON_58.text.code_page))
    wrong_page = job.replace(page, bytes((0x1B, 0x74, RUSSIAN_PAGE)))
    question = job.replace("ө".encode("kz1048"), b"?")

    right, mojibake, asked = printed(start_virtual, EPSON_58, job, wrong_page, question)

    assert misread(ticket, right, tmp_path) == []
    assert misread(ticket, mojibake, tmp_path) != []
    assert [one.sent for one in misread(ticket, asked, tmp_path)] == ["Талон нөмірі"]
    assert [one.sent for one in misread(ticket, cut_off(right), tmp_path)] == ["Талон нөмірі"]


@pytest.mark.parametrize("name", ["epson_tm_t20iii_58", "star_escpos"])
def test_each_russian_letter_in_the_place_of_a_kazakh_one_is_noticed(
    start_virtual: StartVirtual, tmp_path: Path, name: str
) -> None:
    profile = read_profile(name)
    press = Press(profile, Link.FAST)
    meant = one_line("Нөміріңізді тыңдап отырыңыз.", "Бұл талон үшін қызметкер ғана әлі")
    pairs = {"ө": "о", "ң": "н", "ұ": "у", "ү": "у", "қ": "к", "ғ": "г", "ә": "э"}
    slips = [in_place_of(meant, letter, other) for letter, other in pairs.items()]

    right, *wrong = printed(start_virtual, profile, *map(press.prepare, (meant, *slips)))

    assert set(pairs) < set(KAZAKH_LETTERS)
    assert misread(meant, right, tmp_path) == []
    noticed = [len(misread(meant, picture, tmp_path)) for picture in wrong]
    assert all(noticed), dict(zip(pairs, noticed, strict=True))


def test_a_line_that_nobody_sent_is_noticed(start_virtual: StartVirtual, tmp_path: Path) -> None:
    sent, more = one_line("Талон нөмірі"), one_line("Талон нөмірі", "Номер талона")

    (picture,) = printed(start_virtual, EPSON_58, Press(EPSON_58, Link.FAST).prepare(more))

    (extra,) = misread(sent, picture, tmp_path)
    assert (extra.sent, bool(extra.read)) == ("", True)
    assert isinstance(extra, Misread)


def in_full(facts: TicketFacts) -> TicketFacts:
    """Return ``facts`` with everything that a ticket can say."""
    return replace(
        facts,
        follow_url=ADDRESS,
        copy_number=1,
        persons=3,
        slot_at=BOOKED,
        expected=WaitRange(20, 35),
    )


def printed(start_virtual: StartVirtual, profile: PrinterProfile, *jobs: bytes) -> list[Path]:
    """Return the pictures of the papers that ``jobs`` become on a printer of that model."""
    printer: VirtualPrinter = start_virtual("--model", profile.name, "--speed", "20000")
    return [printer.directory / paper["png"] for paper in develop(printer, profile, *jobs)]


def one_line(*texts: str) -> TicketDocument:
    """Return a paper with these Kazakh lines."""
    return TicketDocument("kk", tuple(TextLine(Role.ISSUED, "kk", text) for text in texts))


def in_place_of(document: TicketDocument, letter: str, other: str) -> TicketDocument:
    """Return ``document`` with ``other`` printed for ``letter``."""
    texts = [one.text for one in document.elements if isinstance(one, TextLine)]
    return one_line(*(text.replace(letter, other) for text in texts))


def cut_off(picture: Path) -> Path:
    """Return ``picture`` as a paper on which the last letters of each line are white."""
    short = picture.with_name(f"short-{picture.name}")
    with Image.open(picture) as opened:
        paper = opened.convert("L")
    left, _, right, _ = paper.point(lambda grey: 255 - grey).getbbox() or (0, 0, 0, 0)
    paper.paste(255, (right - (right - left) // 8, 0, paper.width, paper.height))
    paper.save(short)
    return short
