"""The console's files for browsers: read once, served from memory under a name that changes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
URL = "/static/console"

_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
    ".json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as a browser gets it."""

    content: bytes
    media_type: str


class Assets:
    """All files of the folder static; nothing outside it can be asked for."""

    def __init__(self, files: Mapping[str, Asset]) -> None:
        """Serve ``files`` by name."""
        self._files = dict(files)
        whole = hashlib.sha256()
        for name, asset in sorted(self._files.items()):
            whole.update(f"{name}\n{len(asset.content)}\n".encode() + asset.content)
        self._version = whole.hexdigest()[:12]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Assets":
        """Read every file of ``folder`` whose kind browsers know."""
        return cls(
            {
                path.relative_to(folder).as_posix(): Asset(
                    path.read_bytes(), _MEDIA_TYPES[path.suffix]
                )
                for path in sorted(folder.rglob("*"))
                if path.suffix in _MEDIA_TYPES
            }
        )

    def url(self, name: str) -> str:
        """Return the address of a file that is there; it changes when any file changes."""
        if name not in self._files:
            raise KeyError(name)
        return f"{URL}/{self._version}/{name}"

    def find(self, name: str) -> Asset | None:
        """Return the file, if there is one of that name."""
        return self._files.get(name)
