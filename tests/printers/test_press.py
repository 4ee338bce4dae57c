"""Whole tickets as bytes, kept in tests/golden/receipts so that a change of paper is seen."""

from pathlib import Path

import pytest

from printers.layout import Link
from printers.press import Press
from printers.profile import profile_names, read_profile
from printers.ticket import TicketFacts, compose
from printers.virtual.tokens import Tokeniser
from printers.wording import read_words

RECEIPTS = Path(__file__).parents[1] / "golden" / "receipts"
DRAWN = frozenset({"row", "GS v 0"})


def without_dots(job: bytes) -> str:
    """Return every command and text of ``job``, a line each, without what a font decides."""
    lines = [""]
    for token in Tokeniser().feed(job):
        if token.name == "text":
            lines[-1] += token.arguments.hex()
        elif token.name not in DRAWN:
            lines += [f"{token.name} {token.arguments.hex()}".strip(), ""]
        elif token.name == "GS v 0" and lines[-1] != "drawn":
            lines += ["drawn"]
    return "\n".join(line for line in lines if line) + "\n"


@pytest.mark.parametrize("profile", profile_names())
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_ticket_is_the_one_that_was_looked_at(
    facts: TicketFacts, profile: str, language: str
) -> None:
    document = compose(facts, read_words(language))

    job = Press(read_profile(profile), Link.SLOW).prepare(document)

    kept = (RECEIPTS / f"{profile}-{language}.txt").read_text("ascii")
    assert without_dots(job) == kept


@pytest.mark.parametrize(
    ("profile", "budget"), [("epson_tm_t20iii", 2600), ("generic_80_clone", 14000)]
)
def test_a_ticket_for_a_slow_line_keeps_its_budget_of_bytes(
    facts: TicketFacts, profile: str, budget: int
) -> None:
    press = Press(read_profile(profile), Link.SLOW)

    jobs = [press.prepare(compose(facts, read_words(language))) for language in ("kk", "ru")]

    assert all(1000 < len(job) < budget for job in jobs)


def test_the_same_ticket_is_the_same_bytes(facts: TicketFacts) -> None:
    press = Press(read_profile("epson_tm_t20iii"), Link.FAST)
    document = compose(facts, read_words("kk"))

    assert press.prepare(document) == press.prepare(document)
