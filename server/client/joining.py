"""How a device comes to its link: by its pairing, or in tests by a key file; for all programs."""

import argparse
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from server.client.addresses import Address, AddressMemory
from server.client.device_state import ADDRESS_FILE, DeviceState
from server.client.enrolment import PairingWish
from server.client.finder import Finder
from server.client.link import Link
from server.client.membership import Membership
from server.client.messages import LinkEvent, LinkIdentity
from server.client.pairing_states import PairingState
from server.client.session import TakeOrder, take_no_order
from server.protocol.identity import DeviceRole, Key

KEY_LENGTH = 64
LONGEST_FILE = 4096

_log = logging.getLogger(__name__)


class KeyFileError(Exception):
    """The file named holds no key or cannot be read."""

    def __init__(self, path: Path, detail: str) -> None:
        """Name the file and what is wrong with it."""
        super().__init__(f"{path}: {detail}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Place:
    """Where a device belongs and looks; all absent is a new device that pairs with any hall.

    With ``key_file`` it needs ``hall`` and ``device``, and links without TLS.
    """

    state_dir: Path | None
    hall: Key | None = None
    device: Key | None = None
    key_file: Path | None = None
    server: Address | None = None
    has_mdns: bool = True
    is_plain_lan: bool = False
    pairs_anew: bool = False


def make_link(
    role: DeviceRole,
    place: Place,
    deliver: Callable[[LinkEvent], None],
    tell: Callable[[PairingState], None],
    take_order: TakeOrder = take_no_order,
) -> Link:
    """Return the link of a device; raise KeyFileError, StateError or OSError."""
    state = None if place.state_dir is None else DeviceState(place.state_dir)
    member = _member(role, place, state)
    known = member.identity
    if known is None:
        _log.info("this device is not paired yet")
    else:
        _log.info("this is %s of %s", known.device, known.hall)
    finder = Finder(
        place.hall if known is None else known.hall,
        configured=() if place.server is None else (place.server,),
        memory=None if place.state_dir is None else AddressMemory(place.state_dir / ADDRESS_FILE),
        has_mdns=place.has_mdns,
    )
    wish = PairingWish(role, place.hall, tell)
    link = Link(member, finder, deliver, pairing=wish, is_plain_lan=place.is_plain_lan)
    link.take_order = take_order
    return link


def read_key(path: Path) -> str:
    """Return the key in a file, 64 hexadecimal digits; raise KeyFileError otherwise."""
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST_FILE).decode("ascii", errors="replace").strip().lower()
    except OSError as error:
        raise KeyFileError(path, str(error.strerror)) from error
    if not re.fullmatch(rf"[0-9a-f]{{{KEY_LENGTH}}}", text):
        raise KeyFileError(path, f"expected {KEY_LENGTH} hexadecimal digits")
    return text


def add_place_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags that every device has."""
    parser.add_argument("--hall", metavar="ID", help="pair with this hall alone")
    parser.add_argument("--server", metavar="HOST:PORT", help="a server to try besides mDNS")
    parser.add_argument("--no-mdns", action="store_true", default=None, help="use --server alone")
    parser.add_argument("--state-dir", metavar="DIR", help="where the device keeps its pairing")
    parser.add_argument(
        "--pair-anew", action="store_true", default=None, help="forget the pairing and pair again"
    )
    parser.add_argument("--device", metavar="ID", help="this device's id, with --key-file")
    parser.add_argument("--key-file", metavar="FILE", help="a key instead of a pairing; for tests")
    parser.add_argument(
        "--plain-lan", action="store_true", default=None, help="send a key over a LAN without TLS"
    )


def _member(role: DeviceRole, place: Place, state: DeviceState | None) -> Membership:
    if place.key_file is not None:
        if place.hall is None or place.device is None:
            raise KeyFileError(place.key_file, "a key file needs --hall and --device")
        key = read_key(place.key_file)
        return Membership(LinkIdentity(place.hall, place.device, role, key))
    if state is None:
        message = "a device without a key file needs a folder for its pairing"
        raise ValueError(message)
    if place.pairs_anew:
        state.forget()
    return Membership.of(state)
