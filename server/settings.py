"""What the server's command line asks for; one frozen class per subcommand."""

import argparse
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.protocol.discovery import DEFAULT_PORT
from server.protocol.identity import DeviceRole, Role
from server.settings_bookings import (
    AskImportKeys,
    BringFile,
    add_file_part,
    add_key_part,
    read_bookings_wish,
)
from server.settings_trust import (
    AskTrust,
    Reach,
    Where,
    add_authority_parts,
    add_device_parts,
    add_reach,
    read_host,
    read_reach,
    read_trust,
)

MAX_SETTINGS_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """Serve the hall kept in ``where``."""

    where: Where
    hall_file: Path | None
    host: str
    port: int
    has_mdns: bool
    reach: Reach


@dataclass(frozen=True, slots=True)
class AddDevice:
    """Let a device speak for the hall; its key is printed once."""

    where: Where
    hall_file: Path | None
    role: DeviceRole
    device: str
    zone: str | None


@dataclass(frozen=True, slots=True)
class RevokeDevice:
    """Let a device speak for the hall no more."""

    where: Where
    hall_file: Path | None
    device: str


@dataclass(frozen=True, slots=True)
class AddOfficial:
    """Let a person log in; the password comes on standard input."""

    where: Where
    hall_file: Path | None
    login: str
    role: Role


@dataclass(frozen=True, slots=True)
class OpenServiceDay:
    """Open the service day of ``service_day``, today's in the hall when not given."""

    where: Where
    hall_file: Path | None
    service_day: str | None


@dataclass(frozen=True, slots=True)
class CloseServiceDay:
    """Close the open service day."""

    where: Where
    hall_file: Path | None


Settings = (
    Run
    | AddDevice
    | RevokeDevice
    | AddOfficial
    | OpenServiceDay
    | CloseServiceDay
    | AskTrust
    | BringFile
    | AskImportKeys
)


def read_settings(arguments: Sequence[str]) -> Settings:
    """Return what ``arguments`` ask for; exit with a message when they make no sense."""
    given = _given(arguments)
    place = {"where": given.database or given.data, "hall_file": given.hall_file}
    wish = read_trust(given, place["where"]) or read_bookings_wish(given, place["where"])
    return wish or _read_other(given, place)


def _read_other(given: argparse.Namespace, place: dict[str, Any]) -> Settings:
    match given.subcommand:
        case "run":
            return Run(
                **place,
                host=read_host(given),
                port=given.port,
                has_mdns=not given.no_mdns,
                reach=read_reach(given),
            )
        case "add-device":
            return AddDevice(
                **place, role=DeviceRole(given.role), device=given.id, zone=given.zone
            )
        case "revoke-device":
            return RevokeDevice(**place, device=given.id)
        case "add-official":
            return AddOfficial(**place, login=given.login, role=Role(given.role))
        case "day-open":
            return OpenServiceDay(**place, service_day=given.date)
        case _:
            return CloseServiceDay(**place)


def _given(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the flags; what they do not say, the settings file may."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.settings is not None:
        given.parser.set_defaults(**_from_file(given))
        given = parser.parse_args(arguments)
    if (given.data is None) == (given.database is None):
        given.parser.error("either --data or --database says where the hall is kept")
    return given


def _from_file(given: argparse.Namespace) -> dict[str, object]:
    parser: argparse.ArgumentParser = given.parser
    try:
        with given.settings.open("rb") as file:
            found = tomllib.loads(file.read(MAX_SETTINGS_BYTES).decode())
    except (OSError, ValueError) as error:
        parser.error(f"{given.settings}: {error}")
    names = vars(given).keys() - {"settings", "parser", "subcommand"}
    for name, value in found.items():
        if name not in names or not isinstance(value, str | int):
            parser.error(f"{given.settings}: {name} is no setting of this command")
    if given.data is not None or given.database is not None:
        found = {name: found[name] for name in found.keys() - {"data", "database"}}
    # argparse reads texts as it reads flags; a file has numbers and yes or no besides.
    return {name: v if isinstance(v, bool) else str(v) for name, v in found.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="server", description="The server of Kezek.")
    subcommands = parser.add_subparsers(required=True)
    _add_run(subcommands)
    _add_device(subcommands)
    revoke = _subcommand(
        subcommands, "revoke-device", "revoke-device", "cut a device off and let it in no more"
    )
    revoke.add_argument("--id", required=True, help="such as kiosk-1")
    _add_trust(subcommands)
    _add_official(subcommands)
    _add_bookings(subcommands)
    days = subcommands.add_parser("day", help="open or close the service day")
    choices = days.add_subparsers(required=True)
    opening = _subcommand(choices, "open", "day-open", "open a service day")
    opening.add_argument("--date", help="YYYY-MM-DD; today in the hall when left out")
    _subcommand(choices, "close", "day-close", "close the open service day")
    return parser


def _add_run(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = _subcommand(subcommands, "run", "run", "serve the hall")
    run.add_argument("--host", help="the address to listen on; every one when left out")
    run.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one")
    run.add_argument("--no-mdns", action="store_true", help="do not advertise on the LAN")
    add_reach(run)


def _add_device(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = _subcommand(subcommands, "add-device", "add-device", "let a device in, print its key")
    add.add_argument("--role", required=True, choices=[role.value for role in DeviceRole])
    add.add_argument("--id", required=True, help="such as kiosk-1")
    add.add_argument("--zone", help="where a display is; the hall's only zone when left out")


def _add_trust(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    _subcommand(subcommands, "pairings", "pairings", "which devices wait to be paired")
    pair = _subcommand(subcommands, "pair", "pair", "let in the device that shows this code")
    add_device_parts(pair)
    refuse = _subcommand(
        subcommands, "refuse-pairing", "refuse-pairing", "send the device with this code away"
    )
    refuse.add_argument("code", help="the six digits on the device's screen")
    _subcommand(subcommands, "devices", "devices", "which devices the hall has")
    _subcommand(subcommands, "authority", "authority", "the digits of the hall's authority")
    for name, explanation in (
        ("renew-key", "let a device get a new key"),
        ("clear-suspicion", "hold a suspected device to be the only one"),
    ):
        one = _subcommand(subcommands, name, name, explanation)
        one.add_argument("--id", required=True, help="such as kiosk-1")
    renew = _subcommand(
        subcommands, "renew-authority", "renew-authority", "change the hall's authority"
    )
    add_authority_parts(renew)


def _add_official(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = _subcommand(subcommands, "add-official", "add-official", "let a person log in")
    add.add_argument("--login", required=True)
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    add.add_argument(
        "--password-stdin", action="store_true", required=True, help="read the first line"
    )


def _add_bookings(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add_file_part(_subcommand(subcommands, "bookings", "bookings", "expect whom a file names"))
    keys = subcommands.add_parser("import-key", help="keys of programs that bring bookings")
    choices = keys.add_subparsers(required=True)
    add_key_part(_subcommand(choices, "add", "import-key-add", "make a key, print it once"))
    add_key_part(_subcommand(choices, "revoke", "import-key-revoke", "let a key open nothing"))
    _subcommand(choices, "list", "import-key-list", "which keys there are")


def _subcommand(
    parent: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    subcommand: str,
    explanation: str,
) -> argparse.ArgumentParser:
    parser = parent.add_parser(name, help=explanation, description=explanation)
    parser.set_defaults(subcommand=subcommand, parser=parser)
    parser.add_argument("--data", type=Path, help="the data directory; SQLite keeps the hall")
    parser.add_argument(
        "--database", metavar="URL", help="postgresql://...; a cluster keeps the hall"
    )
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help="TOML file with these same settings"
    )
    parser.add_argument("--hall-file", type=Path, help="imported at the first start")
    return parser
