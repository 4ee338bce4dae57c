"""What goes before a ticket when nobody knows how the last one ended."""

import pytest

from printers.strip import Strip

LONGEST = 40


def strip(*, has_cutter: bool = True, may_be_uncut: bool = False) -> Strip:
    """Return the strip of a printer whose longest command has ``LONGEST`` bytes."""
    return Strip(LONGEST, has_cutter=has_cutter, may_be_uncut=may_be_uncut)


def test_before_a_ticket_on_a_clean_strip_nothing_goes() -> None:
    paper = strip()
    paper.soil()
    paper.clean()

    assert (paper.is_clean, paper.recovery, paper.flush) == (True, b"", b"")


@pytest.mark.parametrize(
    ("has_cutter", "parted_by"), [(True, b"\x1dVB\x00"), (False, b"\n\n\n\n\n")]
)
def test_what_may_be_left_is_ended_and_parted_with_and_without_a_cutter(
    has_cutter: bool, parted_by: bytes
) -> None:
    paper = strip(has_cutter=has_cutter, may_be_uncut=True)

    assert paper.recovery == bytes(LONGEST) + b"\x1b@" + parted_by


def test_the_longest_command_that_went_is_what_is_flushed() -> None:
    paper = strip()

    paper.soil(100)
    paper.soil()

    assert paper.flush == bytes(100)
