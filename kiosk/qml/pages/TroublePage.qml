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
    readonly property bool isAlone: visit.trouble === "ask-staff"
    readonly property bool isForStaff: isAlone || ["storage-full", "storage-failed"].includes(visit.trouble)
    readonly property bool isPassing: isForStaff || ["server-unreachable", "server-busy", "unavailable", "too-many-requests"].includes(visit.trouble)

    explanation: hall.serviceName
    title: isUnreachable ? qsTr("No connection now") : qsTr("No number could be given")

    Column {
        spacing: Theme.gap
        width: parent.width

        Banner {
            objectName: "trouble"
            size: 34
            text: {
                if (page.isAlone && page.hall.clock !== "")
                    return qsTr("It is %1. Please go to the hall's staff now: they will register you by this time.").arg(page.hall.clock);
                if (page.isForStaff)
                    return qsTr("No numbers can be given out now. Please go to the hall's staff: you will not be turned away.");
                if (page.isUnreachable && page.hall.isConnected)
                    return qsTr("The connection is back. Please try again.");
                if (page.isUnreachable)
                    return qsTr("Numbers cannot be given out until the connection is restored. Please wait a little or ask the hall's staff.");
                if (page.visit.trouble === "too-many-requests")
                    return qsTr("Too many attempts from this kiosk. Please wait a minute and try again, or ask the hall's staff.");
                if (page.isPassing)
                    return qsTr("The system is busy. Please try again or ask the hall's staff.");
                return qsTr("This cannot be done now. Please choose again or ask the hall's staff.");
            }
            width: parent.width
        }

        Words {
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            objectName: "slip"
            size: 34
            text: qsTr("Take the slip from the printer and show it to the staff.")
            visible: page.isAlone && page.visit.hasSlip && page.hall.hasPrinter && page.hall.paperProblem === "none"
            width: parent.width
        }

        TouchButton {
            height: Math.max(implicitHeight, 150 * Theme.u)
            // Trying does not mend the server: the staff come first then.
            kind: page.isForStaff ? "plain" : "primary"
            objectName: "try-again"
            size: 38
            text: qsTr("Try again")
            // Each try without a server would only print one more slip.
            visible: page.visit.canTryAgain && page.isPassing && (!page.isAlone || page.hall.isConnected)
            width: parent.width

            onChosen: page.visit.tryAgain()
        }

        TouchButton {
            height: Math.max(implicitHeight, 150 * Theme.u)
            objectName: "other-service"
            size: 36
            text: qsTr("Choose another service")
            // Any service ends the same then, and would print one more slip.
            visible: !page.isAlone
            width: parent.width

            onChosen: page.visit.goBack()
        }
    }
}
