"""What stands on a ticket, and in which order and languages."""

from dataclasses import replace
from datetime import datetime

from printers.document import QrCode, Role, TextLine, TicketDocument, TicketNumber
from printers.ticket import TicketFacts, compose
from printers.wording import read_words
from server.protocol.waits import WaitRange


def lines(document: TicketDocument, role: Role) -> list[str]:
    """Return the texts of ``role`` from top to bottom."""
    return [
        element.text
        for element in document.elements
        if isinstance(element, TextLine) and element.role is role
    ]


def test_names_stand_in_both_state_languages_whatever_the_visitor_speaks(
    facts: TicketFacts,
) -> None:
    document = compose(facts, read_words("ru"))

    assert lines(document, Role.SERVICE) == [
        "Жеке куәлікті ауыстыру",
        "Замена удостоверения личности",
    ]
    assert lines(document, Role.LABEL) == ["Номер талона"]


def test_an_english_ticket_has_the_english_name_too(facts: TicketFacts) -> None:
    document = compose(facts, read_words("en"))

    assert lines(document, Role.SERVICE)[-1] == "Identity card replacement"
    assert len(lines(document, Role.HALL)) == 3


def test_a_name_that_is_the_same_in_two_languages_stands_once(facts: TicketFacts) -> None:
    document = compose(replace(facts, body_names={"kk": "NAT", "ru": "NAT"}), read_words("kk"))

    assert lines(document, Role.BODY) == ["NAT"]


def test_the_number_is_on_the_ticket_once(facts: TicketFacts) -> None:
    document = compose(facts, read_words("kk"))

    assert [e for e in document.elements if isinstance(e, TicketNumber)] == [TicketNumber("A042")]


def test_only_a_reprint_is_marked_copy(facts: TicketFacts) -> None:
    words = read_words("kk")

    assert lines(compose(facts, words), Role.COPY) == []
    assert lines(compose(replace(facts, copy_number=2), words), Role.COPY) == ["Көшірме 2"]


def test_unknown_people_ahead_are_not_mentioned(facts: TicketFacts) -> None:
    document = compose(replace(facts, people_ahead=None), read_words("kk"))

    assert lines(document, Role.AHEAD) == []


def test_only_a_wait_that_is_known_is_told(facts: TicketFacts) -> None:
    words = read_words("ru")

    told = compose(replace(facts, expected=WaitRange(20, 35)), words)

    assert lines(compose(facts, words), Role.WAIT) == []
    assert lines(told, Role.WAIT) == ["Ожидание: примерно 20–35 мин"]


def test_a_number_for_several_people_says_for_how_many(facts: TicketFacts) -> None:
    document = compose(replace(facts, persons=3), read_words("en"))

    number = document.elements.index(TicketNumber("A042"))
    assert document.elements[number + 1] == TextLine(Role.PERSONS, "en", "People: 3")
    assert lines(compose(facts, read_words("en")), Role.PERSONS) == []


def test_one_who_has_booked_reads_for_when(facts: TicketFacts) -> None:
    slot = datetime(2026, 3, 14, 15, 20)  # noqa: DTZ001 - wall time of the hall

    document = compose(replace(facts, slot_at=slot, people_ahead=None), read_words("kk"))

    assert lines(document, Role.SLOT) == ["Жазылған уақытыңыз: 15:20"]
    assert lines(document, Role.ISSUED) == ["Берілген уақыты: 14.03.2026 10:42"]


def test_one_who_is_early_reads_what_he_waits_from_his_time_on(facts: TicketFacts) -> None:
    slot = datetime(2026, 3, 14, 15, 20)  # noqa: DTZ001 - wall time of the hall
    booked = replace(facts, slot_at=slot, expected=WaitRange(20, 35))

    early = compose(replace(booked, is_early=True), read_words("ru"))

    assert lines(early, Role.WAIT) == ["Ожидание: примерно 20–35 мин после 15:20"]
    assert lines(compose(booked, read_words("ru")), Role.WAIT) == ["Ожидание: примерно 20–35 мин"]


def test_a_claim_stands_in_the_visitors_language_else_in_one_that_is_there(
    facts: TicketFacts,
) -> None:
    words = read_words("en")

    both = compose(replace(facts, claim_names={"en": "Priority", "kk": "Кезексіз"}), words)
    other = compose(replace(facts, claim_names={"uz": "Navbatsiz"}), words)
    empty = compose(replace(facts, claim_names={"kk": ""}), words)

    assert lines(both, Role.CLAIM) == ["Priority"]
    assert lines(other, Role.CLAIM) == ["Navbatsiz"]
    assert lines(empty, Role.CLAIM) == []


def test_a_follow_address_becomes_a_qr_with_its_caption(facts: TicketFacts) -> None:
    document = compose(replace(facts, follow_url="https://example.kz/t/7"), read_words("ru"))

    assert QrCode("https://example.kz/t/7") in document.elements
    assert lines(document, Role.CAPTION) == ["Следите за очередью с телефона"]


def test_the_ticket_says_what_it_is_not(facts: TicketFacts) -> None:
    assert lines(compose(facts, read_words("ru")), Role.NOTICE) == [read_words("ru").notice]
