"""Fonts and translations: what must be loaded before the first word is drawn."""

import logging
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QRawFont

from printers.fonts import ARABIC_FAMILY, TEXT_FAMILY, font_files
from server.protocol.languages import LanguageCode

TRANSLATIONS = Path(__file__).parent / "i18n"
FAMILIES = (TEXT_FAMILY, ARABIC_FAMILY, "Noto Sans CJK SC")
FONTS = font_files()
TELLING_LETTER = "ә"
"""Without a Kazakh font Qt draws boxes and says nothing."""

log = logging.getLogger(__name__)


def load_fonts(files: Iterable[Path] = FONTS, letter: str = TELLING_LETTER) -> None:
    """Load the shipped fonts and make them the program's; log if ``letter`` is in none."""
    for path in files:
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            log.error("font %s cannot be read", path.name)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    QGuiApplication.setFont(font)
    if not QRawFont.fromFont(font).supportsCharacter(ord(letter)):
        log.error("no font with Kazakh letters")


class Translations:
    """The one installed translation; the texts on screen change in place."""

    def __init__(self) -> None:
        """Begin in the language of the source texts."""
        self._translator = QTranslator()
        self._language: LanguageCode | None = None

    def speak(self, language: LanguageCode) -> bool:
        """Install ``language``; tell whether the texts have to be drawn anew."""
        if language == self._language:
            return False
        self._language = language
        QCoreApplication.removeTranslator(self._translator)
        if not self._translator.load(str(TRANSLATIONS / f"{language}.qm")):
            log.warning("no texts in %s", language)
        QCoreApplication.installTranslator(self._translator)
        return True

    def fall_silent(self) -> None:
        """Leave the texts in the language of the source, as before the first word."""
        QCoreApplication.removeTranslator(self._translator)
        self._language = None
