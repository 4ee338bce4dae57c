"""A folder that tells of USB printers as the kernel's ``/sys`` does."""

from pathlib import Path


def plug_in(root: Path, name: str, place: str, **said: str) -> None:
    """Plug a printer in as ``name`` (``lp0``) at ``place`` (``1-1.2``); ``said`` are its files."""
    interface = root / "devices" / place / f"{place}:1.0"
    interface.mkdir(parents=True)
    for file, text in said.items():
        (interface.parent / file).write_text(f"{text}\n", encoding="utf-8")
    entry = root / "class" / name
    entry.mkdir(parents=True)
    (entry / "device").symlink_to(interface)
