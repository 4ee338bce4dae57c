"""Health is told once a change, and a shaking near-end sensor is not believed at once."""

from dataclasses import dataclass, field

from printers.health import STEADY_SECONDS, Health
from printers.port_messages import HealthChanged
from printers.status import PrinterStatus
from server.protocol.printing import PaperSupply, PrintProblem

PLENTY = PrinterStatus(answering=True, paper_told=True)
NEAR = PrinterStatus(answering=True, paper_told=True, paper_near_end=True)
OUT = PrinterStatus(answering=True, paper_told=True, paper_out=True, paper_near_end=True)


@dataclass(slots=True)
class Watch:
    """A health with a clock of its own and what it told."""

    seconds: float = 100.0
    metres: float = 4.2
    told: list[HealthChanged] = field(default_factory=list)

    def health(self, *, near_end_sensor: bool = True) -> Health:
        """Return the health."""
        return Health(
            self.told.append,
            near_end_sensor=near_end_sensor,
            metres=lambda: self.metres,
            now=lambda: self.seconds,
        )


def test_a_change_is_told_once_with_the_metres_of_the_roll() -> None:
    watch = Watch()
    health = watch.health()

    problems = [health.look(status) for status in (PLENTY, PLENTY, OUT, OUT, None)]

    assert problems[2] is PrintProblem.PAPER_OUT
    assert watch.told == [
        HealthChanged(PrintProblem.NONE, PaperSupply.PLENTY, 4.2),
        HealthChanged(PrintProblem.PAPER_OUT, PaperSupply.OUT, 4.2),
        HealthChanged(PrintProblem.UNREACHABLE, PaperSupply.UNKNOWN, 4.2),
    ]


def test_each_metre_of_a_roll_is_told_and_a_new_one_too() -> None:
    watch = Watch()
    health = watch.health()

    for metres in (4.2, 4.9, 5.2, 5.3, 0.0):
        watch.metres = metres
        health.look(PLENTY)

    assert [told.roll_metres for told in watch.told] == [4.2, 5.2, 0.0]


def test_a_near_end_that_wavers_is_not_told() -> None:
    watch = Watch()
    health = watch.health()

    for status in (PLENTY, NEAR, PLENTY, NEAR, PLENTY):
        health.look(status)
        watch.seconds += STEADY_SECONDS - 1

    assert len(watch.told) == 1


def test_a_near_end_that_stands_is_told_and_taken_back_as_slowly() -> None:
    watch = Watch()
    health = watch.health()

    for status in (PLENTY, NEAR, NEAR, PLENTY, PLENTY):
        health.look(status)
        watch.seconds += STEADY_SECONDS

    assert [told.paper for told in watch.told] == [
        PaperSupply.PLENTY,
        PaperSupply.NEAR_END,
        PaperSupply.PLENTY,
    ]


def test_paper_that_ends_is_told_at_once_whatever_wavers() -> None:
    watch = Watch()
    health = watch.health()

    for status in (PLENTY, NEAR, OUT):
        health.look(status)

    assert watch.told[-1].problem is PrintProblem.PAPER_OUT


def test_without_a_sensor_nobody_says_that_there_is_enough() -> None:
    watch = Watch()

    watch.health(near_end_sensor=False).look(PLENTY)

    assert watch.told == [HealthChanged(PrintProblem.NONE, PaperSupply.UNKNOWN, 4.2)]


def test_a_printer_in_trouble_is_looked_at_more_often() -> None:
    watch = Watch()
    health = watch.health()

    health.look(PLENTY)
    well = health.next_beat
    health.look(OUT)

    assert (well, health.next_beat) == (110.0, 102.0)
