"""What a device that is not paired yet tells its screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.protocol.errors import Failure
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode


@dataclass(frozen=True, slots=True)
class Searching:
    """No server of a hall was found yet, or none would take another device."""

    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An admin is to compare or type this code, which is good for ``seconds`` from now."""

    code: str
    fingerprint: str
    hall_names: Mapping[LanguageCode, str]
    address: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The code is past: refused, expired, or the link was lost; the device tries again."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Done:
    """The device belongs to the hall; the link follows by itself."""

    device: Key


PairingState = Searching | Shown | Ended | Done
