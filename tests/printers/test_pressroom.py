"""The press is the one for the unit that is on the line."""

from printers.acquaintance import Acquaintance
from printers.document import Logo
from printers.logos import logo_hash
from printers.pressroom import Pressroom
from printers.provisioning import Provisioning
from printers.specimen import specimen
from printers.strategy import Link
from printers.units import Units
from tests.printers.conftest import EPSON
from tests.printers.fault_table import PRINTED_AT

LOGO = Logo(16, 2, b"\xf0\x0f\x0f\xf0")
RECALL = b"\x1d(L\x06\x00\x30\x45KZ\x01\x01"


def test_a_logo_is_recalled_from_the_moment_that_the_unit_keeps_it() -> None:
    unit = Acquaintance("tcp://printer:9100", EPSON, Units(None), lambda: 0)
    room = Pressroom(Link.SLOW, unit, Provisioning(unit, LOGO))
    document = specimen("kk", PRINTED_AT)

    before = room.prepare(document)
    unit.stored(logo_hash(LOGO))
    after = room.prepare(document)

    assert RECALL not in before.body
    assert RECALL in after.body


def test_a_job_says_how_long_it_is_and_what_it_lacks() -> None:
    unit = Acquaintance("tcp://printer:9100", EPSON, Units(None), lambda: 0)

    job = Pressroom(Link.FAST, unit, None).prepare(specimen("ru", PRINTED_AT))

    assert 60 < job.millimetres < 200
    assert job.undrawable == ""
