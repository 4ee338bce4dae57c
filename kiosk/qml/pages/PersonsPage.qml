import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// How many come together: one at first, as most do.
KioskPage {
    id: page

    required property VisitScreen visit
    required property HallScreen hall

    explanation: qsTr("You get one number for all of you and go to the desk together.")
    title: qsTr("How many of you are there?")

    Column {
        spacing: Theme.gap
        width: parent.width

        Rectangle {
            border.color: Theme.tileEdge
            border.width: Theme.edge
            color: Theme.tile
            height: Math.min(360 * Theme.u, page.height - next.height - Theme.gap)
            radius: Theme.radius
            width: parent.width

            TouchButton {
                id: fewer

                Accessible.name: qsTr("One less")
                anchors.left: parent.left
                anchors.leftMargin: Theme.margin
                anchors.verticalCenter: parent.verticalCenter
                enabled: page.visit.persons > 1
                height: Math.min(220 * Theme.u, parent.height - Theme.margin)
                objectName: "persons-fewer"
                opacity: enabled ? 1 : 0.35
                size: 110
                text: "−"
                width: height

                onChosen: page.visit.stepPersons(-1)
            }

            Words {
                Accessible.name: text
                anchors.left: fewer.right
                anchors.right: more.left
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.isHighContrast ? "#ffe600" : Theme.panel
                font.features: {
                    "tnum": 1
                }
                font.weight: Font.Bold
                horizontalAlignment: Text.AlignHCenter
                isFixed: true
                objectName: "persons"
                size: 190
                text: page.visit.persons
            }

            TouchButton {
                id: more

                Accessible.name: qsTr("One more")
                anchors.right: parent.right
                anchors.rightMargin: Theme.margin
                anchors.verticalCenter: parent.verticalCenter
                enabled: page.visit.persons < page.visit.mostPersons
                height: fewer.height
                objectName: "persons-more"
                opacity: enabled ? 1 : 0.35
                size: 110
                text: "+"
                width: height

                onChosen: page.visit.stepPersons(1)
            }
        }

        TouchButton {
            id: next

            height: Math.max(implicitHeight, 150 * Theme.u)
            kind: "primary"
            objectName: "persons-next"
            size: 38
            text: page.visit.persons === 1 ? qsTr("Only me: continue") : qsTr("We are %n persons: continue", "", page.visit.persons)
            width: parent.width

            onChosen: page.visit.answerPersons()
        }
    }
}
