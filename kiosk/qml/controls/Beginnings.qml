import QtQuick
import ".."
import Kezek.Kiosk

// Below the first choice: for who has booked, and for whose matter is not in the list.
Row {
    id: row

    required property BookingScreen booking
    required property RouteScreen route
    readonly property int shown: (booked.visible ? 1 : 0) + (other.visible ? 1 : 0)
    readonly property real share: (width - Math.max(0, shown - 1) * spacing) / Math.max(1, shown)

    height: visible ? Math.max(Theme.target, booked.implicitHeight, other.implicitHeight) : 0
    spacing: Theme.gap
    visible: shown > 0

    TouchButton {
        id: booked

        height: row.height
        kind: "primary"
        objectName: "booking"
        text: qsTr("I have booked a time")
        visible: row.booking.isOffered
        width: row.share

        onChosen: row.booking.begin()
    }

    TouchButton {
        id: other

        height: row.height
        objectName: "elsewhere"
        text: qsTr("My matter is not in this list")
        visible: row.route.isOffered
        width: row.share

        onChosen: row.route.begin()
    }
}
