"""What one model of printer can do, read from profiles/*.toml, each value with its provenance."""

import os
import re
import string
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from server.protocol.errors import KezekError

PROFILES_DIRECTORY = Path(__file__).parent / "profiles"
OWN_PROFILES_VARIABLE = "KEZEK_PROFILES"
"""Names a directory of one's own profiles; a file there replaces the shipped one of its name."""
FAULT_PLACE = re.compile(r" - at `\$\.?(?P<place>[^`]*)`$")
FAULT_FIELD = re.compile(r"field `(?P<field>[^`]*)`")

LONGEST_FILE = 64 * 1024
GIVEN_FIELDS = frozenset({"name", "provenance"})
"""What no file says of itself: its own name, and what stands beside each value."""
PLAIN_SIGNS = string.ascii_letters + string.digits + " .,:-"
"""Every page of a printer has these at their usual places."""
SIGNS_OF_MANY_PAGES = "éßøИғәІ№₸αאعกă中あ한"
"""A code of several bytes a letter has one of them in more than one byte."""

Byte = Annotated[int, Meta(ge=0, le=255)]
Positive = Annotated[int, Meta(ge=1)]


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

    dots: Annotated[int, Meta(ge=128, le=1664)]
    dots_per_mm: Annotated[float, Meta(ge=5, le=24)]
    paper_mm: Positive
    millimetres_per_second: Annotated[int, Meta(ge=1, le=1000)]
    feed_units_per_dot: Annotated[int, Meta(ge=1, le=8)] = 1
    """How many units of ``ESC J`` make a dot: two where the maker counts half dots."""


class TextPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The one code page of a job: its slot, Python's name for it, the cell of a letter."""

    code_page: Byte
    codec: str
    cell_width: Annotated[int, Meta(ge=6, le=48)]
    cell_height: Annotated[int, Meta(ge=8, le=48)]


class RasterLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one command of dots (``GS v 0``) may carry."""

    max_band_rows: Annotated[int, Meta(ge=24, le=255)]


class OwnCharacters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether ``ESC &`` replaces letters of the printer by ours; used only where probed."""

    supported: bool = False


class LogoMemory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the printer keeps a logo, and how large one may be there."""

    store: LogoStore = LogoStore.NONE
    max_bytes: Annotated[int, Meta(ge=0)] = 0


class Presenter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The part that holds a ticket out; one step of its command moves ``step_mm``."""

    kind: PresenterKind = PresenterKind.NONE
    step_mm: Annotated[float, Meta(ge=0, le=100)] = 0.0
    full_status: FullStatus = FullStatus.NONE


class SerialPort(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the printer's serial port is set when it leaves the factory."""

    baud: Annotated[int, Meta(ge=300, le=4_000_000)] = 9600
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
    """The file is no profile; data say which file, which field and what is wrong."""

    code = "bad-profile"


def profile_names() -> tuple[str, ...]:
    """Return the names of the shipped profiles and of one's own."""
    found = {path.stem for folder in _directories() for path in folder.glob("*.toml")}
    return tuple(sorted(found))


def profile_path(name_or_path: str) -> Path:
    """Return the file of a profile: by name one's own before the shipped one, or by its path."""
    path = Path(name_or_path)
    if path.suffix == ".toml":
        return path
    places = [folder / f"{name_or_path}.toml" for folder in _directories()]
    return next((place for place in places if place.is_file()), places[-1])


def read_profile(name_or_path: str) -> PrinterProfile:
    """Read the profile of this name or path."""
    path = profile_path(name_or_path)
    return parse_profile(path.stem, _content(path), str(path))


def parse_profile(name: str, content: bytes, file: str = "") -> PrinterProfile:
    """Return the profile in ``content``; every value must say where it is known from."""
    file = file or name
    provenance: dict[str, Provenance] = {}
    try:
        tree = msgspec.toml.decode(content, type=dict[str, Any])
        values = _split(tree, "", provenance, file)
    except (ValueError, RecursionError) as wrong:
        raise BadProfileError(file=file, field="", reason="not-toml", detail=str(wrong)) from wrong
    for given in values.keys() & GIVEN_FIELDS:
        raise BadProfileError(file=file, field=given, reason="unknown-field")
    try:
        profile = msgspec.convert(
            {**values, "name": name, "provenance": provenance}, PrinterProfile
        )
    except msgspec.ValidationError as wrong:
        raise _fault(file, str(wrong)) from wrong
    _check_codec(profile, file)
    return profile


def with_page(name_or_path: str, page: int, codec: str) -> str:
    """Return the file of a profile with the page that a unit was seen to have."""
    path = profile_path(name_or_path)
    content = _content(path).decode()
    for key, value in (("code_page", str(page)), ("codec", f'"{codec}"')):
        line = f'{key} = {{ is = {value}, by = "{Provenance.PROBED}" }}'
        content = re.sub(rf"^{key} *=.*$", line, content, flags=re.MULTILINE)
    parse_profile(path.stem, content.encode(), str(path))
    return content


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_FILE)
    except OSError as missing:
        raise BadProfileError(file=str(path), field="", reason="cannot-read") from missing


def _directories() -> tuple[Path, ...]:
    own = os.environ.get(OWN_PROFILES_VARIABLE)
    return (Path(own), PROFILES_DIRECTORY) if own else (PROFILES_DIRECTORY,)


def _split(
    tree: Mapping[str, Any], prefix: str, provenance: dict[str, Provenance], file: str
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, node in tree.items():
        place = f"{prefix}{key}"
        if not isinstance(node, Mapping):
            raise BadProfileError(file=file, field=place, reason="no-provenance")
        if "is" not in node:
            values[key] = _split(node, f"{place}.", provenance, file)
        elif node.get("by") in list(Provenance):
            provenance[place] = Provenance(node["by"])
            values[key] = node["is"]
        else:
            raise BadProfileError(file=file, field=place, reason="no-provenance")
    return values


def _fault(file: str, said: str) -> BadProfileError:
    """Turn what msgspec says into the field and the kind of fault."""
    place = FAULT_PLACE.search(said)
    parts = [place["place"]] if place and place["place"] else []
    detail = said[: place.start()] if place else said
    named = FAULT_FIELD.search(detail)
    if named is None:
        return BadProfileError(
            file=file, field=".".join(parts), reason="wrong-value", detail=detail
        )
    reason = "missing-field" if "missing" in detail else "unknown-field"
    return BadProfileError(file=file, field=".".join((*parts, named["field"])), reason=reason)


def _check_codec(profile: PrinterProfile, file: str) -> None:
    if not _has_one_byte_a_letter(profile.text.codec):
        raise BadProfileError(
            file=file, field="text.codec", reason="wrong-value", detail=profile.text.codec
        )


def _has_one_byte_a_letter(codec: str) -> bool:
    """Tell whether ``codec`` is a page of a printer: a code of more would run past its cells."""
    try:
        plain = PLAIN_SIGNS.encode(codec)
        longest = max(len(sign.encode(codec, "ignore")) for sign in SIGNS_OF_MANY_PAGES)
    except (LookupError, ValueError, TypeError):
        # Names of no code, of codes that are not of letters, and names that are no names.
        return False
    return plain == PLAIN_SIGNS.encode("ascii") and longest <= 1
