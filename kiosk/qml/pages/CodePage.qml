pragma ComponentBehavior: Bound

import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// The six digits of a booking, typed on keys as large as tiles.
KioskPage {
    id: page

    required property BookingScreen booking

    explanation: qsTr("The six digits that you were given when you booked.")
    title: qsTr("Enter the code of your booking")

    Row {
        id: boxes

        readonly property real box: Math.min(130 * Theme.u, (width - (page.booking.length - 1) * spacing) / page.booking.length)

        Accessible.name: page.booking.digits
        Accessible.role: Accessible.EditableText
        objectName: "code"
        spacing: 16 * Theme.u
        width: parent.width
        x: (parent.width - page.booking.length * box - (page.booking.length - 1) * spacing) / 2

        Repeater {
            model: page.booking.length

            Rectangle {
                id: box

                required property int index

                readonly property bool isNext: index === page.booking.digits.length

                border.color: isNext ? Theme.accentEdge : Theme.tileEdge
                border.width: isNext ? 2 * Theme.edge : Theme.edge
                color: Theme.tile
                height: boxes.box
                radius: Theme.radius * 0.7
                width: boxes.box

                Words {
                    Accessible.ignored: true
                    anchors.centerIn: parent
                    font.features: {
                        "tnum": 1
                    }
                    font.weight: Font.Bold
                    isFixed: true
                    size: 84
                    text: page.booking.digits.charAt(box.index)
                }
            }
        }
    }

    NumberPad {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        height: Math.min(760 * Theme.u, parent.height - boxes.box - Theme.gap)
        isEmpty: page.booking.digits === ""
        isWhole: page.booking.isWhole
        width: Math.min(parent.width, 900 * Theme.u)

        onEntered: page.booking.enter()
        onTakenBack: page.booking.takeBack()
        onTyped: digit => page.booking.type(digit)
    }
}
