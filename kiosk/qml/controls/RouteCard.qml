import QtQuick
import ".."
import Kezek.Kiosk

// Where to go and when, and the paper that says so.
Rectangle {
    id: card

    required property HallScreen hall
    required property RouteScreen route

    border.color: Theme.tileEdge
    border.width: Theme.edge
    color: Theme.tile
    height: column.implicitHeight + 1.4 * Theme.margin
    radius: Theme.radius

    Column {
        id: column

        anchors.centerIn: parent
        spacing: 14 * Theme.u
        width: parent.width - 2 * Theme.margin

        Words {
            objectName: "receiving-office"
            size: 36
            text: qsTr("Received by: %1").arg(card.route.office)
            visible: card.route.office !== ""
            width: parent.width
        }

        Words {
            font.features: {
                "tnum": 1
            }
            font.weight: Font.DemiBold
            objectName: "next-opening"
            size: 36
            text: card.route.nextDay === "" ? qsTr("Next reception: %1").arg(card.route.nextTime) : qsTr("Next reception: %1, %2").arg(card.route.nextDay).arg(card.route.nextTime)
            visible: card.route.nextTime !== ""
            width: parent.width
        }

        Words {
            color: Theme.inkSoft
            size: 30
            text: qsTr("Please go here:")
            visible: card.route.where !== ""
            width: parent.width
        }

        Words {
            font.weight: Font.DemiBold
            objectName: "where"
            size: 38
            text: card.route.where
            visible: text !== ""
            width: parent.width
        }

        Words {
            color: Theme.inkSoft
            font.weight: Font.DemiBold
            objectName: "route-paper"
            size: 30
            text: card.hall.paperProblem === "none" ? "↓  " + qsTr("Take the paper from the printer.") : qsTr("No paper now: please remember what stands here.")
            visible: card.route.isOnPaper && card.hall.hasPrinter
            width: parent.width
        }

        TouchButton {
            objectName: "print-route"
            text: qsTr("Print this")
            visible: !card.route.isOnPaper && card.hall.hasPrinter && card.hall.paperProblem === "none"
            width: parent.width

            onChosen: card.route.print()
        }
    }
}
