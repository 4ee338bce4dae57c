"""Made-up days hold what the figures of their hall say."""

from dataclasses import replace
from statistics import mean

import pytest

from server.protocol.tickets import TicketClass
from server.simulate.days import HOUR, MINUTE
from server.simulate.synthetic import WARSAW, Hall, ServiceTimes, made_day

MANY = 40


def test_the_same_seed_makes_the_same_day() -> None:
    assert made_day(Hall(), 7) == made_day(Hall(), 7)
    assert made_day(Hall(), 7) != made_day(Hall(), 8)


def test_visitors_bring_the_work_that_the_load_says() -> None:
    hall = Hall(load=0.92)

    days = [made_day(hall, seed) for seed in range(MANY)]

    work = mean(sum(one.busy_ms for one in day.visitors) for day in days)
    # Of the booked, a quarter of all, those who stay away take nothing.
    assert work / hall.desk_ms() == pytest.approx(0.92, rel=0.03)


def test_visitors_come_by_the_hours_of_the_profile() -> None:
    hall = Hall(booked=0.0)

    days = [made_day(hall, seed) for seed in range(MANY)]

    came = [(v.arrives_at - day.opens_at) // HOUR for day in days for v in day.visitors]
    shares = [came.count(hour) / len(came) for hour in range(len(WARSAW))]
    assert shares == pytest.approx([share / sum(WARSAW) for share in WARSAW], abs=0.01)


def test_classes_come_as_often_as_the_hall_says() -> None:
    hall = Hall(statutory=0.4, booked=0.0)

    days = [made_day(hall, seed) for seed in range(MANY)]

    classes = [visitor.ticket_class for day in days for visitor in day.visitors]
    share = classes.count(TicketClass.STATUTORY) / len(classes)
    assert share == pytest.approx(0.4, abs=0.02)


def test_a_booked_visitor_waits_from_his_slot_on() -> None:
    booked = [
        visitor
        for visitor in made_day(Hall(booked=1.0, statutory=0.0), 1).visitors
        if visitor.arrives_at < visitor.order_key
    ]

    assert booked
    assert all(visitor.due_at == visitor.order_key for visitor in booked)


def test_recorded_minutes_are_drawn_instead_of_made_up_ones() -> None:
    times = (ServiceTimes("a", 0, recorded=(4.0,)),)
    hall = replace(Hall(no_shows=0.0), times=times, desks=(("a",),))

    day = made_day(hall, 3)

    assert {visitor.busy_ms for visitor in day.visitors} == {4 * MINUTE}


def test_lunch_is_planned_and_pauses_are_not() -> None:
    absences = made_day(Hall(), 5).desks[0].absences

    assert [one.ms for one in absences if one.is_planned] == [45 * MINUTE]
    assert [one for one in absences if not one.is_planned]
