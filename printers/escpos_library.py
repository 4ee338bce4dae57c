"""The one place that imports python-escpos: its cache kept, its pages ours."""

import os
import pickle
import platform
import shutil
import tempfile
from pathlib import Path

CACHE_VARIABLE = "ESCPOS_CAPABILITIES_PICKLE_DIR"


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


_directory = cache_directory()
_directory.mkdir(mode=0o700, parents=True, exist_ok=True)
_kept = _directory / f"{platform.python_version()}.capabilities.pickle"
_tempdir = tempfile.tempdir
with tempfile.TemporaryDirectory(dir=_directory) as _scratch:
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

    _fresh.replace(_kept)
    os.environ[CACHE_VARIABLE] = str(_directory)
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
