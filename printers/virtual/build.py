"""What one model of printer is made of, read from builds/*.toml, each a model of its own."""

from enum import StrEnum
from pathlib import Path

import msgspec

BUILDS = Path(__file__).parent / "builds"
ALIASES = {"epson": "epson_tm_t20iii", "clone": "generic_80_clone"}


class Ability(StrEnum):
    """A family of commands that not every printer has."""

    RASTER = "raster"
    COLUMNS = "columns"
    GRAPHICS = "graphics"
    NV_IMAGES = "nv-images"
    DOWNLOADED_IMAGE = "downloaded-image"
    OWN_CHARACTERS = "own-characters"
    QR = "qr"
    PROCESS_ID = "process-id"
    AUTOMATIC_STATUS = "automatic-status"
    PAPER_SENSOR = "paper-sensor"
    IDENTITY = "identity"
    REAL_TIME_STATUS = "real-time-status"
    FULL_STATUS = "full-status"
    REAL_TIME_REQUEST = "real-time-request"
    PRESENT_FS_P = "present-fs-p"
    PRESENT_GS_E = "present-gs-e"


class Mechanics(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Head, paper path and receive buffer."""

    dots: int
    paper_dots: int
    dots_per_mm: float
    millimetres_per_second: float
    buffer_bytes: int = 4096
    head_to_cutter_mm: float = 11.0
    cutter: bool = True
    near_end_sensor: bool = False
    units_per_dot: int = 1
    """How many vertical motion units (ESC 3, ESC J) make one dot until GS P says otherwise."""

    @property
    def dots_per_inch(self) -> int:
        """Return the density as makers tell it."""
        return round(self.dots_per_mm * 25.4)


class Letters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The two fonts in the ROM and what each slot of ``ESC t`` says."""

    pages: dict[str, str]
    cell: tuple[int, int] = (12, 24)
    small_cell: tuple[int, int] = (9, 17)
    line_spacing: int = 30
    chinese: bool = False
    wakes_in_kanji: bool = False


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``GS I`` answers, true or not."""

    maker: str = ""
    model: str = ""
    firmware: str = ""
    serial: str = ""
    model_id: int = 0x20
    type_id: int = 0x02
    rom_id: int = 0x01


class Memory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Room for logos that last (NV) and that do not (RAM)."""

    nv_bytes: int = 0
    ram_bytes: int = 0


class PresenterParts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The part behind the cutter that hands a ticket out; a step of its command is ``step_mm``."""

    step_mm: float
    retracts: bool = False
    cuts_first: bool = False
    continuous: bool = False
    form_feed_presents: bool = False


class Quirks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What this printer does that its command set does not say."""

    ignores_dot_feed: bool = False
    eats_line_feed_after_raster: bool = False
    forgets_page_on_font: bool = False
    nv_write_resets: bool = False
    skips_unknown_blocks: bool = False


class Build(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model of printer as it leaves its factory."""

    title: str
    has: frozenset[Ability]
    mechanics: Mechanics
    letters: Letters
    identity: Identity = Identity()
    memory: Memory = Memory()
    presenter: PresenterParts | None = None
    quirks: Quirks = Quirks()
    name: str = ""


def build_names() -> tuple[str, ...]:
    """Return the names of all models, without their aliases."""
    return tuple(sorted(path.stem for path in BUILDS.glob("*.toml")))


def read_build(name: str) -> Build:
    """Read a model by its name or alias; an unknown one is a ``KeyError``."""
    known = ALIASES.get(name, name)
    if known not in build_names():
        raise KeyError(name)
    build = msgspec.toml.decode((BUILDS / f"{known}.toml").read_bytes(), type=Build)
    return msgspec.structs.replace(build, name=known)
