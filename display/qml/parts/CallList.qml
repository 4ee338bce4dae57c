pragma ComponentBehavior: Bound

import QtQuick
import Kezek.Board
import ".."

// Calls that are not big: open ones first, then those that are past, newest first.
Rectangle {
    id: root

    required property BoardScreen board
    required property WordingScreen words

    readonly property real rowHeight: 78 * Theme.unit
    readonly property int room: Math.max(0, Math.floor((height - title.height - 44 * Theme.unit) / rowHeight))

    radius: Theme.radius
    color: Theme.panel

    Words {
        id: title

        objectName: "listTitle"
        x: 28 * Theme.unit
        y: 20 * Theme.unit
        width: parent.width - 56 * Theme.unit
        words: root.words
        languages: root.board.languages
        source: QT_TRANSLATE_NOOP("Board", "Called")
    }

    Column {
        anchors.top: title.bottom
        anchors.topMargin: 10 * Theme.unit
        x: 28 * Theme.unit
        width: parent.width - 56 * Theme.unit

        Repeater {
            model: root.board.listedCalls.slice(0, root.room)

            Item {
                id: row

                required property int index
                required property var modelData

                readonly property color ink: modelData.isOpen ? Theme.text : Theme.softText

                width: parent ? parent.width : 0
                height: root.rowHeight

                Rectangle {
                    visible: row.index > 0
                    width: parent.width
                    height: Math.max(1, 2 * Theme.unit)
                    color: Theme.line
                }

                Rectangle {
                    visible: row.modelData.isOpen
                    anchors.verticalCenter: parent.verticalCenter
                    width: 14 * Theme.unit
                    height: width
                    radius: width / 2
                    color: Theme.accent
                }

                ListText {
                    objectName: "listNumber"
                    x: 30 * Theme.unit
                    text: row.modelData.number
                    color: row.ink
                }

                ListText {
                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.horizontalCenterOffset: 60 * Theme.unit
                    text: "→"
                    color: Theme.accent
                }

                ListText {
                    objectName: "listDesk"
                    anchors.right: parent.right
                    text: row.modelData.desk
                    color: row.ink
                }
            }
        }
    }

    component ListText: Text {
        height: root.rowHeight
        verticalAlignment: Text.AlignVCenter
        textFormat: Text.PlainText
        font.family: Theme.family
        font.pixelSize: 54 * Theme.unit
        font.weight: Font.DemiBold
        font.features: Theme.tabular
    }
}
