import QtQuick
import ".."

// The deep panel above or beside the content: hall, clock, title of the page. No visitor touches
// anything here; the staff hold the clock pressed.
Rectangle {
    id: panel

    property string hallName: ""
    property string clock: ""
    property string title: ""
    property string explanation: ""
    property list<string> otherNames: []

    property real holdSeconds: 3

    signal staffCalled

    color: Theme.panel

    Rectangle {
        anchors.fill: parent
        gradient: Gradient {
            GradientStop {
                color: Theme.panelDeep
                position: 0
            }

            GradientStop {
                color: Theme.panel
                position: 1
            }
        }
    }

    Words {
        id: name

        color: Theme.panelSoft
        font.weight: Font.DemiBold
        size: Theme.isPortrait ? 30 : 28
        text: panel.hallName
        width: parent.width - 2 * Theme.margin - (Theme.isPortrait ? time.width + Theme.margin : 0)
        x: Theme.margin
        y: Theme.margin
    }

    Words {
        id: time

        Accessible.name: text
        color: Theme.panelInk
        font.features: {
            "tnum": 1
        }
        font.weight: Font.DemiBold
        isFixed: true
        objectName: "clock"
        size: 52
        text: panel.clock
        x: Theme.isPortrait ? parent.width - width - Theme.margin : Theme.margin
        y: Theme.isPortrait ? Theme.margin - 12 * Theme.u : band.y - height - 24 * Theme.u
    }

    // Where the clock stands, or would stand if the time were known.
    Item {
        Accessible.ignored: true
        height: 160 * Theme.u
        objectName: "staff-corner"
        width: 260 * Theme.u
        x: Theme.isPortrait ? parent.width - width : 0
        y: Theme.isPortrait ? 0 : band.y - height

        TapHandler {
            longPressThreshold: panel.holdSeconds

            onLongPressed: panel.staffCalled()
        }
    }

    Column {
        spacing: 20 * Theme.u
        width: parent.width - 2 * Theme.margin
        x: Theme.margin
        // Beside the content: a third of the way down, higher if the words need the room.
        readonly property real ceiling: name.y + (panel.hallName === "" ? 0 : name.height + Theme.gap)
        readonly property real lowest: time.y - height - Theme.gap

        y: Theme.isPortrait ? (band.visible ? band.y : panel.height) - height - 36 * Theme.u : Math.max(ceiling, Math.min(panel.height * 0.26, lowest))

        Words {
            Accessible.role: Accessible.Heading
            color: Theme.panelInk
            font.weight: Font.Bold
            lineHeight: 1.04
            objectName: "title"
            // Already large: large text adds less here than elsewhere.
            isFixed: true
            size: (Theme.isPortrait ? 66 : 52) * (Theme.isLargeText ? 1.14 : 1)
            text: panel.title
            width: parent.width
        }

        Words {
            color: Theme.panelSoft
            objectName: "explanation"
            size: 32
            text: panel.explanation
            visible: text !== ""
            width: parent.width
        }

        Repeater {
            model: panel.otherNames

            Words {
                required property string modelData

                color: Theme.panelSoft
                size: 36
                text: modelData
                width: parent.width
            }
        }
    }

    Ornament {
        id: band

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.isPortrait ? 24 * Theme.u : Theme.margin
        anchors.left: parent.left
        anchors.right: parent.right
        height: 84 * Theme.u
    }
}
