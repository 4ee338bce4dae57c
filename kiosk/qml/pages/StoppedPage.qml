import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// The whole hall has stopped: why, and whom to ask.
KioskPage {
    id: page

    required property HallScreen hall

    title: qsTr("No numbers are given out now")

    Column {
        spacing: Theme.gap
        width: parent.width

        Banner {
            objectName: "stop-reason"
            size: 38
            text: page.hall.standingReason !== "" ? page.hall.standingReason : qsTr("Reception has stopped.")
            width: parent.width
        }

        Words {
            font.weight: Font.DemiBold
            objectName: "stop-advice"
            size: 36
            text: qsTr("Please ask the hall's staff what to do. Who has a number keeps his place.")
            width: parent.width
        }
    }
}
