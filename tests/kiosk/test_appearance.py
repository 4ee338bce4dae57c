"""Fonts and translations."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontInfo, QGuiApplication

from kiosk.appearance import TRANSLATIONS, Translations, load_fonts
from tests.conftest import ExpectedLog


def translated(text: str) -> str:
    return QCoreApplication.translate("NavigationBar", text)


@pytest.mark.usefixtures("qtbot")
def test_the_shipped_font_is_the_programs() -> None:
    load_fonts()

    assert QFontInfo(QGuiApplication.font()).family() == "Inter"


@pytest.mark.usefixtures("qtbot")
def test_a_font_that_cannot_be_read_is_logged(expected_log: ExpectedLog, tmp_path: Path) -> None:
    broken = tmp_path / "broken.otf"
    broken.write_bytes(b"no font")
    expected_log.expect("kiosk.appearance", "broken.otf cannot be read")

    load_fonts([broken])

    assert QFontInfo(QGuiApplication.font()).family() == "Inter"


@pytest.mark.usefixtures("qtbot")
def test_a_letter_that_no_font_has_is_logged(expected_log: ExpectedLog) -> None:
    expected_log.expect("kiosk.appearance", "no font with Kazakh letters")

    load_fonts(letter="漢")

    assert QFontInfo(QGuiApplication.font()).family() == "Inter"


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize(
    ("language", "expected"), [("kk", "Артқа"), ("ru", "Назад"), ("en", "Back")]
)
def test_a_language_is_spoken_once_it_is_installed(language: str, expected: str) -> None:
    translations = Translations()

    assert translations.speak(language)
    assert not translations.speak(language)
    assert translated("Back") == expected


@pytest.mark.usefixtures("qtbot")
def test_who_falls_silent_leaves_the_texts_as_they_were() -> None:
    translations = Translations()
    before = translated("Back")
    translations.speak("kk")

    translations.fall_silent()

    assert translated("Back") == before


@pytest.mark.usefixtures("qtbot")
def test_a_language_without_texts_is_logged(expected_log: ExpectedLog) -> None:
    expected_log.expect("kiosk.appearance", "no texts in de")

    Translations().speak("de")

    assert translated("Back") == "Back"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_language_has_its_compiled_texts(language: str) -> None:
    compiled = Path(TRANSLATIONS / f"{language}.qm")

    assert compiled.stat().st_size > 1_000
