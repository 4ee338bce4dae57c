"""The one place that imports python-escpos: its cache kept, its pages ours."""

import os
import pickle
import platform
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

CACHE_VARIABLE = "ESCPOS_CAPABILITIES_PICKLE_DIR"
CACHE_BYTES = 512 * 1024
"""More than what python-escpos writes."""
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a directory of this process's own is made there
SCRATCH = "scratch-"
STALE_SECONDS = 3600


def cache_directory() -> Path:
    """Return the lasting, own directory for what python-escpos unpickles at import."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen)
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "kezek" / "escpos"


def _is_whole(cache: Path) -> bool:
    """Return whether the cache can be read; a power cut may have left half of it."""
    try:
        pickle.loads(cache.read_bytes())  # noqa: S301 - python-escpos loads the same file next
    except (OSError, EOFError, pickle.UnpicklingError):
        return False
    return True


def _scratch_place(cache: Path) -> Path:
    """Return where python-escpos can write: a full or read-only disk must not stop tickets."""
    places = (cache, Path(tempfile.gettempdir()), IN_MEMORY)
    return next((place for place in places if _has_room(place)), cache)


def _has_room(place: Path) -> bool:
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place, buffering=0) as tried:
            return tried.write(bytes(CACHE_BYTES)) == CACHE_BYTES
    except OSError:
        return False


def _sweep(cache: Path, scratch: Path) -> None:
    """Remove the scratch directories of processes that were killed in their first second."""
    for other in cache.glob(f"{SCRATCH}*"):
        with suppress(OSError):
            if scratch.stat().st_mtime - other.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(other)


_cache = cache_directory()
_kept = _cache / f"{platform.python_version()}.capabilities.pickle"
_tempdir = tempfile.tempdir
with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=_scratch_place(_cache)) as _scratch:
    # python-escpos writes its cache in place, so that another process may read half of it, and
    # leaves a temporary directory behind at every import; here it does both in the scratch.
    tempfile.tempdir = _scratch
    os.environ[CACHE_VARIABLE] = _scratch
    _fresh = Path(_scratch) / _kept.name
    if _is_whole(_kept):
        shutil.copy2(_kept, _fresh)
    from escpos.capabilities import CAPABILITIES
    from escpos.constants import QR_ECLEVEL_M
    from escpos.magicencode import Encoder
    from escpos.printer import Dummy

    with suppress(OSError):
        # A cache that cannot be kept costs a fifth of a second at the next start.
        _fresh.replace(_kept)
    _sweep(_cache, Path(_scratch))
    os.environ[CACHE_VARIABLE] = str(_cache)
    tempfile.tempdir = _tempdir


def open_encoder(slot: int, codec: str) -> Dummy:
    """Return python-escpos writing to memory with one code page, which it never leaves.

    The page is Python's own codec: upstream has no table for KZ-1048 and so printed ``?``.
    """
    name = f"KEZEK {codec}".upper()
    CAPABILITIES["encodings"][name] = {"name": codec, "python_encode": codec}
    magic = {"encoding": name, "encoder": Encoder({name: slot}), "disabled": True}
    return Dummy(magic_encode_args=magic)


__all__ = ["QR_ECLEVEL_M", "Dummy", "cache_directory", "open_encoder"]
