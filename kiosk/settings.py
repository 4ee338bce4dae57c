"""Settings of a kiosk: flags, over a TOML file, over defaults; docs/operations.md lists them."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from kiosk.journal.folders import Belonging
from server.client.addresses import Address
from server.client.device_state import DeviceState, StateError, default_state_dir
from server.client.joining import Place, add_place_flags
from server.protocol.fingerprints import fingerprint
from server.protocol.identity import Key

LONGEST_FILE = 64 * 1024
DEFAULT_PROFILE = "epson_tm_t20iii"


class SettingsError(Exception):
    """A setting is missing or wrong."""

    def __init__(self, setting: str, detail: str) -> None:
        """Name the ``setting`` and what is wrong with it."""
        super().__init__(f"{setting}: {detail}")


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a kiosk is told from outside; ``size`` absent means the whole screen.

    ``server`` is tried besides what mDNS finds; ``printer`` is an address such as
    ``tcp://192.168.1.50:9100``, and without it numbers are only shown. Without ``key_file`` the
    kiosk is paired, or waits to be. ``printer_roll`` is how many metres a new roll has.
    """

    hall: Key | None = None
    device: Key | None = None
    key_file: str | None = None
    server: str | None = None
    printer: str | None = None
    printer_profile: str = DEFAULT_PROFILE
    printer_logo: str | None = None
    printer_roll: Annotated[float, Meta(ge=1, le=1000)] | None = None
    size: Annotated[str, Meta(pattern=r"^[1-9]\d{2,4}x[1-9]\d{2,4}$")] | None = None
    state_dir: str | None = None
    no_screen: bool = False
    no_mdns: bool = False
    pair_anew: bool = False
    plain_lan: bool = False
    kept: bool = False

    def state_folder(self) -> Path | None:
        """Return where the kiosk keeps what it must not forget; a key file alone needs nothing."""
        if self.state_dir is not None:
            return Path(self.state_dir)
        return default_state_dir("kiosk") if self.key_file is None else None

    def logo_file(self) -> Path | None:
        """Return the picture at the head of every ticket, None where there is none."""
        return None if self.printer_logo is None else Path(self.printer_logo)

    def belonging(self) -> Belonging | None:
        """Return the hall that the kiosk is paired with now, None if it is with none."""
        if self.key_file is not None:
            return None if self.hall is None else Belonging(self.hall)
        directory = self.state_folder()
        try:
            identity = None if directory is None else DeviceState(directory).load()
        except StateError:  # what to do about it is told where the link is made
            return None
        if identity is None:
            return None
        return Belonging(identity.hall, frozenset(map(fingerprint, identity.authorities)))

    def place(self) -> Place:
        """Return where the kiosk belongs and looks; raise SettingsError for a wrong address."""
        try:
            server = None if self.server is None else Address.parse(self.server)
        except ValueError as error:
            raise SettingsError(setting="server", detail=str(error)) from error
        return Place(
            state_dir=self.state_folder(),
            hall=self.hall,
            device=self.device,
            key_file=None if self.key_file is None else Path(self.key_file),
            server=server,
            has_mdns=not self.no_mdns,
            is_plain_lan=self.plain_lan,
            pairs_anew=self.pair_anew,
        )


def read_settings(arguments: Sequence[str]) -> Settings:
    """Return the settings that ``arguments`` and the file they name make; raise SettingsError."""
    flags = {
        name: value
        for name, value in vars(_parser().parse_args(arguments)).items()
        if value is not None
    }
    file = flags.pop("settings", None)
    values = _from_file(Path(file)) if file is not None else {}
    try:
        return msgspec.convert(values | flags, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(setting="settings", detail=str(error)) from error


def _from_file(path: Path) -> dict[str, object]:
    try:
        return msgspec.toml.decode(_read_bounded(path), type=dict[str, object])
    except OSError as error:
        raise SettingsError(setting="settings", detail=str(error.strerror)) from error
    except msgspec.DecodeError as error:
        raise SettingsError(setting="settings", detail=str(error)) from error


def _read_bounded(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(LONGEST_FILE).decode(errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m kiosk", description="The touch screen where visitors take tickets."
    )
    parser.add_argument("--settings", metavar="FILE", help="TOML file with these same settings")
    add_place_flags(parser)
    parser.add_argument("--printer", metavar="URL", help="tcp://, serial://, usb:// or usblp://")
    parser.add_argument("--printer-profile", metavar="NAME", help="profile of the printer")
    parser.add_argument("--printer-logo", metavar="FILE", help="picture at the head of tickets")
    parser.add_argument(
        "--printer-roll", type=float, metavar="METRES", help="how long a new roll of paper is"
    )
    parser.add_argument("--size", metavar="WxH", help="a window of this size, not full screen")
    parser.add_argument(
        "--no-screen", action="store_true", default=None, help="a printing device without a face"
    )
    parser.add_argument(
        "--kept", action="store_true", default=None, help="tell what is kept for other halls"
    )
    return parser
