"""What a board is told on its command line; used by ``__main__`` and the rehearsal."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from server.client.addresses import Address
from server.protocol.identity import Key

KEY_LENGTH = 64
SMALLEST = 200
LARGEST = 16_384


@dataclass(frozen=True, slots=True)
class Settings:
    """One board; without ``server`` it is found by mDNS, without ``size`` it fills the screen."""

    hall: Key
    device: Key
    key_file: Path
    server: Address | None = None
    size: tuple[int, int] | None = None
    state_dir: Path | None = None
    has_mdns: bool = True
    is_mute: bool = False
    save_calls: Path | None = None


def read_settings(arguments: Sequence[str]) -> Settings:
    """Return the settings of a command line; a wrong one ends the program with its reason."""
    given = _parser().parse_args(arguments)
    return Settings(
        hall=given.hall,
        device=given.device,
        key_file=given.key_file,
        server=given.server,
        size=given.size,
        state_dir=given.state_dir,
        has_mdns=not given.no_mdns,
        is_mute=given.mute,
        save_calls=given.save_calls,
    )


class KeyFileError(Exception):
    """The file named holds no key or cannot be read."""

    def __init__(self, path: Path, detail: str) -> None:
        """Name the file and what is wrong with it."""
        super().__init__(f"{path}: {detail}")
        self.path = path


def read_key(path: Path) -> str:
    """Return the device's key: 64 hexadecimal digits; raise KeyFileError otherwise."""
    try:
        with path.open(encoding="ascii") as file:
            key = file.read(KEY_LENGTH + 2).strip()
    except OSError as error:
        raise KeyFileError(path, str(error.strerror)) from error
    except UnicodeDecodeError:
        key = ""
    if not re.fullmatch(rf"[0-9a-fA-F]{{{KEY_LENGTH}}}", key):
        raise KeyFileError(path, f"expected {KEY_LENGTH} hexadecimal digits")
    return key


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="display", description="The board of a hall.")
    parser.add_argument("--hall", required=True, help="id of the hall")
    parser.add_argument("--device", required=True, help="id of this board")
    parser.add_argument("--key-file", type=Path, required=True, help="file with the board's key")
    parser.add_argument("--server", type=Address.parse, help="HOST:PORT; else found by mDNS")
    parser.add_argument("--no-mdns", action="store_true", help="look only at --server")
    parser.add_argument("--size", type=_size, help="WIDTHxHEIGHT of a window; else full screen")
    parser.add_argument("--state-dir", type=Path, help="where the server's address is remembered")
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
