import QtQuick
import Kezek.Board
import ".."

// The hall's name in its languages, its clock and date.
Item {
    id: root

    required property BoardScreen board

    implicitHeight: 132 * Theme.unit

    Rectangle {
        id: mark

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        width: 10 * Theme.unit
        height: 84 * Theme.unit
        radius: width / 2
        color: Theme.accent
    }

    Column {
        anchors.left: mark.right
        anchors.leftMargin: 24 * Theme.unit
        anchors.right: clock.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: 4 * Theme.unit

        Text {
            objectName: "hallName"
            width: parent.width
            text: root.board.hallNames.length > 0 ? root.board.hallNames[0] : ""
            textFormat: Text.PlainText
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: 46 * Theme.unit
            font.weight: Font.Bold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 26 * Theme.unit
            elide: Text.ElideRight
        }

        Rotating {
            objectName: "hallNameInOtherLanguages"
            width: parent.width
            texts: root.board.hallNames.slice(1)
            visible: texts.length > 0
            font.pixelSize: 34 * Theme.unit
            minimumPixelSize: 22 * Theme.unit
        }
    }

    Column {
        id: clock

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: 380 * Theme.unit

        Text {
            objectName: "clock"
            anchors.right: parent.right
            text: root.board.time
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: 76 * Theme.unit
            font.weight: Font.Bold
            font.features: Theme.tabular
        }

        Rotating {
            objectName: "date"
            width: parent.width
            horizontalAlignment: Text.AlignRight
            texts: root.board.dates
            font.pixelSize: 28 * Theme.unit
        }
    }
}
