"""Golden wire messages: what an older or newer program of the same version must understand."""

from pathlib import Path

from msgspec import Struct, json

GOLDEN = Path(__file__).parents[2] / "golden" / "wire"


def golden_bytes(message: Struct) -> bytes:
    """Return the kept JSON of the message of this type, without its line breaks."""
    kept = (GOLDEN / f"{type(message).__name__}.json").read_bytes()
    return json.encode(json.decode(kept))


def write(message: Struct, encoded: bytes) -> None:
    """Keep ``encoded`` as the golden file of the type; for a message that is new."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    kept = json.format(encoded, indent=2) + b"\n"
    (GOLDEN / f"{type(message).__name__}.json").write_bytes(kept)
