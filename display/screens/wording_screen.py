"""The board's own words in several languages at once; QML asks for each text by language."""

from pathlib import Path

from PySide6.QtCore import QObject, QTranslator, Slot
from PySide6.QtQml import QmlElement

from server.protocol.languages import FALLBACK_ORDER

QML_IMPORT_NAME = "Kezek.Board"
QML_IMPORT_MAJOR_VERSION = 1

I18N_DIRECTORY = Path(__file__).parent.parent / "i18n"
CONTEXT = "Board"


@QmlElement
class WordingScreen(QObject):
    """Texts of ``i18n/*.qm``; a language without a catalogue falls back to Kazakh."""

    def __init__(self, directory: Path = I18N_DIRECTORY) -> None:
        """Load every catalogue of ``directory``."""
        super().__init__()
        self._catalogues = {code: _catalogue(directory, code) for code in FALLBACK_ORDER}

    @Slot(str, str, result=str)
    def inLanguage(self, language: str, source: str) -> str:
        """Return the text of ``source`` in ``language``."""
        catalogue = self._catalogues.get(language.split("-", maxsplit=1)[0])
        if catalogue is None:
            catalogue = self._catalogues[FALLBACK_ORDER[0]]
        return catalogue.translate(CONTEXT, source) or source


def _catalogue(directory: Path, language: str) -> QTranslator:
    translator = QTranslator()
    if not translator.load(str(directory / f"{language}.qm")):
        message = f"no texts for {language} in {directory}"
        raise FileNotFoundError(message)
    return translator
