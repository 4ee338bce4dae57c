import QtQuick
import ".."

// "Are you still here?" over everything, before the visit is wiped.
Rectangle {
    id: question

    property int secondsLeft: 0

    signal stayChosen
    signal leaveChosen

    color: Theme.veil
    objectName: "presence"

    // Takes the touches that would otherwise reach the page below.
    Touchable {
        anchors.fill: parent
        Accessible.ignored: true

        onChosen: question.stayChosen()
    }

    Rectangle {
        Accessible.name: title.text
        Accessible.role: Accessible.Dialog
        anchors.horizontalCenter: parent.horizontalCenter
        border.color: Theme.tileEdge
        border.width: Theme.edge
        color: Theme.tile
        height: column.implicitHeight + 2 * Theme.margin
        radius: Theme.radius
        width: Math.min(parent.width - 2 * Theme.margin, 900 * Theme.u)
        y: Theme.isPortrait ? parent.height * 0.42 : (parent.height - height) / 2

        Column {
            id: column

            anchors.centerIn: parent
            spacing: Theme.gap
            width: parent.width - 2 * Theme.margin

            Words {
                id: title

                font.weight: Font.Bold
                horizontalAlignment: Text.AlignHCenter
                size: 52
                text: qsTr("Are you still here?")
                width: parent.width
            }

            Words {
                color: Theme.inkSoft
                font.features: {
                    "tnum": 1
                }
                horizontalAlignment: Text.AlignHCenter
                size: 32
                text: qsTr("Back to the start in %n seconds", "", question.secondsLeft)
                width: parent.width
            }

            TouchButton {
                height: Math.max(implicitHeight, 140 * Theme.u)
                kind: "primary"
                objectName: "stay"
                size: 38
                text: qsTr("Yes, I am here")
                width: parent.width

                onChosen: question.stayChosen()
            }

            TouchButton {
                objectName: "leave"
                text: qsTr("Start over")
                width: parent.width

                onChosen: question.leaveChosen()
            }
        }
    }
}
