"""A device comes to its link by its pairing, or in tests by a key file."""

from dataclasses import replace
from pathlib import Path

import pytest

from server.client.device_state import DeviceState, StateError
from server.client.joining import KeyFileError, Place, make_link, read_key
from server.client.messages import LinkIdentity
from server.protocol.identity import DeviceRole

IDENTITY = LinkIdentity("hall-demo", "kiosk-1", DeviceRole.KIOSK, "5e" * 32, ("pem",))


def nobody_listens(_told: object) -> None:
    """Hear nothing."""


def made(place: Place) -> object:
    return make_link(DeviceRole.KIOSK, place, nobody_listens, nobody_listens)


def test_the_key_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("AB" * 32 + "\n")

    assert read_key(file) == "ab" * 32


@pytest.mark.parametrize("text", ["", "ab", "zz" * 32, "ab" * 40, "ә" * 64])
def test_anything_else_is_no_key(tmp_path: Path, text: str) -> None:
    file = tmp_path / "key"
    file.write_text(text)

    with pytest.raises(KeyFileError, match="hexadecimal"):
        read_key(file)


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="nowhere"):
        read_key(tmp_path / "nowhere")


@pytest.mark.parametrize("missing", ["hall", "device"])
def test_a_key_is_of_a_device_of_a_hall(tmp_path: Path, missing: str) -> None:
    file = tmp_path / "key"
    file.write_text("ab" * 32)
    keyed = Place(None, hall="hall-demo", device="kiosk-1", key_file=file)
    place = replace(keyed, hall=None) if missing == "hall" else replace(keyed, device=None)

    with pytest.raises(KeyFileError, match="--hall and --device"):
        made(place)


def test_a_new_device_needs_a_folder() -> None:
    with pytest.raises(ValueError, match="folder"):
        made(Place(None))


def test_a_pairing_that_cannot_be_read_is_not_taken_for_none(tmp_path: Path) -> None:
    (tmp_path / "pairing.json").write_text("{}")

    with pytest.raises(StateError, match=r"pairing\.json"):
        made(Place(tmp_path))


def test_a_device_that_pairs_anew_forgets_what_it_was(tmp_path: Path) -> None:
    DeviceState(tmp_path).keep(IDENTITY)

    made(Place(tmp_path, pairs_anew=True))

    assert DeviceState(tmp_path).load() is None
