"""A ticket is handed out, taken, drawn back or thrown out, and each ticket has one end."""

import asyncio

import pytest

from printers.virtual.build import PresenterParts
from printers.virtual.presenting import Fate, Place, Presenting

PARTS = PresenterParts(step_mm=5.0, retracts=True, cuts_first=True)


class Told:
    """Hears what becomes of tickets."""

    def __init__(self, parts: PresenterParts | None = PARTS) -> None:
        self.fates: list[tuple[int, Fate]] = []
        self.last = asyncio.Event()
        self.presenting = Presenting(parts, self._hear)

    def _hear(self, paper: int, fate: Fate) -> None:
        self.fates.append((paper, fate))
        if fate is not Fate.PRESENTED:
            self.last.set()


def test_a_cut_ticket_waits_inside_until_it_is_presented_and_taken() -> None:
    told = Told()

    told.presenting.receive(1, 80.0)
    inside = told.presenting.place
    told.presenting.take()
    told.presenting.obey(b"\x03\x08")
    out = told.presenting.ticket_out
    told.presenting.take()

    assert (inside, out, told.presenting.ticket_out) == (Place.INSIDE, True, False)
    assert told.fates == [(1, Fate.PRESENTED), (1, Fate.TAKEN)]
    assert told.presenting.state()["taken"] == 1


@pytest.mark.parametrize(
    ("order", "ends"),
    [
        (b"\x02", [Fate.RETRACTED]),
        (b"\x05", [Fate.EJECTED]),
        (b"\x03\x10", [Fate.PRESENTED, Fate.EJECTED]),
        (b"\x03\x0f", [Fate.PRESENTED]),
        (b"\x01", []),
    ],
)
def test_each_order_of_the_ejector_ends_as_the_manual_says(order: bytes, ends: list[Fate]) -> None:
    told = Told()
    told.presenting.receive(1, 80.0)

    told.presenting.obey(order)

    assert [fate for _, fate in told.fates] == ends


def test_a_ticket_that_lies_there_is_pushed_out_by_the_next() -> None:
    told = Told()

    for paper in (1, 2):
        told.presenting.receive(paper, 80.0)
        told.presenting.obey(b"\x03\x08")

    assert told.fates == [(1, Fate.PRESENTED), (1, Fate.EJECTED), (2, Fate.PRESENTED)]


def test_a_continuous_printer_has_the_ticket_at_the_exit_when_it_is_cut() -> None:
    told = Told()

    told.presenting.obey(b"\x14")
    told.presenting.receive(1, 80.0)
    out = told.presenting.ticket_out
    told.presenting.obey(b"\x12")
    told.presenting.receive(2, 80.0)

    assert (out, told.presenting.place) == (True, Place.INSIDE)


@pytest.mark.parametrize(("throws_out", "end"), [(True, Fate.EJECTED), (False, Fate.RETRACTED)])
async def test_a_ticket_that_nobody_takes_in_time_goes(throws_out: bool, end: Fate) -> None:
    told = Told()
    told.presenting.receive(1, 80.0)

    told.presenting.present(8, 1, throws_out=throws_out)
    await asyncio.wait_for(told.last.wait(), 20)

    assert told.fates == [(1, Fate.PRESENTED), (1, end)]


async def test_a_visitor_takes_the_ticket_after_the_time_that_was_set() -> None:
    told = Told()
    told.presenting.taken_after = 0.01
    told.presenting.receive(1, 80.0)

    told.presenting.present(8, 30, throws_out=False)
    await asyncio.wait_for(told.last.wait(), 20)

    assert told.fates == [(1, Fate.PRESENTED), (1, Fate.TAKEN)]


def test_a_printer_without_the_part_does_nothing() -> None:
    told = Told(None)

    told.presenting.receive(1, 80.0)
    told.presenting.obey(b"\x03\x08")
    told.presenting.retract()

    assert (told.fates, told.presenting.exists) == ([], False)


def test_what_cannot_draw_back_leaves_the_ticket_where_it_is() -> None:
    told = Told(PresenterParts(step_mm=5.0))
    told.presenting.receive(1, 80.0)

    told.presenting.retract()

    assert told.presenting.place is Place.INSIDE


def test_only_some_orders_cut_first_and_a_form_feed_shows_most_of_the_ticket() -> None:
    told = Told()
    told.presenting.receive(1, 80.0)

    cuts = [kind for kind in (2, 3, 5, 6, 18, 20, 32) if told.presenting.cuts_before(kind)]

    assert cuts == [2, 3, 5, 32]
    assert told.presenting.longest_steps == 8
    assert not told.presenting.form_feed_presents
