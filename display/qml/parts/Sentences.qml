pragma ComponentBehavior: Bound

import QtQuick
import Kezek.Board
import ".."

// One sentence of the board in each of the hall's languages, one below the other.
Column {
    id: root

    required property WordingScreen words
    required property list<string> languages
    required property string source
    property list<string> values: []
    property color ink: Theme.text
    property real size: 56 * Theme.unit
    property int alignment: Text.AlignHCenter

    function filled(language: string): string {
        return values.reduce((text, value) => text.arg(value), words.inLanguage(language, source));
    }

    spacing: size * 0.3

    Repeater {
        model: root.languages

        Text {
            required property int index
            required property string modelData

            objectName: "sentence-" + modelData
            width: root.width
            text: root.filled(modelData)
            textFormat: Text.PlainText
            color: root.ink
            horizontalAlignment: root.alignment
            font.family: Theme.family
            font.pixelSize: root.size
            font.weight: index === 0 ? Font.Bold : Font.DemiBold
            font.features: Theme.tabular
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 14 * Theme.unit
        }
    }
}
