import QtQuick
import Kezek.Board
import ".."

// The hall's name in its languages, its clock and date.
Item {
    id: root

    required property BoardScreen board
    required property bool isPortrait

    implicitHeight: (isPortrait ? 190 : 140) * Theme.unit

    Rectangle {
        id: mark

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        width: 10 * Theme.unit
        height: parent.height - 56 * Theme.unit
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
            font.pixelSize: (root.isPortrait ? 40 : 46) * Theme.unit
            font.weight: Font.Bold
            wrapMode: root.isPortrait ? Text.Wrap : Text.NoWrap
            maximumLineCount: root.isPortrait ? 3 : 1
            height: root.isPortrait ? 100 * Theme.unit : implicitHeight
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: root.isPortrait ? Text.Fit : Text.HorizontalFit
            minimumPixelSize: 26 * Theme.unit
            elide: root.isPortrait ? Text.ElideNone : Text.ElideRight
        }

        Rotating {
            objectName: "hallNameInOtherLanguages"
            width: parent.width
            texts: root.board.hallNames.slice(1)
            visible: texts.length > 0
            font.pixelSize: (root.isPortrait ? 28 : 34) * Theme.unit
            minimumPixelSize: 18 * Theme.unit
        }
    }

    Column {
        id: clock

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: (root.isPortrait ? 330 : 400) * Theme.unit

        Text {
            objectName: "clock"
            anchors.right: parent.right
            text: root.board.time
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: 72 * Theme.unit
            font.weight: Font.Bold
            font.features: Theme.tabular
            height: font.pixelSize * 1.05
            verticalAlignment: Text.AlignVCenter
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
