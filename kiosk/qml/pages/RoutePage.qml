import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// Where the visitor's matter is received, as it stands on the paper too.
KioskPage {
    id: page

    required property VisitScreen visit
    required property HallScreen hall
    required property RouteScreen route

    explanation: route.matter
    title: qsTr("Not received here")

    Column {
        spacing: Theme.gap
        width: parent.width

        RouteCard {
            hall: page.hall
            route: page.route
            width: parent.width
        }

        TouchButton {
            height: Math.max(implicitHeight, 140 * Theme.u)
            kind: "primary"
            objectName: "done"
            size: 36
            text: qsTr("Done")
            width: parent.width

            onChosen: page.visit.startOver()
        }
    }
}
