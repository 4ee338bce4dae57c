"""Decides from the artefacts alone whether a rehearsed morning held; `python -m` runs it too.

It shares no memory with the programs that played: what is not in the folder did not happen.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from server.demo.artefacts import REPORT
from server.demo.evidence import Evidence
from server.protocol.events import (
    CallShown,
    CallSpoken,
    PrintFailed,
    TicketCalled,
    TicketIssued,
    TicketPrinted,
)
from server.protocol.printing import PRINTED_OUTCOMES, PrintOutcome, PrintProblem, SoundResult
from server.storage.chain import ChainBrokenError, check_chain

AT_ONCE_MS = 1000
LEAST_VOICE_SECONDS = 2.0
LEAST_VOICE_RMS = 0.01
LANGUAGES = ("kk", "ru", "en")
COPY_WORDS = ("көшірме", "копия", "copy")


@dataclass(frozen=True, slots=True)
class Finding:
    """One step of the morning: what should have been, what was, and how long it took."""

    step: str
    expected: str
    seen: str
    milliseconds: int | None
    held: bool


Check = Callable[[Evidence], Finding]


def check(out: Path) -> list[Finding]:
    """Return a finding for every step of the morning whose artefacts lie in ``out``."""
    evidence = Evidence.read(out)
    checks: list[Check] = [
        _everything_started,
        *(_ticket_check(language) for language in LANGUAGES),
        *(_paper_check(language) for language in ("kk", "ru")),
        _was_told_of_missing_paper,
        _got_one_paper_after_reload,
        _two_calls_at_once,
        *(_voice_check(language) for language in LANGUAGES),
        _calls_were_spoken_one_after_another,
        _desks_were_told,
        _server_was_killed,
        _third_call_came_after_restart,
        _nothing_lost_or_doubled,
        _log_is_whole,
    ]
    return [each(evidence) for each in checks]


def write_report(out: Path, findings: list[Finding]) -> bool:
    """Write ``report.json`` and return whether everything held."""
    held = all(finding.held for finding in findings)
    report = {"held": held, "steps": [asdict(finding) for finding in findings]}
    text = json.dumps(report, ensure_ascii=False, indent=2)
    (out / REPORT).write_text(text + "\n", encoding="utf-8")
    return held


def _everything_started(evidence: Evidence) -> Finding:
    note = evidence.note("started")
    board = evidence.screen("board-1-nobody.png")
    seen = f"started: {bool(note)}, empty board seen: {bool(board)}"
    return Finding(
        "start",
        "server, two printers, two kiosks and a board run, and the board is seen",
        seen,
        note.get("ms"),
        bool(note) and bool(board),
    )


def _issued(evidence: Evidence, language: str) -> TicketIssued | None:
    issued = [event for _, event in evidence.events(TicketIssued) if event.language == language]
    return issued[0] if len(issued) == 1 else None


def _ticket_check(language: str) -> Check:
    def check_ticket(evidence: Evidence) -> Finding:
        note = evidence.note("number-shown", visitor=language)
        issued = _issued(evidence, language)
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


def _paper_check(language: str) -> Check:
    def check_paper(evidence: Evidence) -> Finding:
        note = evidence.note("paper-told", visitor=language)
        issued = _issued(evidence, language)
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


def _was_told_of_missing_paper(evidence: Evidence) -> Finding:
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


def _got_one_paper_after_reload(evidence: Evidence) -> Finding:
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


def _two_calls_at_once(evidence: Evidence) -> Finding:
    note = evidence.note("called")
    numbers = sorted(note.get("numbers", {}).values())
    calls = [(entry, event) for entry, event in evidence.events(TicketCalled)][:2]
    apart = calls[1][0].at - calls[0][0].at if len(calls) == len(numbers) else None
    board = evidence.screen("board-two-calls.png").get("state", {})
    return Finding(
        "two-calls-at-once",
        f"two desks call two visitors within {AT_ONCE_MS} ms, both stand large on the board",
        f"desks {numbers}, log {[event.number for _, event in calls]}, "
        f"board {board.get('calls')}, {apart} ms apart",
        apart,
        len(set(numbers)) == len(calls)
        and apart is not None
        and apart <= AT_ONCE_MS
        and sorted(event.number for _, event in calls) == numbers
        and len({event.desk for _, event in calls}) == len(calls)
        and sorted(board.get("calls", ())) == numbers,
    )


def _voice_check(language: str) -> Check:
    def check_voice(evidence: Evidence) -> Finding:
        issued = _issued(evidence, language)
        number = issued.number if issued else ""
        calls = [(entry, e) for entry, e in evidence.events(TicketCalled) if e.number == number]
        shown = [e for _, e in evidence.events(CallShown) if e.number == number]
        spoken = [(entry, e) for entry, e in evidence.events(CallSpoken) if e.number == number]
        sound = evidence.sound(number)
        took = spoken[0][0].at - calls[0][0].at if calls and spoken else None
        return Finding(
            f"voice-{language}",
            "called once, shown, spoken on a real sink, heard in the recording",
            f"{len(calls)} calls, {len(shown)} shown, {[str(e.result) for _, e in spoken]}, "
            f"{sound.seconds:.1f} s at {sound.rms:.3f}",
            took,
            len(calls) == len(shown) == len(spoken) == 1
            and spoken[0][1].result is SoundResult.SPOKEN
            and sound.seconds >= LEAST_VOICE_SECONDS
            and sound.rms >= LEAST_VOICE_RMS,
        )

    return check_voice


def _calls_were_spoken_one_after_another(evidence: Evidence) -> Finding:
    ends = [entry.at for entry, _ in evidence.events(CallSpoken)]
    gaps = [later - earlier for earlier, later in pairwise(ends)]
    return Finding(
        "one-voice-at-a-time",
        f"voices end at least {LEAST_VOICE_SECONDS:g} s apart",
        f"{gaps} ms apart",
        None,
        len(gaps) == len(LANGUAGES) - 1 and min(gaps) >= LEAST_VOICE_SECONDS * 1000,
    )


def _desks_were_told(evidence: Evidence) -> Finding:
    pictures = ("desk-desk-1-delivered.png", "desk-desk-2-delivered.png")
    numbers = evidence.note("called").get("numbers", {})
    texts = {
        note["desk"]: note["text"] for note in map(evidence.screen, pictures) if note.get("desk")
    }
    told = [desk for desk, number in numbers.items() if number in texts.get(desk, "")]
    return Finding(
        "desks-told",
        "both desk pages show their visitor, shown and spoken",
        f"{sorted(told)} of {sorted(numbers)}",
        None,
        len(told) == len(pictures),
    )


def _server_was_killed(evidence: Evidence) -> Finding:
    killed, back = evidence.note("server-killed"), evidence.note("server-back")
    stale = evidence.screen("board-stale.png").get("state", {}).get("stale")
    is_other = bool(killed and back) and killed["pid"] != back["pid"]
    return Finding(
        "server-killed",
        "killed by SIGKILL, another process serves, all links back, the board said it was stale",
        f"another process: {is_other}, noticed in {back.get('noticed_ms')} ms, "
        f"links back in {back.get('links_ms')} ms, stale banner: {stale}",
        back.get("ms"),
        is_other and stale is True,
    )


def _third_call_came_after_restart(evidence: Evidence) -> Finding:
    note, back = evidence.note("called-after-restart"), evidence.note("server-back")
    board = evidence.screen("board-after-restart.png").get("state", {})
    calls = [entry for entry, e in evidence.events(TicketCalled) if e.number == note.get("number")]
    is_after = bool(calls and back) and calls[0].at > back["at"]
    return Finding(
        "called-after-restart",
        "the third visitor is called by the restarted server and stands large on the board",
        f"{note.get('number')}, after the restart: {is_after}, board {board.get('calls')}",
        None,
        is_after and note.get("number") in board.get("calls", ()),
    )


def _nothing_lost_or_doubled(evidence: Evidence) -> Finding:
    issued = [event.number for _, event in evidence.events(TicketIssued)]
    shown = [note["number"] for note in evidence.notes if note["what"] == "number-shown"]
    called = [event.number for _, event in evidence.events(TicketCalled)]
    papers = {number: len(evidence.papers_of(number)) for number in issued}
    return Finding(
        "nothing-lost-or-doubled",
        "three numbers shown, issued, printed and called once each, and no other paper",
        f"shown {shown}, issued {issued}, called {sorted(called)}, papers {papers} "
        f"of {len(evidence.papers)}",
        None,
        len(shown) == len(set(issued)) == len(LANGUAGES)
        and sorted(shown) == sorted(issued) == sorted(called)
        and list(papers.values()) == [1, 1, 1]
        and len(evidence.papers) == len(LANGUAGES),
    )


def _log_is_whole(evidence: Evidence) -> Finding:
    try:
        count = check_chain(evidence.rows, evidence.note("exported").get("head", ""))
        seen = f"{count} events, the chain holds"
    except ChainBrokenError as error:
        count, seen = 0, str(error)
    return Finding(
        "log-whole",
        "the event log has no hole, and its chain of hashes holds up to the hall's head",
        seen,
        None,
        count > 0,
    )


def main(arguments: list[str]) -> int:
    """Check the folder named by the one argument; return the exit code."""
    out = Path(arguments[0])
    findings = check(out)
    held = write_report(out, findings)
    for finding in findings:
        sys.stdout.write(
            f"{'held  ' if finding.held else 'FAILED'} {finding.step}: {finding.seen}\n"
        )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
