"""Tests of the pages: every code has words, numbers and dates read as the language writes them."""

import re

import pytest

from server.console.assets import Assets
from server.console.catalogues import LANGUAGES
from server.console.pages import TEMPLATES, Pages, clock_of, new_request
from server.console.views import WhyView
from server.protocol import booking_errors
from server.protocol.errors import KezekError
from server.protocol.known_errors import ERRORS_BY_CODE
from server.protocol.printing import PrintProblem
from server.protocol.tickets import CallReason, TicketClass

PAGES = Pages(Assets.load())
LINK_CODES = {
    "kezek",
    "protocol",
    "bad-message",
    "version-mismatch",
    "wrong-hall",
    "certificate-time",
    "device-doubled",
    "foreign-paper",
    "foreign-server",
    "key-replaced",
    "pairing-busy",
    "pairing-expired",
    "pairing-refused",
    "too-many-requests",
    "import-key-taken",
    "unknown-import-key",
}
"""What only a device's link or the command line meets; here it is something gone wrong."""

BOOKING_CODES = {
    error.code
    for error in vars(booking_errors).values()
    if isinstance(error, type) and issubclass(error, KezekError)
}


def say(language: str, expression: str, **values: object) -> str:
    """Return what a template would say for an expression over words.html."""
    environment = PAGES._environments[language]  # noqa: SLF001 - words are only seen by templates
    template = environment.from_string(
        '{% import "words.html" as words %}{{ ' + expression + " }}"
    )
    return template.render(values).strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted((set(ERRORS_BY_CODE) | BOOKING_CODES) - LINK_CODES))
def test_every_failure_that_a_desk_can_meet_has_words_of_its_own(language: str, code: str) -> None:
    said = say(language, "words.failure(code, {})", code=code)

    assert said
    assert f"({code})" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unforeseen_failure_is_told_with_its_code(language: str) -> None:
    assert "(strange)" in say(language, "words.failure(code, {})", code="strange")


@pytest.mark.parametrize("problem", PrintProblem)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_a_printer_has_words(language: str, problem: PrintProblem) -> None:
    assert say(language, "words.print_problem(problem)", problem=problem)


@pytest.mark.parametrize("reason", CallReason)
@pytest.mark.parametrize("ticket_class", TicketClass)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_a_call_has_words(
    language: str, ticket_class: TicketClass, reason: CallReason
) -> None:
    why = WhyView(reason, ticket_class, "A007", 1, 2)

    said = say(language, "words.why(why)", why=why)

    assert said
    assert ("A007" in said) is (reason not in (CallReason.IN_ORDER, CallReason.EARLY_BOOKING))


@pytest.mark.parametrize(
    ("language", "minutes", "words"),
    [
        ("en", 0, "&lt;1 min"),
        ("kk", 1, "1 мин"),
        ("ru", 59, "59 мин"),
        ("kk", 65, "1 сағ 05 мин"),
        ("ru", 125, "2 ч 05 мин"),
    ],
)
def test_a_wait_reads_as_people_say_it(language: str, minutes: int, words: str) -> None:
    assert say(language, "words.duration(ms)", ms=minutes * 60_000) == words


@pytest.mark.parametrize(
    ("language", "words"), [("kk", "5-терезе"), ("ru", "Окно 5"), ("en", "Desk 5")]
)
def test_a_desk_is_called_as_on_the_board(language: str, words: str) -> None:
    assert say(language, "words.desk_name(label)", label="5") == words


@pytest.mark.parametrize(
    ("language", "words"), [("kk", "қазақ тілі"), ("ru", "казахский"), ("en", "Kazakh")]
)
def test_the_visitors_language_is_named_in_the_readers(language: str, words: str) -> None:
    assert say(language, "language_name(code)", code="kk") == words


def test_a_day_is_written_as_the_language_does() -> None:
    assert say("ru", "short_day(day)", day="2026-11-23") == "23 ноября"


@pytest.mark.parametrize(
    ("ms", "text"), [(-5, "0:00"), (59_999, "0:59"), (61_000, "1:01"), (3_723_000, "1:02:03")]
)
def test_a_running_time_is_short(ms: int, text: str) -> None:
    assert clock_of(ms) == text


def test_every_press_gets_a_request_id_of_its_own() -> None:
    assert new_request() != new_request()


def test_what_people_typed_is_shown_not_obeyed() -> None:
    assert say("en", "text", text="<script>") == "&lt;script&gt;"


def test_no_template_holds_script_style_or_a_foreign_address() -> None:
    bad = re.compile(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|hx-on|https?://")

    found = {path.name: bad.findall(path.read_text()) for path in TEMPLATES.iterdir()}

    assert {name: hits for name, hits in found.items() if hits} == {}
