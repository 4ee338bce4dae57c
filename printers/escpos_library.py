"""The one place that imports python-escpos: its cache kept, its Kazakh code page mended."""

import os
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


_directory = cache_directory()
_directory.mkdir(mode=0o700, parents=True, exist_ok=True)
os.environ[CACHE_VARIABLE] = str(_directory)
_tempdir = tempfile.tempdir
with tempfile.TemporaryDirectory(dir=_directory) as _scratch:
    # python-escpos makes a temporary directory at every import, even where it needs none, and
    # leaves it behind; here it goes with the scratch directory.
    tempfile.tempdir = _scratch
    from escpos.capabilities import CAPABILITIES
    from escpos.magicencode import Encoder
    from escpos.printer import Dummy

    tempfile.tempdir = _tempdir

# Upstream names RK1048 (KZ-1048) without saying how to encode it, and so prints "?" for Kazakh.
CAPABILITIES["encodings"]["RK1048"]["python_encode"] = "kz1048"

__all__ = ["Dummy", "Encoder", "cache_directory"]
