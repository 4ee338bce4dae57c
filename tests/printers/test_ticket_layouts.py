"""A ticket follows the hall's layout; the standard one is the ticket as it was before."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from msgspec import json
from msgspec.structs import replace as with_values

from printers.document import (
    Gap,
    LogoPlace,
    QrCode,
    Role,
    Rule,
    TextLine,
    TicketDocument,
    TicketNumber,
)
from printers.ticket import Style, TicketFacts, compose
from printers.wording import languages, read_words
from server.protocol.ticket_layout import (
    LayoutRow,
    Part,
    Size,
    Spoken,
    TicketLayout,
    completed,
    shipped_layout,
)
from server.protocol.waits import WaitRange

GOLDEN = Path(__file__).parents[1] / "golden" / "tickets"
AT = datetime(2026, 11, 23, 10, 5)  # noqa: DTZ001 - wall time of the hall, as on the paper
VOCABULARY = {language: read_words(language) for language in languages()}


def named(what: str) -> dict[str, str]:
    return {language: f"{what} {language}" for language in ("kk", "ru", "en")}


ORDINARY = TicketFacts("A042", named("Hall"), named("Service"), AT, named("Body"), {}, 7)
ALONE = TicketFacts(
    "K2-07",
    named("Hall"),
    named("Service"),
    AT,
    named("Body"),
    named("Claim"),
    is_without_server=True,
)
CASES = {
    "ordinary": ORDINARY,
    "claim-copy-qr": replace(
        ORDINARY,
        claim_names=named("Claim"),
        people_ahead=0,
        copy_number=2,
        follow_url="https://example.kz/t/7",
    ),
    "alone": ALONE,
    "alone-timeless": replace(ALONE, issued_at=None, body_names={}, claim_names={}, copy_number=1),
}


def styled(rows: Iterable[LayoutRow]) -> Style:
    return Style(completed(TicketLayout(tuple(rows))), VOCABULARY)


def printed(facts: TicketFacts, style: Style, language: str = "ru") -> tuple[str, ...]:
    """Return what stands on the paper, line by line."""
    return tuple(
        element.text
        for element in compose(facts, VOCABULARY[language], style).elements
        if isinstance(element, TextLine | TicketNumber)
    )


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("case", CASES)
def test_the_standard_layout_gives_the_ticket_of_before(case: str, language: str) -> None:
    kept = (GOLDEN / f"{case}-{language}.json").read_bytes()

    first, *elements = compose(CASES[case], read_words(language)).elements
    assert first == LogoPlace()
    assert tuple(elements) == json.decode(kept, type=TicketDocument).elements


def test_rows_stand_in_the_order_of_the_layout_and_hidden_ones_do_not() -> None:
    rows = (
        LayoutRow(part=Part.NUMBER),
        LayoutRow(part=Part.RULE),
        LayoutRow(part=Part.SERVICE),
        LayoutRow(part=Part.GAP, millimetres=5),
        LayoutRow(part=Part.NOTICE),
    )

    document = compose(ORDINARY, VOCABULARY["kk"], styled(rows))

    assert [type(element) for element in document.elements] == [
        TicketNumber,
        Rule,
        TextLine,
        TextLine,
        Gap,
        TextLine,
    ]
    assert Gap(5) in document.elements


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        (Spoken.VISITOR, ["en"]),
        (Spoken.STATE, ["kk", "ru", "en"]),
        (Spoken.ALL, ["kk", "ru", "en"]),
    ],
)
def test_words_stand_in_the_languages_that_are_chosen(spoken: Spoken, expected: list[str]) -> None:
    rows = (LayoutRow(part=Part.LABEL, languages=spoken),)

    document = compose(ORDINARY, VOCABULARY["en"], styled(rows))

    assert [one.language for one in document.elements if isinstance(one, TextLine)] == expected


def test_the_language_that_nobody_asked_for_stands_only_where_all_do() -> None:
    hall, claim = LayoutRow(part=Part.HALL), LayoutRow(part=Part.CLAIM)
    facts = CASES["claim-copy-qr"]

    assert printed(facts, styled((hall, claim)), "kk") == ("Hall kk", "Hall ru", "Claim kk")
    spoken = (
        with_values(hall, languages=Spoken.ALL),
        with_values(claim, languages=Spoken.STATE),
    )
    assert printed(facts, styled(spoken), "kk") == (
        *("Hall kk", "Hall ru", "Hall en"),
        *("Claim kk", "Claim ru"),
    )


def test_a_copy_is_marked_in_every_layout() -> None:
    for name in ("standard", "short", "large"):
        lines = printed(CASES["claim-copy-qr"], Style(shipped_layout(name), VOCABULARY))

        assert lines[lines.index("A042") + 1] == "Копия 2"


def test_what_a_visitor_without_a_server_claims_his_place_by_is_never_left_out() -> None:
    hidden = styled((LayoutRow(part=Part.ISSUED, is_shown=False), LayoutRow(part=Part.NUMBER)))

    assert "Время регистрации: 23.11.2026 10:05" in printed(ALONE, hidden)
    assert printed(ORDINARY, hidden) == ("A042",)
    assert printed(replace(ORDINARY, slot_at=AT), hidden) == ("Вы записаны на 10:05", "A042")


def test_a_caption_without_its_code_is_not_printed() -> None:
    facts = CASES["claim-copy-qr"]
    caption = (LayoutRow(part=Part.CAPTION), LayoutRow(part=Part.QR))

    with_code = compose(facts, VOCABULARY["ru"], styled(caption))
    without = compose(facts, VOCABULARY["ru"], styled(caption[:1]))

    assert any(isinstance(element, QrCode) for element in with_code.elements)
    assert without.elements == ()


def test_the_logo_has_its_place_where_the_layout_says_or_none() -> None:
    rows = (LayoutRow(part=Part.NUMBER), LayoutRow(part=Part.LOGO))
    hidden = (*rows[:1], LayoutRow(part=Part.LOGO, is_shown=False))

    assert compose(ORDINARY, VOCABULARY["kk"], styled(rows)).elements[-1] == LogoPlace()
    assert LogoPlace() not in compose(ORDINARY, VOCABULARY["kk"], styled(hidden)).elements


def test_the_wait_stands_where_the_layout_wants_it_and_in_its_languages() -> None:
    rows = (LayoutRow(part=Part.WAIT, languages=Spoken.STATE), LayoutRow(part=Part.NUMBER))
    facts = replace(ORDINARY, expected=WaitRange(0, 5))

    assert printed(facts, styled(rows)) == (
        VOCABULARY["kk"].wait.soon,
        VOCABULARY["ru"].wait.soon,
        "A042",
    )
    assert printed(facts, styled(rows[1:])) == ("A042",)


@pytest.mark.parametrize("is_drawn", [True, False])
def test_a_hall_that_wants_its_tickets_drawn_has_them_drawn(*, is_drawn: bool) -> None:
    style = Style(with_values(shipped_layout("standard"), is_drawn=is_drawn), VOCABULARY)

    assert compose(ORDINARY, VOCABULARY["kk"], style).is_drawn is is_drawn


def test_sizes_go_with_the_lines_and_a_specimen_says_what_it_is() -> None:
    rows = (
        LayoutRow(part=Part.NUMBER, size=Size.LARGE),
        LayoutRow(part=Part.AHEAD, size=Size.SMALL),
    )

    document = compose(replace(ORDINARY, is_specimen=True), VOCABULARY["kk"], styled(rows))

    assert document.elements == (
        TicketNumber("A042", Size.LARGE),
        TextLine(Role.COPY, "kk", "Үлгі"),
        TextLine(Role.AHEAD, "kk", "Алдыңызда 7 адам бар", Size.SMALL),
    )
