import QtQuick
import ".."

// One line of news that the visitor should know before going on.
Rectangle {
    id: banner

    property string text: ""
    property real size: 28

    Accessible.name: text
    Accessible.role: Accessible.AlertMessage
    border.color: Theme.warningEdge
    border.width: Theme.edge
    color: Theme.warning
    implicitHeight: visible ? words.implicitHeight + 36 * Theme.u : 0
    radius: Theme.radius * 0.7
    visible: text !== ""

    Rectangle {
        id: mark

        anchors.left: parent.left
        anchors.leftMargin: 24 * Theme.u
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.warningEdge
        height: 48 * Theme.u
        radius: height / 2
        width: height

        Words {
            anchors.centerIn: parent
            Accessible.ignored: true
            color: Theme.isHighContrast ? "#000000" : "#ffffff"
            font.weight: Font.Bold
            isFixed: true
            size: 32
            text: "!"
        }
    }

    Words {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: 20 * Theme.u
        anchors.right: parent.right
        anchors.rightMargin: 24 * Theme.u
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.warningInk
        font.weight: Font.DemiBold
        size: banner.size
        text: banner.text
    }
}
