"""Papers are believed only if they are the visitor's own."""

import json
from pathlib import Path

import pytest

from server.demo.evidence import Evidence
from server.demo.visitor_checks import one_paper_after_reload, paper_check, ticket_check
from tests.server.demo.conftest import MORNING_SECONDS

pytestmark = pytest.mark.timeout(MORNING_SECONDS + 30)


def test_another_number_on_the_paper_is_not_the_visitors_paper(spoilt: Path) -> None:
    other = (spoilt / "paper-kiosk-2-1.png").read_bytes()
    (spoilt / "paper-kiosk-1-1.png").write_bytes(other)

    finding = paper_check("kk")(Evidence.read(spoilt))

    assert finding.held is False


def test_a_paper_that_says_copy_is_not_the_original(spoilt: Path) -> None:
    papers = [json.loads(line) for line in (spoilt / "papers.jsonl").read_text().splitlines()]
    for paper in papers:
        paper["lines"].append("Copy 1")
    (spoilt / "papers.jsonl").write_text("\n".join(json.dumps(paper) for paper in papers))

    finding = one_paper_after_reload(Evidence.read(spoilt))

    assert finding.held is False


def test_a_language_in_which_nobody_came_has_no_ticket(morning: Path) -> None:
    finding = ticket_check("uz")(Evidence.read(morning))

    assert finding.held is False
