pragma ComponentBehavior: Bound

import QtQuick
import Kezek.Board
import ".."

// Who stands next, as many as the line holds.
Rectangle {
    id: root

    required property BoardScreen board
    required property WordingScreen words
    required property bool isPortrait

    readonly property real numberWidth: (board.longestNextUp * 36 + 44) * Theme.unit
    readonly property int room: Math.max(1, Math.floor((width - numbers.x) / numberWidth))

    implicitHeight: (isPortrait ? 150 : 104) * Theme.unit
    radius: Theme.radius
    color: Theme.panel

    Words {
        id: title

        objectName: "nextUpTitle"
        x: 28 * Theme.unit
        y: root.isPortrait ? 16 * Theme.unit : (root.height - height) / 2
        width: Math.min(implicitWidth, root.width * (root.isPortrait ? 0.9 : 0.42))
        words: root.words
        languages: root.board.languages
        source: QT_TRANSLATE_NOOP("Board", "Next")
    }

    Row {
        id: numbers

        x: root.isPortrait ? title.x : title.x + title.width + 36 * Theme.unit
        y: root.isPortrait ? title.y + title.height + 6 * Theme.unit : (root.height - height) / 2

        Repeater {
            model: root.board.nextUp.slice(0, root.room)

            Text {
                required property string modelData

                objectName: "nextUpNumber"
                width: root.numberWidth
                text: modelData
                textFormat: Text.PlainText
                color: Theme.text
                font.family: Theme.family
                font.pixelSize: 54 * Theme.unit
                font.weight: Font.DemiBold
                font.features: Theme.tabular
            }
        }
    }
}
