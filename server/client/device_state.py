"""The folder in which a device keeps what it must not forget: whom it belongs to and its key."""

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from server.client.messages import LinkIdentity
from server.protocol.identity import DeviceRole, Key
from server.protocol.pairing import Certificate, Digits64

PAIRING_FILE = "pairing.json"
ADDRESS_FILE = "last-server.txt"
MAX_BYTES = 64 * 1024
MAX_AUTHORITIES = 4
MAX_SPARES = 8
"""Keys of two months: how old a backup may be after which the device needs no new pairing."""

_log = logging.getLogger(__name__)


class StateError(Exception):
    """The device's state cannot be read, so that it must not be taken for a new device."""

    def __init__(self, path: Path, detail: str) -> None:
        """Name the file and what is wrong with it."""
        super().__init__(f"{path}: {detail}")
        self.path = path


class _Kept(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The form of the pairing file; ``previous`` stands in older ones for the only spare key."""

    hall: Key
    device: Key
    role: DeviceRole
    key: Digits64
    authorities: Annotated[tuple[Certificate, ...], Meta(min_length=1, max_length=MAX_AUTHORITIES)]
    spares: Annotated[tuple[Digits64, ...], Meta(max_length=MAX_SPARES)] = ()
    previous: Digits64 | None = None


def default_state_dir(program: str, environment: Mapping[str, str] = os.environ) -> Path:
    """Return where ``program`` keeps its state unless told otherwise (XDG base directories)."""
    given = environment.get("XDG_STATE_HOME", "")
    root = Path(given) if given.startswith("/") else Path.home() / ".local" / "state"
    return root / "kezek" / program


class DeviceState:
    """What one device keeps in its folder; a write is whole and durable, or was not."""

    def __init__(self, folder: Path) -> None:
        """Keep everything in ``folder``, made when first needed."""
        self._folder = folder
        self._path = folder / PAIRING_FILE

    @property
    def address_file(self) -> Path:
        """Return the file of the last good address."""
        return self._folder / ADDRESS_FILE

    def load(self) -> LinkIdentity | None:
        """Return whom the device was paired as, None if it never was; raise StateError."""
        try:
            with self._path.open("rb") as file:
                kept = msgspec.json.decode(file.read(MAX_BYTES), type=_Kept)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StateError(self._path, str(error.strerror)) from error
        except msgspec.DecodeError as error:
            raise StateError(self._path, str(error)) from error
        who = (kept.hall, kept.device, kept.role)
        spares = kept.spares or (() if kept.previous is None else (kept.previous,))
        return LinkIdentity(*who, kept.key, kept.authorities, spares)

    def keep(self, identity: LinkIdentity) -> None:
        """Make ``identity`` durable, readable by this account alone; raise OSError."""
        who = (identity.hall, identity.device, identity.role)
        kept = _Kept(*who, identity.key, identity.authorities, identity.spares)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(kept), indent=2) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)
        self._sync_folder()

    def forget(self) -> None:
        """Forget the pairing; the device is to be paired anew. Raise OSError."""
        self._path.unlink(missing_ok=True)
        if self._folder.exists():
            self._sync_folder()

    def _sync_folder(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
