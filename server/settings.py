"""What the server's command line asks for; one frozen class per subcommand."""

import argparse
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from server.protocol.discovery import DEFAULT_PORT
from server.protocol.identity import DeviceRole

Where = Path | str
"""Where a hall is kept: a data directory of SQLite, or the address of a PostgreSQL database."""

MAX_SETTINGS_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """Serve the hall kept in ``where``."""

    where: Where
    hall_file: Path | None
    host: str
    port: int
    is_plain_lan: bool
    has_mdns: bool


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
    role: str


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


Settings = Run | AddDevice | RevokeDevice | AddOfficial | OpenServiceDay | CloseServiceDay


def read_settings(arguments: Sequence[str]) -> Settings:
    """Return what ``arguments`` ask for; exit with a message when they make no sense."""
    given = _given(arguments)
    place = {"where": given.database or given.data, "hall_file": given.hall_file}
    match given.subcommand:
        case "run":
            return Run(
                **place,
                host=given.host,
                port=given.port,
                is_plain_lan=given.plain_lan,
                has_mdns=not given.no_mdns,
            )
        case "add-device":
            return AddDevice(
                **place, role=DeviceRole(given.role), device=given.id, zone=given.zone
            )
        case "revoke-device":
            return RevokeDevice(**place, device=given.id)
        case "add-official":
            return AddOfficial(**place, login=given.login, role=given.role)
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
    _add_official(subcommands)
    days = subcommands.add_parser("day", help="open or close the service day")
    choices = days.add_subparsers(required=True)
    opening = _subcommand(choices, "open", "day-open", "open a service day")
    opening.add_argument("--date", help="YYYY-MM-DD; today in the hall when left out")
    _subcommand(choices, "close", "day-close", "close the open service day")
    return parser


def _add_run(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = _subcommand(subcommands, "run", "run", "serve the hall")
    run.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    run.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one")
    run.add_argument(
        "--plain-lan", action="store_true", help="permit addresses beyond loopback without TLS"
    )
    run.add_argument("--no-mdns", action="store_true", help="do not advertise on the LAN")


def _add_device(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = _subcommand(subcommands, "add-device", "add-device", "let a device in, print its key")
    add.add_argument("--role", required=True, choices=[role.value for role in DeviceRole])
    add.add_argument("--id", required=True, help="such as kiosk-1")
    add.add_argument("--zone", help="where a display is; the hall's only zone when left out")


def _add_official(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = _subcommand(subcommands, "add-official", "add-official", "let a person log in")
    add.add_argument("--login", required=True)
    add.add_argument("--role", required=True, choices=["official", "admin"])
    add.add_argument(
        "--password-stdin", action="store_true", required=True, help="read the first line"
    )


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
