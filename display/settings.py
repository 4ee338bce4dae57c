"""What a board is told on its command line; used by ``__main__`` and the rehearsal."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from server.client.addresses import Address
from server.client.device_state import default_state_dir
from server.client.joining import Place, add_place_flags

SMALLEST = 200
LARGEST = 16_384


@dataclass(frozen=True, slots=True)
class Settings:
    """One board; ``place`` is where it belongs, and without ``size`` it fills the screen."""

    place: Place
    size: tuple[int, int] | None = None
    is_mute: bool = False
    save_calls: Path | None = None


def read_settings(arguments: Sequence[str]) -> Settings:
    """Return the settings of a command line; a wrong one ends the program with its reason."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        given.server = None if given.server is None else Address.parse(given.server)
    except ValueError as error:
        parser.error(f"--server: {error}")
    return Settings(
        place=_place(given),
        size=given.size,
        is_mute=given.mute,
        save_calls=given.save_calls,
    )


def _place(given: argparse.Namespace) -> Place:
    state_dir = None if given.state_dir is None else Path(given.state_dir)
    if state_dir is None and given.key_file is None:
        state_dir = default_state_dir("display")
    return Place(
        state_dir=state_dir,
        hall=given.hall,
        device=given.device,
        key_file=None if given.key_file is None else Path(given.key_file),
        server=given.server,
        has_mdns=not given.no_mdns,
        is_plain_lan=bool(given.plain_lan),
        pairs_anew=bool(given.pair_anew),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="display", description="The board of a hall.")
    add_place_flags(parser)
    parser.add_argument("--size", type=_size, help="WIDTHxHEIGHT of a window; else full screen")
    parser.add_argument("--mute", action="store_true", help="no chime and no voice")
    parser.add_argument("--save-calls", type=Path, help="keep each spoken WAV in this folder")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    size = int(width), int(height)
    if min(size) < SMALLEST or max(size) > LARGEST:
        message = f"not a size of a window: {text}"
        raise ValueError(message)
    return size
