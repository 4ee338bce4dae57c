import QtQuick
import Kezek.Board
import ".."

// One of the board's own words in each of the hall's languages, side by side.
Text {
    required property WordingScreen words
    required property list<string> languages
    required property string source

    text: [...new Set(languages.map(language => words.inLanguage(language, source)))].join(Theme.separator)
    textFormat: Text.PlainText
    color: Theme.softText
    font.family: Theme.family
    font.pixelSize: 30 * Theme.unit
    font.weight: Font.DemiBold
    fontSizeMode: Text.HorizontalFit
    minimumPixelSize: 14 * Theme.unit
    elide: Text.ElideRight
}
