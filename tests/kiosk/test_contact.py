"""Visitors hear of a loss only when it lasts."""

from kiosk.contact import GRACE_MS, Contact
from server.protocol.errors import Failure


class Steps:
    """A contact with a clock to move."""

    def __init__(self) -> None:
        """Begin at some time."""
        self.now = 5_000
        self.contact = Contact(lambda: self.now)


def test_a_server_is_there_from_its_welcome_until_a_loss_lasts() -> None:
    steps = Steps()
    seen = [steps.contact.is_there]
    steps.contact.go_up()
    seen.append(steps.contact.is_there)
    steps.contact.go_down(None)
    steps.now += GRACE_MS - 1
    seen.append(steps.contact.is_there)
    steps.now += 1
    seen.append(steps.contact.is_there)

    assert seen == [False, True, True, False]


def test_why_the_server_refuses_is_known_until_it_welcomes_again() -> None:
    contact = Steps().contact

    contact.go_down(Failure("unknown-device"))
    refused = contact.failure
    contact.go_up()

    assert (refused, contact.failure) == ("unknown-device", "")
