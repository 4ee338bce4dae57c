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
    """What one raster command may carry."""

    max_band_rows: int


class Features(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the printer can do beside text and raster."""

    native_qr: bool
    cutter: bool
    real_time_status: bool
    automatic_status: bool
    fence: Fence
    cancel_kanji: bool


class PrinterProfile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model of printer; ``provenance`` has an entry ``table.key`` for every value."""

    name: str
    title: str
    media: Media
    text: TextPage
    raster: RasterLimits
    features: Features
    provenance: Mapping[str, Provenance]


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
