"""What one model of printer can do, read from profiles/*.toml, each value with its provenance."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from server.protocol.errors import KezekError

PROFILES_DIRECTORY = Path(__file__).parent / "profiles"


class Provenance(StrEnum):
    """Where a value of a profile is known from."""

    DOCUMENTED = "documented"
    PROBED = "probed"
    UNVERIFIED = "unverified"


class Fence(StrEnum):
    """How the printer proves that everything before a point has been printed."""

    PROCESS_ID = "process-id"
    PAPER_SENSOR = "paper-sensor"
    NONE = "none"


class RasterCommand(StrEnum):
    """How lines of dots are sent; ESC/POS has three ways."""

    GS_V_0 = "gs-v-0"
    GS_L = "gs-l"
    ESC_STAR = "esc-star"


class LogoStore(StrEnum):
    """Where a logo is kept, so that a job recalls it in a few bytes."""

    NONE = "none"
    FS_Q = "fs-q"
    GS_L = "gs-l"


class PresenterKind(StrEnum):
    """Which commands hold a ticket out and take it back; the same bytes differ by maker."""

    NONE = "none"
    FS_P = "fs-p"
    GS_E = "gs-e"


class FullStatus(StrEnum):
    """How a printer with a presenter tells whether the ticket was taken."""

    NONE = "none"
    DLE_EOT_20 = "dle-eot-20"
    GS_E_6 = "gs-e-6"


class Handshake(StrEnum):
    """How a serial printer says that it cannot take more."""

    RTS_CTS = "rtscts"
    XON_XOFF = "xonxoff"
    NONE = "none"


class Media(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The paper and the head."""

    dots: int
    dots_per_mm: int
    paper_mm: int
    millimetres_per_second: int


class TextPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The one code page of a job: its slot, Python's codec, python-escpos's name, the cell."""

    code_page: int
    codec: str
    escpos_name: str
    cell_width: int
    cell_height: int


class RasterLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How dots are sent and what one command may carry."""

    max_band_rows: int
    command: RasterCommand = RasterCommand.GS_V_0


class OwnCharacters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether ``ESC &`` replaces letters of the printer by ours; used only where probed."""

    supported: bool = False


class LogoMemory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the printer keeps a logo, and how large one may be there."""

    store: LogoStore = LogoStore.NONE
    max_bytes: int = 0


class Presenter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The part that holds a ticket out; one step of its command moves ``step_mm``."""

    kind: PresenterKind = PresenterKind.NONE
    step_mm: float = 0.0
    full_status: FullStatus = FullStatus.NONE


class SerialPort(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the printer's serial port is set when it leaves the factory."""

    baud: int = 9600
    handshake: Handshake = Handshake.RTS_CTS


class Quirks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What this printer does that its command set does not say."""

    ignores_dot_feed: bool = False
    eats_line_feed_after_raster: bool = False
    forgets_page_on_font: bool = False
    identity_lies: bool = False


class Features(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the printer can do beside text and raster."""

    native_qr: bool
    cutter: bool
    real_time_status: bool
    automatic_status: bool
    fence: Fence
    cancel_kanji: bool
    near_end_sensor: bool = False


class PrinterProfile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model of printer; ``provenance`` has an entry ``table.key`` for every value of the file.

    A table that a file leaves out says that the printer has no such thing, or the usual one.
    """

    name: str
    title: str
    media: Media
    text: TextPage
    raster: RasterLimits
    features: Features
    provenance: Mapping[str, Provenance]
    own_characters: OwnCharacters = OwnCharacters()
    logo: LogoMemory = LogoMemory()
    presenter: Presenter = Presenter()
    serial: SerialPort = SerialPort()
    quirks: Quirks = Quirks()


class BadProfileError(KezekError):
    """The file is no profile; data say which file and what is wrong."""

    code = "bad-profile"


def profile_names() -> tuple[str, ...]:
    """Return the names of the shipped profiles."""
    return tuple(sorted(path.stem for path in PROFILES_DIRECTORY.glob("*.toml")))


def read_profile(name_or_path: str) -> PrinterProfile:
    """Read a shipped profile by name, or one's own by the path of its ``.toml``."""
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = PROFILES_DIRECTORY / f"{name_or_path}.toml"
    try:
        return parse_profile(path.stem, path.read_bytes())
    except OSError as missing:
        raise BadProfileError(file=str(path), reason="cannot-read") from missing


def parse_profile(name: str, content: bytes) -> PrinterProfile:
    """Return the profile in ``content``; every value must say where it is known from."""
    try:
        tree = msgspec.toml.decode(content, type=dict[str, Any])
        provenance: dict[str, Provenance] = {}
        values = _split(tree, "", provenance)
        return msgspec.convert({**values, "name": name, "provenance": provenance}, PrinterProfile)
    except (msgspec.DecodeError, msgspec.ValidationError, ValueError) as wrong:
        raise BadProfileError(file=name, reason=str(wrong)) from wrong


def _split(
    tree: Mapping[str, Any], prefix: str, provenance: dict[str, Provenance]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, node in tree.items():
        place = f"{prefix}{key}"
        if not isinstance(node, Mapping):
            raise BadProfileError(value=place, reason="no-provenance")
        if "is" in node:
            provenance[place] = Provenance(node.get("by", ""))
            values[key] = node["is"]
        else:
            values[key] = _split(node, f"{place}.", provenance)
    return values
