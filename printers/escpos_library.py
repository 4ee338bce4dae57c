"""The one place that imports python-escpos: its cache kept, its Kazakh code page mended."""

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
    from escpos.magicencode import Encoder
    from escpos.printer import Dummy

    _fresh.replace(_kept)
    os.environ[CACHE_VARIABLE] = str(_directory)
    tempfile.tempdir = _tempdir

# Upstream names RK1048 (KZ-1048) without saying how to encode it, and so prints "?" for Kazakh.
CAPABILITIES["encodings"]["RK1048"]["python_encode"] = "kz1048"

__all__ = ["Dummy", "Encoder", "cache_directory"]
