"""Every command has one form on the wire, and who may send it is said."""

from typing import get_args

import pytest

from server.protocol.codec import decode_command, encode
from server.protocol.commands import DISPLAY_COMMANDS, KIOSK_COMMANDS, Command
from tests.server.protocol.examples import COMMANDS
from tests.server.protocol.golden import golden_bytes


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
def test_a_command_keeps_its_form_on_the_wire(command: Command) -> None:
    assert golden_bytes(command) == encode(command)
    assert decode_command(golden_bytes(command)) == command


def test_every_command_has_an_example() -> None:
    assert {type(command) for command in COMMANDS} == set(get_args(Command))


def test_no_command_belongs_to_two_kinds_of_device() -> None:
    assert set(KIOSK_COMMANDS) & set(DISPLAY_COMMANDS) == set()
