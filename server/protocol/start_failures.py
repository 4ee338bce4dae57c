"""What keeps a program from starting, or from a part of its work, in plain words."""

import os
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from server.protocol.languages import LanguageCode, languages_of_computer

WORDS = Path(__file__).parent / "start_words"


class StartFailure(StrEnum):
    """What an administrator can mend without knowing programs."""

    PORT_TAKEN = "port-taken"
    DATA_IN_USE = "data-in-use"
    DATA_FOLDER = "data-folder"
    KEY_FILE = "key-file"
    HALL_FILE = "hall-file"
    HALL_FILE_NEEDED = "hall-file-needed"
    CERTIFICATE_UNREADABLE = "certificate-unreadable"
    CERTIFICATE_NAME = "certificate-name"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_KEY = "certificate-key"
    CERTIFICATE_KEPT = "certificate-kept"
    CERTIFICATE_OWN = "certificate-own"
    PAIRING_FILE = "pairing-file"


def read_words(language: LanguageCode) -> dict[str, str]:
    """Return the sentence of every failure in ``language``."""
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))


def explain(
    failure: StartFailure,
    what: object,
    technical: str,
    environment: Mapping[str, str] = os.environ,
) -> str:
    """Return what to do about ``what``, a line per language, and the ``technical`` line last."""
    said = [read_words(language)[failure] for language in languages_of_computer(environment)]
    return "\n".join([*(text.format(what=what) for text in said), technical])
