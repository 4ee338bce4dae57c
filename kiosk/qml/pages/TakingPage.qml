import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// The number is being fetched; says so when it takes long.
KioskPage {
    id: page

    required property VisitScreen visit
    required property HallScreen hall

    explanation: hall.serviceName
    title: qsTr("One moment, please")

    Row {
        id: dots

        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 36 * Theme.u
        y: parent.height * 0.24

        Repeater {
            model: 3

            Rectangle {
                id: dot

                required property int index

                color: Theme.primary
                height: 56 * Theme.u
                radius: height / 2
                width: height

                SequentialAnimation on opacity {
                    loops: Animation.Infinite

                    PauseAnimation {
                        duration: dot.index * 180
                    }

                    NumberAnimation {
                        duration: 320
                        from: 1
                        to: 0.25
                    }

                    NumberAnimation {
                        duration: 320
                        from: 0.25
                        to: 1
                    }

                    PauseAnimation {
                        duration: (2 - dot.index) * 180
                    }
                }
            }
        }
    }

    Words {
        anchors.top: dots.bottom
        anchors.topMargin: 64 * Theme.u
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        objectName: "slow"
        size: 38
        text: page.hall.isConnected ? qsTr("It takes longer than usual. Your request is not lost.") : qsTr("The connection is being restored. Your request is not lost.")
        visible: page.visit.isSlow
        width: parent.width
    }
}
