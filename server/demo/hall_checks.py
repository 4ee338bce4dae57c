"""Checks of what happened in the hall of a rehearsed morning: calls, voices, the killed server."""

from itertools import pairwise

from server.demo.evidence import Evidence
from server.demo.findings import Check, Finding
from server.demo.visitor_checks import issued_for
from server.protocol.events import CallShown, CallSpoken, TicketCalled, TicketIssued
from server.protocol.printing import SoundResult
from server.storage.chain import ChainBrokenError, check_chain

AT_ONCE_MS = 1000
TWO = 2
LEAST_VOICE_SECONDS = 2.0
LEAST_VOICE_RMS = 0.01
LANGUAGES = ("kk", "ru", "en")


def everything_started(evidence: Evidence) -> Finding:
    """Check that every program started."""
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


def two_calls_at_once(evidence: Evidence) -> Finding:
    """Check that two desks called two visitors at once, and the board showed both."""
    note = evidence.note("called")
    numbers = sorted(note.get("numbers", {}).values())
    calls = [(entry, event) for entry, event in evidence.events(TicketCalled)][:2]
    apart = calls[1][0].at - calls[0][0].at if len(calls) == len(numbers) == TWO else None
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


def voice_check(language: str) -> Check:
    """Return the check that the visitor of ``language`` was called aloud."""

    def check_voice(evidence: Evidence) -> Finding:
        issued = issued_for(evidence, language)
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


def spoken_one_after_another(evidence: Evidence) -> Finding:
    """Check that no two calls were spoken over each other."""
    ends = [entry.at for entry, _ in evidence.events(CallSpoken)]
    gaps = [later - earlier for earlier, later in pairwise(ends)]
    return Finding(
        "one-voice-at-a-time",
        f"voices end at least {LEAST_VOICE_SECONDS:g} s apart",
        f"{gaps} ms apart",
        None,
        len(gaps) == len(LANGUAGES) - 1 and min(gaps) >= LEAST_VOICE_SECONDS * 1000,
    )


def desks_told(evidence: Evidence) -> Finding:
    """Check that both desk pages said that their calls were shown and spoken."""
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


def server_killed(evidence: Evidence) -> Finding:
    """Check that the server was killed and another process took over."""
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


def called_after_restart(evidence: Evidence) -> Finding:
    """Check that the third visitor was called by the restarted server."""
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


def nothing_lost_or_doubled(evidence: Evidence) -> Finding:
    """Check that each number was shown, printed and called exactly once."""
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


def log_whole(evidence: Evidence) -> Finding:
    """Check that the event log has no hole and its chain holds."""
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
