"""Settings of a kiosk: flags, over a TOML file, over defaults; docs/operations.md lists them."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from server.protocol.identity import Key

KEY_LENGTH = 64
LONGEST_FILE = 64 * 1024
DEFAULT_PROFILE = "epson_tm_t20iii"


class SettingsError(Exception):
    """A setting is missing or wrong."""

    def __init__(self, setting: str, detail: str) -> None:
        """Name the ``setting`` and what is wrong with it."""
        super().__init__(f"{setting}: {detail}")


class KeyFileError(SettingsError):
    """The file named holds no key or cannot be read."""

    def __init__(self, path: str, detail: str) -> None:
        """Name the file and what is wrong with it."""
        super().__init__(setting="key_file", detail=f"{path}: {detail}")
        self.path = path


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a kiosk is told from outside; ``size`` absent means the whole screen.

    ``server`` is tried besides what mDNS finds; ``printer`` is an address such as
    ``tcp://192.168.1.50:9100``, and without it numbers are only shown.
    """

    hall: Key
    device: Key
    key_file: str
    server: str | None = None
    printer: str | None = None
    printer_profile: str = DEFAULT_PROFILE
    size: Annotated[str, Meta(pattern=r"^[1-9]\d{2,4}x[1-9]\d{2,4}$")] | None = None
    state_dir: str | None = None
    no_screen: bool = False
    no_mdns: bool = False


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


def read_key(settings: Settings) -> str:
    """Return the device's key: 64 hexadecimal digits in the key file."""
    try:
        text = _read_bounded(Path(settings.key_file)).strip().lower()
    except OSError as error:
        raise KeyFileError(settings.key_file, str(error.strerror)) from error
    if not re.fullmatch(rf"[0-9a-f]{{{KEY_LENGTH}}}", text):
        raise KeyFileError(settings.key_file, "expected 64 hexadecimal digits")
    return text


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
    parser.add_argument("--server", metavar="HOST:PORT", help="a server to try besides mDNS")
    parser.add_argument("--hall", metavar="ID", help="the hall this kiosk belongs to")
    parser.add_argument("--device", metavar="ID", help="this kiosk's own id")
    parser.add_argument("--key-file", metavar="FILE", help="file with the kiosk's key")
    parser.add_argument("--printer", metavar="URL", help="tcp://, serial:// or usblp:// address")
    parser.add_argument("--printer-profile", metavar="NAME", help="profile of the printer")
    parser.add_argument("--size", metavar="WxH", help="a window of this size, not full screen")
    parser.add_argument("--state-dir", metavar="DIR", help="where the last good server is kept")
    parser.add_argument("--no-mdns", action="store_true", default=None, help="use --server alone")
    parser.add_argument(
        "--no-screen", action="store_true", default=None, help="a printing device without a face"
    )
    return parser
