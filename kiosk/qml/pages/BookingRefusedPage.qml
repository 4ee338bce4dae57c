import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// The booking holds not, or not now: why, and what to do next.
KioskPage {
    id: page

    required property VisitScreen visit
    required property BookingScreen booking

    readonly property bool isUnknown: visit.trouble === "unknown-booking"

    function words(code: string): string {
        switch (code) {
        case "unknown-booking":
            return qsTr("No booking of today has this code. Please compare the digits with your message, or ask the hall's staff.");
        case "booking-used":
            return page.booking.number === "" ? qsTr("A number was given out for this booking already. If you do not have it, ask the hall's staff.") : qsTr("A number was given out for this booking already: %1. If you do not have it, ask the hall's staff.").arg(page.booking.number);
        case "booking-lapsed":
            return qsTr("The time of your booking is over. You can take a number for the same service now.");
        case "booking-cancelled":
            return qsTr("This booking was cancelled. You can take a number for the same service now.");
        case "booking-other-day":
            return page.booking.slot === "" ? qsTr("Your booking is for another day.") : qsTr("Your booking is for another day: %1. Please come then.").arg(page.booking.slot);
        default:
            return qsTr("You cannot be checked in now. Please ask the hall's staff.");
        }
    }

    explanation: page.booking.serviceInstead
    title: isUnknown ? qsTr("Code not found") : qsTr("The booking cannot be used now")

    Column {
        spacing: Theme.gap
        width: parent.width

        Banner {
            objectName: "booking-refusal"
            size: 34
            text: page.words(page.visit.trouble)
            width: parent.width
        }

        TouchButton {
            height: Math.max(implicitHeight, 150 * Theme.u)
            kind: "primary"
            objectName: "number-instead"
            size: 38
            text: qsTr("Take a number now")
            visible: ["booking-lapsed", "booking-cancelled"].includes(page.visit.trouble) && page.booking.serviceInstead !== ""
            width: parent.width

            onChosen: page.booking.takeNumber()
        }

        TouchButton {
            height: Math.max(implicitHeight, 150 * Theme.u)
            kind: page.isUnknown ? "primary" : "plain"
            objectName: "code-again"
            size: 36
            text: qsTr("Enter the code again")
            width: parent.width

            onChosen: page.visit.goBack()
        }

        TouchButton {
            height: Math.max(implicitHeight, 150 * Theme.u)
            objectName: "without-booking"
            size: 36
            text: qsTr("Go on without a booking")
            width: parent.width

            onChosen: page.visit.leaveBooking()
        }
    }
}
