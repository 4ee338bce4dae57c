import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// No number could be given: why, and what the visitor can do.
KioskPage {
    id: page

    required property VisitScreen visit
    required property HallScreen hall

    readonly property bool isUnreachable: visit.trouble === "server-unreachable"
    readonly property bool isPassing: ["server-unreachable", "server-busy", "storage-full", "storage-failed", "unavailable"].includes(visit.trouble)

    explanation: hall.serviceName
    title: isUnreachable ? qsTr("No connection now") : qsTr("No number could be given")

    Column {
        spacing: Theme.gap
        width: parent.width

        Banner {
            text: {
                if (page.isUnreachable && page.hall.isConnected)
                    return qsTr("The connection is back. Please try again.");
                if (page.isUnreachable)
                    return qsTr("Numbers cannot be given out until the connection is restored. Please wait a little or ask the hall's staff.");
                if (page.isPassing)
                    return qsTr("The system is busy. Please try again or ask the hall's staff.");
                return qsTr("This cannot be done now. Please choose again or ask the hall's staff.");
            }
            width: parent.width
        }

        TouchButton {
            height: Math.max(implicitHeight, 150 * Theme.u)
            kind: "primary"
            objectName: "try-again"
            size: 38
            text: qsTr("Try again")
            visible: page.visit.canTryAgain && page.isPassing
            width: parent.width

            onChosen: page.visit.tryAgain()
        }

        TouchButton {
            height: Math.max(implicitHeight, 150 * Theme.u)
            objectName: "other-service"
            size: 36
            text: qsTr("Choose another service")
            width: parent.width

            onChosen: page.visit.goBack()
        }
    }
}
