import QtQuick
import ".."

// The hall's notice, language after language; it moves only when it is longer than the line.
Rectangle {
    id: root

    property list<string> notices: []
    property int turn: 0
    readonly property bool isMoving: notice.implicitWidth > frame.width
    readonly property real speed: 150 * Theme.unit

    function next(): void {
        turn = (turn + 1) % Math.max(1, notices.length);
        if (isMoving)
            moving.restart();
    }

    implicitHeight: notices.length > 0 ? 72 * Theme.unit : 0
    visible: notices.length > 0
    color: Theme.flash

    onIsMovingChanged: if (!isMoving)
        notice.x = 0

    Item {
        id: frame

        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        clip: true

        Text {
            id: notice

            objectName: "notice"
            height: parent.height
            verticalAlignment: Text.AlignVCenter
            text: root.notices.length > 0 ? root.notices[root.turn % root.notices.length] : ""
            textFormat: Text.PlainText
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: 36 * Theme.unit
            font.weight: Font.DemiBold
        }
    }

    SequentialAnimation {
        id: moving

        running: root.isMoving && root.visible

        PropertyAction {
            target: notice
            property: "x"
            value: 0
        }

        PauseAnimation {
            duration: 2500
        }

        NumberAnimation {
            target: notice
            property: "x"
            from: 0
            to: -notice.implicitWidth
            duration: Math.max(1, notice.implicitWidth / root.speed * 1000)
        }

        onFinished: root.next()
    }

    Timer {
        interval: 10000
        repeat: true
        running: root.notices.length > 1 && !root.isMoving
        onTriggered: root.next()
    }
}
