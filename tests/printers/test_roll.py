"""The metres of a roll: counted up, begun anew when paper comes back."""

from printers.roll import Roll


def test_every_ticket_adds_its_length() -> None:
    roll = Roll().after_ticket(96.5).after_ticket(103.5)

    assert roll.printed_mm == 200.0
    assert roll.metres == 0.2


def test_paper_that_was_out_and_is_back_is_a_new_roll() -> None:
    out = Roll(61_000.0).after_look(is_out=True)

    assert out == Roll(61_000.0, was_out=True)
    assert out.after_look(is_out=False) == Roll()


def test_a_look_at_paper_that_is_there_changes_nothing() -> None:
    assert Roll(5.0).after_look(is_out=False) == Roll(5.0)
