pragma ComponentBehavior: Bound

import QtQuick
import Kezek.Board
import ".."

// Who stands next, as many as the line holds.
Rectangle {
    id: root

    required property BoardScreen board
    required property WordingScreen words

    readonly property real numberWidth: (board.longestNextUp * 36 + 44) * Theme.unit
    readonly property int room: Math.max(1, Math.floor((width - title.width - 90 * Theme.unit) / numberWidth))

    implicitHeight: 104 * Theme.unit
    radius: Theme.radius
    color: Theme.panel

    Words {
        id: title

        objectName: "nextUpTitle"
        anchors.left: parent.left
        anchors.leftMargin: 28 * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, parent.width * 0.42)
        words: root.words
        languages: root.board.languages
        source: QT_TRANSLATE_NOOP("Board", "Next")
    }

    Row {
        anchors.left: title.right
        anchors.leftMargin: 36 * Theme.unit
        anchors.verticalCenter: parent.verticalCenter

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
