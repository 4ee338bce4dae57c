"""The checker finds what it is there to find: a good hour, doctored in one thing after another."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from msgspec.structs import replace as changed

from tests.history.boards import Sighting, Spoken
from tests.history.evidence import ALWAYS, Evidence
from tests.history.good_day import SECRET, Doctor, found, good_record, kinds
from tests.history.liveness import Outage
from tests.history.operations import Attempt, End
from tests.history.peers import Peer
from tests.history.privacy import is_iin, judge_privacy
from tests.journeys.invariants import broken

IIN = "870412300129"


def attempts(change: Callable[[int, Attempt], Attempt | None]) -> Doctor:
    """Return what changes or takes away attempts, by their place."""

    def doctor(evidence: Evidence) -> Evidence:
        made = [change(place, one) for place, one in enumerate(evidence.attempts)]
        return replace(evidence, attempts=tuple(one for one in made if one is not None))

    return doctor


def at(place: int, **changes: object) -> Doctor:
    """Return what changes one attempt."""
    return attempts(lambda here, one: replace(one, **changes) if here == place else one)  # type: ignore[arg-type]  # replace is typed by dataclass


def adding(attempt: Attempt) -> Doctor:
    """Return what adds an attempt."""
    return lambda evidence: replace(evidence, attempts=(*evidence.attempts, attempt))


def again(place: int, **changes: object) -> Doctor:
    """Return what repeats one attempt with another end."""

    def doctor(evidence: Evidence) -> Evidence:
        other = replace(evidence.attempts[place], **changes)  # type: ignore[arg-type]  # as above
        return replace(evidence, attempts=(*evidence.attempts, other))

    return doctor


def sighted(change: Callable[[Sighting], Sighting | None]) -> Doctor:
    """Return what changes or takes away what the board showed."""

    def doctor(evidence: Evidence) -> Evidence:
        seen = [change(one) for one in evidence.sightings]
        return replace(evidence, sightings=tuple(one for one in seen if one is not None))

    return doctor


def showing(**changes: object) -> Doctor:
    """Return what changes the calls that the board showed."""
    return sighted(
        lambda one: replace(one, calls=tuple(changed(call, **changes) for call in one.calls))
    )


def still_showing(one: Sighting) -> Sighting:
    """Leave the first call on the board for ever."""
    first = next(s for s in good_record().evidence.sightings if s.calls)
    return replace(one, calls=first.calls) if one.seq >= first.seq else one


def placing(evidence: Evidence) -> Evidence:
    """Let one frame place a call that is none, and end it."""
    call = next(one.calls[0] for one in evidence.sightings if one.calls)
    wrong = changed(call, number="A009")
    return sighted(lambda one: replace(one, placed=(wrong,)) if one.seq == 9 else one)(evidence)


def heard(*spoken: Spoken) -> Doctor:
    """Return what adds to what the board spoke."""
    return lambda evidence: replace(evidence, spoken=(*evidence.spoken, *spoken))


def peers(*known: Peer) -> Doctor:
    """Return what says otherwise who may act."""
    return lambda evidence: replace(evidence, peers=known)


def stranger(**changes: object) -> Doctor:
    """Return what changes how it ended for the stranger."""
    return lambda evidence: replace(
        evidence,
        strangers=tuple(replace(one, **changes) for one in evidence.strangers),  # type: ignore[arg-type]  # as above
    )


def the_stranger_s_wish(evidence: Evidence) -> Evidence:
    """Let the first ticket be under a request that a stranger sent."""
    request = evidence.attempts[0].request
    return stranger(request=request)(evidence)


def written(place: str, text: bytes) -> Doctor:
    """Return what writes something more."""
    return lambda evidence: replace(evidence, texts={**evidence.texts, place: text})


PAIRED = (Peer("kiosk:kiosk-1"), Peer("display:board-1"), Peer("official:o-1"))

DOCTORED: dict[str, tuple[str, Doctor]] = {
    "another number was told": ("I1", at(0, number="A077")),
    "one request was told two numbers": ("I1", again(0, number="A002")),
    "a refused request became a ticket": ("I1", at(1, end=End.REFUSED, number="")),
    "what was not done became a ticket": ("I1", at(1, end=End.NOT_DONE, number="")),
    "a ticket that nobody asked for": ("I1", attempts(lambda here, one: one if here else None)),
    "a number that the log lost": (
        "I1",
        adding(Attempt("kiosk-1", "0" * 36, 19.0, 19.1, End.OK, "A005")),
    ),
    "who came later stands before": ("I4", at(0, begun=30.0, ended=30.1)),
    "an order that time denies": ("I4", at(3, begun=3.0, ended=3.1)),
    "a head that is not in the log": (
        "I6",
        sighted(lambda one: replace(one, head="0" * 64) if one.seq == 7 else one),
    ),
    "a head further than the log": (
        "I6",
        sighted(lambda one: replace(one, seq=99) if one.seq == 7 else one),
    ),
    "an answer that came late": ("I7", at(1, ended=7.0)),
    "a request that was never answered": ("I7", at(4, begun=18.0, request="1" * 36)),
    "a kiosk that stays away after the fault": ("I7", at(3, ended=26.0)),
    "a board that lags behind": (
        "I7",
        sighted(lambda one: replace(one, at=one.at + 30) if one.seq >= 4 else one),
    ),
    "a board that stays where it was": (
        "I7",
        lambda evidence: replace(
            sighted(lambda one: one if one.seq <= 2 else None)(evidence),
            sightings=(
                *sighted(lambda one: one if one.seq <= 2 else None)(evidence).sightings,
                replace(evidence.sightings[1], at=90.0),
            ),
        ),
    ),
    "a key in a log": ("I8", written("kiosk-1.log", f"hello key={SECRET}".encode())),
    "a name in another letter case": ("I8", written("mdns", "hall=АЙГЕРІМ СЕРІК".encode())),
    "a name as JSON writes it": ("I8", written("frames", json.dumps("Айгерім Серік").encode())),
    "an IIN on a board": ("I8", written("board", f"A001 {IIN} desk 1".encode())),
    "a telephone number in a log": ("I8", written("server.log", b"call +7 701 123 45 67")),
    "an e-mail address in a log": ("I8", written("server.log", b"sent to a.serik@mail.kz")),
    "a call that is none": ("I9", showing(call=2)),
    "a call to another desk": ("I9", showing(desk="9")),
    "another number on the board": ("I9", showing(number="A004")),
    "a call of another zone": ("I9", showing(zone="upper")),
    "a call of the future": ("I9", showing(call=11)),
    "a number that is placed and taken away at once": ("I9", placing),
    "a call that had ended": ("I9", sighted(still_showing)),
    "a number that was never called": (
        "I9",
        lambda evidence: replace(evidence, displayed=(*evidence.displayed, "A004")),
    ),
    "a call spoken twice": ("I9", heard(Spoken("board-1", 6))),
    "a voice without a call": ("I9", heard(Spoken("board-1", 3))),
    "a kiosk that was never paired": ("I10", peers(*PAIRED[1:])),
    "a kiosk that was revoked": ("I10", peers(Peer("kiosk:kiosk-1", 3), *PAIRED[1:])),
    "an official who is nobody": ("I10", peers(*PAIRED[:2], Peer("official:o-2"))),
    "a stranger who was given a number": ("I10", stranger(end=End.OK, number="A009")),
    "a stranger whose wish is in the log": ("I10", the_stranger_s_wish),
}


def test_the_good_hour_holds_and_decides_every_invariant() -> None:
    record = good_record()

    assert broken(record) == []
    assert record.evidence.decides() == ALWAYS | {"I1", "I7", "I8", "I9", "I10"}


@pytest.mark.parametrize(("invariant", "doctor"), DOCTORED.values(), ids=DOCTORED.keys())
def test_a_doctored_history_is_found(invariant: str, doctor: Doctor) -> None:
    faults = found(doctor)

    assert invariant in kinds(faults)


def test_each_invariant_of_histories_and_boards_is_doctored_at_least_twice() -> None:
    doctored = [invariant for invariant, _ in DOCTORED.values()]

    assert all(doctored.count(one) >= 2 for one in ("I1", "I4", "I6", "I7", "I8", "I9", "I10"))


def test_a_board_that_causes_what_only_a_kiosk_may_is_found() -> None:
    record = good_record()
    numbers = count()
    rows = tuple(
        changed(row, actor="display:board-1") if next(numbers) == 1 else row for row in record.rows
    )

    assert any("board-1 caused TicketIssued" in one for one in broken(replace(record, rows=rows)))


def test_an_outage_excuses_only_what_it_meets() -> None:
    slow = at(1, ended=7.0)

    def doctor(evidence: Evidence) -> Evidence:
        return replace(slow(evidence), outages=(*evidence.outages, Outage(4.0, 6.5)))

    assert "I7" not in kinds(found(doctor))


def test_faults_that_leave_no_moment_in_which_anything_is_owed_decide_nothing_of_it() -> None:
    without_end = tuple(Outage(second - 1.0, second + 0.5) for second in range(0, 60, 2))

    evidence = replace(good_record().evidence, outages=without_end)

    assert "I7" not in evidence.decides()


def test_without_evidence_little_is_decided() -> None:
    assert Evidence().decides() == ALWAYS


@pytest.mark.parametrize(
    ("digits", "is_one"),
    [(IIN, True), ("870412300128", False), ("871312300129", False), ("202611230930", False)],
)
def test_an_iin_is_told_from_other_twelve_digits(digits: str, *, is_one: bool) -> None:
    assert is_iin(digits) is is_one


def test_times_and_ids_are_not_taken_for_people() -> None:
    text = b"at 1795000000000 id 97617926-c08e-4ec7-8145-870412300128 A001 127.0.0.1:8077"

    assert list(judge_privacy({"log": text}, ())) == []


def test_a_secret_that_stands_in_texts_by_chance_is_not_searched_for() -> None:
    with pytest.raises(ValueError, match="too short"):
        list(judge_privacy({"log": b""}, ("abc",)))
