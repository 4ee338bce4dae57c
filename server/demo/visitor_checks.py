"""Checks of what the visitors of a rehearsed morning saw and held."""

from server.demo.evidence import Evidence
from server.demo.findings import Check, Finding
from server.protocol.events import PrintFailed, TicketIssued, TicketPrinted
from server.protocol.printing import PRINTED_OUTCOMES, PrintOutcome, PrintProblem

COPY_WORDS = ("көшірме", "копия", "copy")


def issued_for(evidence: Evidence, language: str) -> TicketIssued | None:
    """Return the one ticket issued to the visitor of ``language``, none if not exactly one."""
    issued = [event for _, event in evidence.events(TicketIssued) if event.language == language]
    return issued[0] if len(issued) == 1 else None


def ticket_check(language: str) -> Check:
    """Return the check that the visitor of ``language`` got one durable number by touch."""

    def check_ticket(evidence: Evidence) -> Finding:
        note = evidence.note("number-shown", visitor=language)
        issued = issued_for(evidence, language)
        pages = [
            evidence.screen(f"kiosk-{language}-{page}.png").get("state", {})
            for page in ("1-welcome", "2-bodies", "3-services", "4-claim")
        ]
        seen_pages = [state.get("page") for state in pages]
        number = issued.number if issued else None
        return Finding(
            f"ticket-{language}",
            "one durable ticket, its number on the screen, four pages on the way",
            f"log {number}, screen {note.get('number')}, pages {seen_pages}",
            note.get("ms"),
            number is not None
            and number == note.get("number")
            and seen_pages == ["welcome", "bodies", "services", "claim"],
        )

    return check_ticket


def paper_check(language: str) -> Check:
    """Return the check that the visitor of ``language`` holds one paper."""

    def check_paper(evidence: Evidence) -> Finding:
        note = evidence.note("paper-told", visitor=language)
        issued = issued_for(evidence, language)
        number = issued.number if issued else ""
        papers = evidence.papers_of(number)
        confirmed = _confirmed_papers(evidence, number)
        state = evidence.screen(f"kiosk-{language}-5-ticket.png").get("state", {})
        return Finding(
            f"paper-{language}",
            "one paper, no unknown byte, reported as printed, told on the screen",
            f"{len(papers)} papers, {confirmed} reported, screen says {state.get('paper')}",
            note.get("ms"),
            len(papers) == 1
            and papers[0]["unknown_bytes"] == 0
            and confirmed == 1
            and state.get("paper") == "printed",
        )

    return check_paper


def _confirmed_papers(evidence: Evidence, number: str) -> int:
    return sum(
        event.number == number and event.copy == 0 and event.outcome in PRINTED_OUTCOMES
        for _, event in evidence.events(TicketPrinted)
    )


def told_of_missing_paper(evidence: Evidence) -> Finding:
    """Check that the third visitor was told that there is no paper."""
    note = evidence.note("no-paper", visitor="en")
    state = evidence.screen("kiosk-en-5-no-paper.png").get("state", {})
    reported = [
        event
        for _, event in evidence.events(PrintFailed)
        if event.number == note.get("number")
        and event.problem is PrintProblem.PAPER_OUT
        and event.outcome is PrintOutcome.REJECTED_BEFORE_SEND
    ]
    on_screen = bool(note) and note["number"] in state.get("texts", ())
    return Finding(
        "no-paper-told",
        "no paper, number on the screen, the visitor and the staff told",
        f"{note.get('papers')} papers, number on screen: {on_screen}, "
        f"screen knows {state.get('printer')}, {len(reported)} reports",
        None,
        note.get("papers") == 0
        and on_screen
        and state.get("printer") == "paper-out"
        and len(reported) >= 1,
    )


def one_paper_after_reload(evidence: Evidence) -> Finding:
    """Check that a touch after the reload printed one paper, not a copy."""
    note = evidence.note("paper-after-reload")
    papers = evidence.papers_of(str(note.get("number", "")))
    words = " ".join(line.lower() for paper in papers for line in paper["lines"])
    is_copy = any(word in words for word in COPY_WORDS)
    confirmed = _confirmed_papers(evidence, str(note.get("number", "")))
    return Finding(
        "paper-after-reload",
        "a touch after the reload prints exactly one paper, not marked copy",
        f"{len(papers)} papers, marked copy: {is_copy}, {confirmed} reported",
        note.get("ms"),
        note.get("papers") == len(papers) == confirmed == 1 and not is_copy,
    )
