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
    required property real numberSize

    readonly property real deskSize: isStacked ? numberSize * 0.8 : numberSize
    readonly property real labelSize: Math.max(24 * Theme.unit, Math.min(38 * Theme.unit, numberSize * 0.15))

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
        font.pixelSize: root.labelSize
    }

    component Huge: Text {
        textFormat: Text.PlainText
        height: font.pixelSize * 0.94
        verticalAlignment: Text.AlignVCenter
        font.family: Theme.family
        font.weight: Font.Bold
        font.features: Theme.tabular
        renderType: Text.CurveRendering
    }

    Grid {
        id: grid

        anchors.centerIn: parent
        columns: root.isStacked ? 1 : 3
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter
        columnSpacing: root.numberSize * 0.24
        rowSpacing: root.numberSize * 0.1

        Column {
            Caption {
                source: QT_TRANSLATE_NOOP("Board", "Ticket")
                anchors.horizontalCenter: parent.horizontalCenter
            }

            Huge {
                objectName: "number"
                text: root.number
                color: Theme.text
                font.pixelSize: root.numberSize
            }
        }

        Huge {
            visible: !root.isStacked
            text: "→"
            color: Theme.accent
            font.pixelSize: root.numberSize * 0.7
        }

        Column {
            Caption {
                source: QT_TRANSLATE_NOOP("Board", "Desk")
                anchors.horizontalCenter: parent.horizontalCenter
            }

            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: root.numberSize * 0.16

                Huge {
                    visible: root.isStacked
                    text: "→"
                    color: Theme.accent
                    font.pixelSize: root.deskSize
                }

                Huge {
                    objectName: "desk"
                    text: root.desk
                    color: Theme.accent
                    font.pixelSize: root.deskSize
                }
            }
        }
    }

    Rectangle {
        visible: root.isRepeat
        anchors.top: parent.top
        anchors.right: parent.right
        anchors.margins: 16 * Theme.unit
        width: again.implicitWidth + 32 * Theme.unit
        height: again.implicitHeight + 12 * Theme.unit
        radius: height / 2
        color: Theme.accent

        Caption {
            id: again

            objectName: "again"
            anchors.centerIn: parent
            source: QT_TRANSLATE_NOOP("Board", "Called again")
            color: Theme.accentInk
            font.pixelSize: 24 * Theme.unit
        }
    }
}
