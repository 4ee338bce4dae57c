"""A sign counts for what it was asked for; one that is overdue is never taken for the next."""

from dataclasses import dataclass, field

from printers.connection import Connection
from printers.health import Health
from printers.profile import Fence
from printers.proof import Passage, Proof
from tests.fakes.line import FakeLine
from tests.printers.conftest import EPSON
from tests.printers.test_connection import WELL, Socket


@dataclass(slots=True)
class Bench:
    """A proof over a line in memory, and the jobs whose sign came late."""

    line: FakeLine
    late: list[str] = field(default_factory=list)

    def proof(self, fence: Fence = Fence.PROCESS_ID) -> Proof:
        """Return the proof, its port open."""
        health = Health(lambda _: None, near_end_sensor=False)
        connection = Connection(Socket([self.line]), EPSON, health)
        connection.examine()
        return Proof(connection, fence, lambda: connection.problem, self.late.append, 1)


def echo(mark: bytes) -> bytes:
    """Return what echoes ``mark``."""
    return b"\x37\x22" + mark + b"\x00"


def test_its_own_sign_passes() -> None:
    line = FakeLine(answers={**WELL, b"\x1d(H": [echo(b"0001")]})
    proof = Bench(line).proof()
    mark = proof.next_mark()
    line.write(proof.ask(mark), 1)

    assert proof.wait(mark, 1) is Passage.PASSED


def test_no_driver_begins_with_the_mark_of_the_one_before_it() -> None:
    connection = Socket([]).connection()
    late: list[str] = []

    first = {
        Proof(connection, Fence.PROCESS_ID, lambda: connection.problem, late.append).next_mark()
        for _ in range(10)
    }

    assert len(first) > 1


def test_silence_ends_with_a_look_at_the_printer() -> None:
    proof = Bench(FakeLine(answers=WELL)).proof()

    assert proof.wait(proof.next_mark(), 0) is Passage.SILENT


def test_a_printer_that_stops_ends_the_wait_at_once() -> None:
    line = FakeLine(answers={**WELL, b"go": [b"\x18\x00\x0f\x00"]})
    proof = Bench(line).proof()
    line.write(b"go", 1)

    assert proof.wait(proof.next_mark(), 60) is Passage.STOPPED


def test_an_overdue_sign_tells_its_own_job() -> None:
    line = FakeLine(answers={**WELL, b"go": [echo(b"0001")]})
    bench = Bench(line)
    proof = bench.proof()
    proof.put_off(proof.next_mark(), "one")
    line.write(b"go", 1)

    proof.settle()

    assert bench.late == ["one"]
    assert not proof.is_overdue


def test_a_sign_overdue_of_no_job_is_passed_over() -> None:
    line = FakeLine(answers={**WELL, b"go": [b"\x00"]})
    bench = Bench(line)
    proof = bench.proof(Fence.PAPER_SENSOR)
    proof.put_off(proof.next_mark())
    line.write(b"go", 1)

    proof.settle()

    assert (bench.late, proof.is_overdue) == ([], False)
