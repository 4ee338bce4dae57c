pragma ComponentBehavior: Bound

import QtQuick
import Kezek.Board
import ".."

// One called number and the desk it is called to, as large as its room allows.
Rectangle {
    id: root

    required property WordingScreen words
    required property list<string> languages
    required property string number
    required property string desk
    required property bool isRepeat
    required property bool isNew
    required property bool isStacked
    required property bool hasCaptions
    required property real numberSize
    required property real numberColumn
    required property real deskColumn

    readonly property real labelSize: (isStacked ? 34 : 26) * Theme.unit
    readonly property real padding: 36 * Theme.unit
    readonly property real arrowColumn: numberSize * 0.95

    radius: Theme.radius
    color: Theme.panel
    border.width: flashing.running ? 6 * Theme.unit : 0
    border.color: Theme.accent

    Component.onCompleted: if (isNew)
        flashing.start()

    SequentialAnimation {
        id: flashing

        loops: 6

        ColorAnimation {
            target: root
            property: "color"
            to: Theme.flash
            duration: 340
        }

        ColorAnimation {
            target: root
            property: "color"
            to: Theme.panel
            duration: 340
        }
    }

    component Caption: Words {
        words: root.words
        languages: root.languages
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: root.labelSize
    }

    component Huge: Text {
        textFormat: Text.PlainText
        height: font.pixelSize * 0.94
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        font.family: Theme.family
        font.weight: Font.Bold
        font.features: Theme.tabular
        renderType: Text.CurveRendering
    }

    component Number: Column {
        Caption {
            objectName: "numberCaption"
            visible: root.hasCaptions
            source: root.isRepeat ? QT_TRANSLATE_NOOP("Board", "Called again") : QT_TRANSLATE_NOOP("Board", "Ticket")
            color: root.isRepeat ? Theme.accent : Theme.softText
            width: parent.width
        }

        Huge {
            objectName: "number"
            width: parent.width
            text: root.number
            color: Theme.text
            font.pixelSize: root.numberSize
        }
    }

    component DeskCaption: Caption {
        objectName: "deskCaption"
        visible: root.hasCaptions
        source: QT_TRANSLATE_NOOP("Board", "Desk")
    }

    component DeskLabel: Huge {
        objectName: "desk"
        text: root.desk
        color: Theme.accent
    }

    component Arrow: Huge {
        text: "→"
        color: Theme.accent
    }

    Loader {
        anchors.fill: parent
        anchors.margins: root.padding
        sourceComponent: root.isStacked ? stacked : inARow
    }

    Component {
        id: inARow

        Item {
            id: line

            // Not torn apart on a wide card: what is free stays outside.
            readonly property real inset: Math.max(0, (width - root.numberColumn - root.arrowColumn - root.deskColumn) / 2)

            Number {
                anchors.left: parent.left
                anchors.leftMargin: line.inset
                anchors.right: arrow.left
                anchors.verticalCenter: parent.verticalCenter
            }

            Arrow {
                id: arrow

                anchors.right: deskColumn.left
                anchors.bottom: deskColumn.bottom
                width: root.arrowColumn
                height: root.numberSize * 0.94
                font.pixelSize: root.numberSize * 0.7
            }

            Column {
                id: deskColumn

                anchors.right: parent.right
                anchors.rightMargin: line.inset
                anchors.verticalCenter: parent.verticalCenter
                width: root.deskColumn

                DeskCaption {
                    width: parent.width
                }

                DeskLabel {
                    width: parent.width
                    font.pixelSize: root.numberSize
                }
            }
        }
    }

    Component {
        id: stacked

        Item {
            Column {
                anchors.centerIn: parent
                width: parent.width
                spacing: root.numberSize * 0.05

                Number {
                    width: parent.width
                }

                Column {
                    width: parent.width

                    DeskCaption {
                        width: parent.width
                    }

                    Row {
                        anchors.horizontalCenter: parent.horizontalCenter
                        spacing: root.numberSize * 0.14

                        Arrow {
                            font.pixelSize: root.numberSize * 0.62
                        }

                        DeskLabel {
                            font.pixelSize: root.numberSize * 0.62
                        }
                    }
                }
            }
        }
    }
}
