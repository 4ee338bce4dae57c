"""What the command line asks for devices and for the way the server is reached."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from server.connections import IN_ALL, OF_ADDRESS, USUAL, Bounds
from server.protocol.discovery import DEFAULT_PORT

DEFAULT_SETUP_PORT = DEFAULT_PORT + 1
EVERYWHERE = "0.0.0.0"  # noqa: S104 - by TLS, to be reached is what a server is for
HERE = "127.0.0.1"

LEAST_CONNECTIONS = 16
"""With fewer a hall of a few devices and officials would bar itself."""

Where = Path | str
"""Where a hall is kept: a data directory of SQLite, or the address of a PostgreSQL database."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How a server is reached: by TLS, unless ``is_plain``."""

    is_plain: bool = False
    is_plain_lan: bool = False
    is_plain_console: bool = False
    setup_port: int | None = DEFAULT_SETUP_PORT
    certificate: Path | None = None
    certificate_key: Path | None = None
    public_name: str | None = None
    bounds: Bounds = USUAL


@dataclass(frozen=True, slots=True)
class AskTrust:
    """Something that is asked about devices; ``order`` is one of ``server.trust.orders``."""

    where: Where
    hall_file: Path | None
    order: Mapping[str, str | bool | None]


def read_trust(given: argparse.Namespace, where: Where) -> AskTrust | None:
    """Return what ``given`` asks for; None if it is nothing of devices."""
    found = _ORDERS.get(given.subcommand)
    if found is None:
        return None
    name, fields = found
    order = {field: getattr(given, flag) for flag, field in fields.items()}
    return AskTrust(where, given.hall_file, {"type": name, **order})


def read_reach(given: argparse.Namespace) -> Reach:
    """Return how the server is to be reached; exit with a message when it makes no sense."""
    together = (given.certificate is None, given.certificate_key is None)
    if len(set(together)) > 1 or (given.certificate and not given.public_name):
        given.parser.error("--certificate, --certificate-key and --public-name go together")
    is_plain = given.plain or given.plain_lan
    if is_plain and (given.certificate or given.plain_console):
        given.parser.error("--plain and --plain-lan leave TLS out altogether")
    return Reach(
        is_plain=is_plain,
        is_plain_lan=given.plain_lan,
        is_plain_console=given.plain_console,
        setup_port=None if given.no_setup else given.setup_port,
        certificate=given.certificate,
        certificate_key=given.certificate_key,
        public_name=given.public_name and given.public_name.lower().rstrip("."),
        bounds=Bounds(given.connections, given.connections_of_address),
    )


def read_host(given: argparse.Namespace) -> str:
    """Return the address to listen on: everywhere by TLS, this computer alone without."""
    if given.host is not None:
        return str(given.host)
    return HERE if given.plain or given.plain_lan else EVERYWHERE


def add_reach(run: argparse.ArgumentParser) -> None:
    """Add the flags that say how the server is reached."""
    run.add_argument("--plain", action="store_true", help="no TLS, on this computer alone")
    run.add_argument("--plain-lan", action="store_true", help="no TLS, on a LAN; for tests")
    run.add_argument(
        "--plain-console", action="store_true", help="the console without TLS too, on a LAN"
    )
    run.add_argument(
        "--setup-port",
        type=int,
        default=DEFAULT_SETUP_PORT,
        help="the port without TLS where the hall's certificate is handed out",
    )
    run.add_argument("--no-setup", action="store_true", help="no such port")
    run.add_argument("--certificate", type=Path, help="your own certificate for --public-name")
    run.add_argument("--certificate-key", type=Path, help="its key")
    run.add_argument("--public-name", help="a name by which people call the server")
    run.add_argument(
        "--connections", type=_count, default=IN_ALL, help="so many connections at most"
    )
    run.add_argument(
        "--connections-of-address",
        type=_count,
        default=OF_ADDRESS,
        help="so many of them at most from one address; this computer's own do not count",
    )


def _count(text: str) -> int:
    number = int(text)
    if number < LEAST_CONNECTIONS:
        msg = f"at least {LEAST_CONNECTIONS}"
        raise argparse.ArgumentTypeError(msg)
    return number


def add_device_parts(pair: argparse.ArgumentParser) -> None:
    """Add what confirming a device needs."""
    pair.add_argument("code", help="the six digits on the device's screen")
    pair.add_argument("--name", required=True, help="where it stands, for people")
    pair.add_argument("--zone", help="where a board hangs; the hall's only zone when left out")


def add_authority_parts(renew: argparse.ArgumentParser) -> None:
    """Add what changing the hall's authority needs."""
    renew.add_argument("--switch", action="store_true", help="use the one announced before")
    renew.add_argument(
        "--anyway", action="store_true", help="although some devices do not know it yet"
    )
    renew.add_argument(
        "--forget-old", action="store_true", help="let devices trust the older ones no more"
    )


_ORDERS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "pairings": ("ListPairings", {}),
    "pair": ("ConfirmPairing", {"code": "code", "name": "name", "zone": "zone"}),
    "refuse-pairing": ("RefusePairing", {"code": "code"}),
    "devices": ("ListDevices", {}),
    "authority": ("ShowAuthority", {}),
    "renew-key": ("RenewKey", {"id": "device"}),
    "clear-suspicion": ("ClearSuspicion", {"id": "device"}),
    "renew-authority": (
        "RenewAuthority",
        {"switch": "is_switch", "anyway": "is_anyway", "forget_old": "is_forgetting"},
    ),
}
"""Subcommand to its order, and the flags to the fields of it."""
