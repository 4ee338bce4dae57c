"""Commands print what they would on the model they are sent to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.virtual.build import build_names, read_build
from printers.virtual.head import Head
from printers.virtual.paper import Made
from printers.virtual.typist import OWN_LETTER
from tests.printers.virtual.blocks import (
    CLONE,
    EPSON,
    gs_l,
    keyed_logo,
    numbered_logos,
    obeyed,
    printed,
    qr,
    stored_graphics,
    unknown,
)

BLACK_ROW = b"\x1dv0\x00\x01\x00\x01\x00\xff"
OWN_A = b"\x1b&\x03AA\x0c" + b"\xff" * 36
NOISE = b"\x1b\x1c\x1d\x10\x00\x01\x02\x03&*(LkqpPvV08$EeC1\xff"
CHEAP = read_build("generic_58_clone")


def test_a_line_is_what_its_page_says() -> None:
    head = printed(b"\x1b@\x1bt5" + "Талон нөмірі".encode("kz1048") + b"\n")

    assert head.paper.lines == ["Талон нөмірі"]
    assert (head.paper.rows[0].made, head.paper.rows[0].page) == (Made.TEXT, "kz1048")
    assert head.paper.millimetres == 11 + 30 / 8


def test_a_clone_eats_cyrillic_in_pairs_until_it_is_told_to_leave_kanji_mode() -> None:
    russian = "Талон".encode("cp866") + b"\n"

    eaten = printed(b"\x1b@\x1bt\x11" + russian, CLONE)
    whole = printed(b"\x1b@\x1c.\x1bt\x11" + russian, CLONE)
    asked = printed(b"\x1b@\x1c&\x1bt\x11" + russian)

    assert eaten.paper.lines != ["Талон"]
    assert asked.paper.lines != ["Талон"]
    assert whole.paper.lines == ["Талон"]


@pytest.mark.parametrize(("model", "letters"), [("epson", 48), ("epson_tm_t88v", 42)])
def test_a_line_longer_than_the_paper_goes_on_below(model: str, letters: int) -> None:
    build = read_build(model)

    head = printed(b"\x1b@" + b"x" * 50 + b"\n", build)

    assert [len(line) for line in head.paper.lines] == [letters, 50 - letters]


@pytest.mark.parametrize(
    ("stream", "dots"),
    [
        (b"\n", 30),
        (b"\x1d!\x11A\n", 48),
        (b"\x1b!\x30A\n", 48),
        (b"\x1bE\x01A\n", 30),
        (b"\x1bd\x03", 90),
        (b"A\x1bd\x00", 24),
        (b"\x1bJ\x0a", 5),
        (b"A\x1bJ\x60", 48),
        (b"A\x1bJ\x0a", 24),
        (b"\x1dP\xcb\xcb\x1bJ\x0a", 10),
        (b"\x1b3\x30A\n", 24),
        (b"\x1b3\x80A\n\x1b2\n", 64 + 30),
        (b"\x1b*\x21\x01\x00abc\x1bJ\x30", 24),
        (b"\x1dv0\x00\x01\x00\x02\x00\xff\x00", 2),
        (b"\x1dv0\x03\x01\x00\x02\x00\xff\xff", 4),
        (stored_graphics(8, 5, bytes(5)) + gs_l(50), 5),
        (b"\x1ba1\x00\x18\x0d", 0),
    ],
)
def test_the_paper_moves_as_far_as_the_command_says(stream: bytes, dots: int) -> None:
    assert printed(stream).paper.millimetres * 8 - 88 == dots


def test_a_clone_counts_feeds_in_dots_and_the_cheapest_ignores_them() -> None:
    assert printed(b"\x1bJ\x0a", CLONE).paper.length == 88 + 10
    assert printed(b"\x1bJ\x0a", CHEAP).paper.length == 88


def test_the_cheapest_clone_swallows_the_line_feed_after_a_raster() -> None:
    swallowed = printed(BLACK_ROW + b"\n\n", CHEAP)
    honest = printed(BLACK_ROW + b"\n\n", CLONE)

    assert (swallowed.paper.length - 88, honest.paper.length - 88) == (1 + 30, 1 + 60)


def test_a_qr_code_is_printed_and_can_be_read_back_from_the_record() -> None:
    store = qr(80, b"0https://example.kz")

    head = printed(qr(67, b"\x06") + store + qr(81, b"0"))

    assert head.paper.qr_texts == ["https://example.kz"]
    assert head.paper.rows[0].made is Made.QR
    assert head.paper.rows[0].box == (0, 88, 150, 88 + 150)


def test_letters_of_the_host_make_their_line_its_own() -> None:
    head = printed(OWN_A + b"\x1b%\x01AB\n\x1b%\x00AB\n")

    assert head.paper.lines == [f"{OWN_LETTER}B", "AB"]
    assert [row.made for row in head.paper.rows] == [Made.OWN_CHARACTERS, Made.TEXT]


@pytest.mark.parametrize(
    "loss",
    [b"\x1b@\x1b%\x01", b"\x1d*\x01\x01" + bytes(8), b"\x1d(A\x02\x000\x02", b"\x1b?A"],
    ids=bytes.hex,
)
def test_letters_of_the_host_are_lost_by_these_commands(loss: bytes) -> None:
    head = Head(EPSON)
    obeyed(head, OWN_A + b"\x1b%\x01")

    before = head.draws_own(ord("A"))
    obeyed(head, loss)

    assert (before, head.draws_own(ord("A"))) == (True, False)


def test_a_model_without_own_characters_prints_their_definition() -> None:
    head = printed(b"\x1b&\x03AA\x02abcdef\n", CHEAP)

    assert head.paper.lines == ["AAabcdef"]


@pytest.mark.parametrize(
    ("define", "recall", "key"),
    [
        (keyed_logo(67, b"AB", 8, 1, b"\xff"), gs_l(69, b"AB\x01\x01"), "AB"),
        (keyed_logo(83, b"CD", 8, 1, b"\xff"), gs_l(85, b"CD\x01\x01"), "CD"),
        (numbered_logos(b"\xff" * 8), b"\x1cp\x01\x00", "fs:1"),
    ],
)
def test_a_kept_logo_is_recalled(define: bytes, recall: bytes, key: str) -> None:
    head = printed(define + b"\x1ba\x01" + recall)

    assert (head.paper.logo, head.paper.rows[0].made) == (key, Made.LOGO)
    assert head.paper.rows[0].box is not None
    assert head.paper.rows[0].box[0] == 284


def test_writing_a_logo_is_told_and_what_lists_them_answers() -> None:
    head = Head(EPSON)

    wrote = obeyed(head, keyed_logo(67, b"AB", 8, 1, b"\xff"))
    listed = obeyed(head, gs_l(64, b"KC") + b"\x06")

    assert [effect.wrote_nv for effect in wrote] == [True]
    assert (listed[0].answer, unknown(listed)) == (b"\x37\x72\x40AB\x00", 0)


def test_a_downloaded_image_and_an_8_dot_column_are_pictures() -> None:
    image = b"\x1d*\x01\x01" + b"\xff" * 8 + b"\x1d/\x03"

    head = printed(image + b"\x1b*\x01\x02\x00\xff\xff\n")

    assert [row.made for row in head.paper.rows] == [Made.RASTER, Made.RASTER]
    assert [row.box for row in head.paper.rows] == [(0, 88, 16, 104), (0, 104, 2, 128)]


@pytest.mark.parametrize(
    ("stream", "count"),
    [
        (b"\x1b\x7fA\x01\n", 3),
        (b"\x06", 1),
        (qr(90, b"0"), 3),
        (gs_l(67, b"0"), 8),
        (gs_l(77, b"0"), 3),
        (b"\x1dk\x02", 3),
    ],
)
def test_what_means_nothing_is_counted(stream: bytes, count: int) -> None:
    assert unknown(obeyed(Head(EPSON), stream)) == count


def test_margins_positions_and_tabs_place_the_ink() -> None:
    head = printed(
        b"\x1dL\x20\x00\x1dW\x80\x00\x1ba\x02A\n\x1ba\x00\x1b$\x40\x00A\n\tA\n"
        b"\x1bD\x02\x00\tA\n\x1b\\\x05\x00A\n"
    )

    lefts = [row.box[0] // 4 * 4 for row in head.paper.rows if row.box]
    assert lefts == [148, 96, 128, 56, 36]


def test_a_place_beyond_the_paper_and_an_endless_feed_are_refused() -> None:
    head = printed(b"\x1b$\x00\xf0A\n")
    long = printed(b"\x1dP\x01\x01\x1bJ\xff")

    assert head.paper.rows[0].box is not None
    assert head.paper.rows[0].box[0] < 12
    assert long.paper.length == 88 + 1016 * 8


def test_a_line_upside_down_is_turned() -> None:
    plain, turned = printed(b"A\n"), printed(b"\x1b{\x01A\n")

    assert plain.paper.rows[0].box != turned.paper.rows[0].box
    assert plain.paper.lines == turned.paper.lines


def test_what_is_on_no_paper_yet_is_left_over() -> None:
    line, pair, graphics = Head(EPSON), Head(CLONE), Head(EPSON)

    obeyed(line, b"ABC")
    obeyed(pair, b"\x1b@\xd6", CLONE)
    obeyed(graphics, stored_graphics(8, 1, b"\xff"))

    assert (line.leftover, pair.leftover, graphics.leftover) == (3, 1, 9)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(NOISE), max_size=60),
    st.sampled_from(build_names()),
)
def test_no_bytes_whatever_break_a_printer(noise: list[int], model: str) -> None:
    build = read_build(model)
    head = Head(build)

    effects = obeyed(head, bytes(noise), build)

    assert all(effect.dots >= 0 and effect.unknown >= 0 for effect in effects)


def test_a_new_strip_keeps_the_state_and_forgets_the_ink() -> None:
    head = printed(b"\x1d!\x11A\n")

    done = head.new_paper(head.paper.length)
    obeyed(head, b"B\n")

    assert (done.lines, head.paper.lines) == (["A"], ["B"])
    assert (head.vertical_dots(48), head.paper.rows[0].text) == (24, "B")


def test_a_power_cut_leaves_the_paper_and_takes_the_rest() -> None:
    head = printed(OWN_A + keyed_logo(83, b"AB", 8, 1, b"\xff") + b"\x1b%\x01AB\nC")

    head.lose_power()

    assert (head.draws_own(ord("A")), head.leftover, head.graphics.ram.keys) == (False, 0, ())
    assert head.paper.has_ink
