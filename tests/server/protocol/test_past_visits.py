"""What a past visit says of its wait."""

import pytest

from server.protocol.past_visits import PastVisit


@pytest.mark.parametrize(("called_at", "waited_ms"), [(5_000, 4_000), (1_000, 0), (500, 0)])
def test_a_visitor_who_is_called_before_his_slot_has_not_waited(
    called_at: int, waited_ms: int
) -> None:
    visit = PastVisit("l", "papers", "papers", 1, "desk-1", 1_000, called_at, 9_000)

    assert visit.waited_ms == waited_ms
