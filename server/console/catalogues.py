"""The console's words by language, compiled from .po files at start, so that none is stale."""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from server.protocol.languages import FALLBACK_ORDER, LanguageCode

FOLDER = Path(__file__).parent / "i18n"
LANGUAGES: tuple[LanguageCode, ...] = FALLBACK_ORDER


def catalogue_path(language: LanguageCode) -> Path:
    """Return where the words in ``language`` are kept."""
    return FOLDER / language / "LC_MESSAGES" / "console.po"


@cache
def load_catalogue(language: LanguageCode) -> GNUTranslations:
    """Return the words in ``language``."""
    with catalogue_path(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
