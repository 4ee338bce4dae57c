"""A kiosk that is carried from hall to hall: each gets its own numbers, none another's."""

from pathlib import Path

from kiosk.journal.folders import Belonging
from server.protocol.frames import Heartbeat
from tests.kiosk.loneliness import LOG, LonelyKiosk, Watch
from tests.kiosk.sample_hall import TIME

OTHER = Belonging("hall-other", frozenset({"AAAA-BBBB"}))
OTHER_LOG = "0f" * 32


def given_alone(kiosk: LonelyKiosk) -> list[str]:
    kiosk.lose()
    kiosk.take()
    kiosk.finish_paper()
    ticket = kiosk.attendant.visit.ticket
    return [] if ticket is None else [ticket.number]


def carried(
    tmp_path: Path, belonging: Belonging, log: str, number: int, watch: Watch
) -> LonelyKiosk:
    """Start the kiosk anew, paired with another hall whose server welcomes it."""
    kiosk = LonelyKiosk(
        tmp_path, watch, belonging=belonging, log=log, number=number, visitors=10 * number
    )
    kiosk.greet()
    kiosk.link.tell(Heartbeat(1, 1, 1, "head", TIME))
    return kiosk


def brought(kiosk: LonelyKiosk) -> list[tuple[int, int]]:
    return [(ticket.kiosk, ticket.ordinal) for batch in kiosk.merges() for ticket in batch.tickets]


def test_the_numbers_of_one_hall_are_never_brought_to_another(
    kiosk: LonelyKiosk, tmp_path: Path
) -> None:
    given_alone(kiosk)
    kiosk.end()

    other = carried(tmp_path, OTHER, OTHER_LOG, 1, kiosk.watch)
    number = given_alone(other)
    other.greet()
    other.end()

    assert number == ["K1-01"]
    assert brought(other) == [(1, 1)]
    assert [aside.folder.hall for aside in other.aside[-1]] == ["hall-demo"]


def test_they_are_brought_when_the_kiosk_is_in_its_hall_again(
    kiosk: LonelyKiosk, tmp_path: Path
) -> None:
    given_alone(kiosk)
    kiosk.end()
    carried(tmp_path, OTHER, OTHER_LOG, 1, kiosk.watch).end()

    again = carried(tmp_path, Belonging("hall-demo"), LOG, 3, kiosk.watch)
    again.end()

    assert brought(again) == [(2, 1)]
    assert again.aside[-1] == ()


def test_a_twin_of_the_same_id_gets_nothing_once_it_has_spoken(
    kiosk: LonelyKiosk, tmp_path: Path
) -> None:
    command = kiosk.take()
    kiosk.end()

    twin = carried(tmp_path, Belonging("hall-demo"), OTHER_LOG, 2, kiosk.watch)
    twin.end()

    assert command not in twin.link.asked


def test_a_server_put_in_place_of_another_gets_none_of_its_numbers(kiosk: LonelyKiosk) -> None:
    given_alone(kiosk)
    kiosk.log = OTHER_LOG

    kiosk.greet()
    kiosk.link.tell(Heartbeat(1, 1, 1, "head", TIME))
    kiosk.log = LOG
    before = brought(kiosk)
    kiosk.greet()

    assert before == []
    assert brought(kiosk) == [(2, 1)]


def test_a_kiosk_that_is_being_paired_anew_gives_no_numbers_of_the_hall_before(
    kiosk: LonelyKiosk, tmp_path: Path
) -> None:
    kiosk.end()

    anew = LonelyKiosk(tmp_path, kiosk.watch, belonging=None)
    anew.watch.pass_ms(60_000)

    assert anew.attendant.view().alone == "slip"
    assert not anew.attendant.offer.is_known
    anew.end()
