import QtQuick
import ".."

// A button with words on it; `kind` is plain, primary or accent.
Touchable {
    id: button

    property string kind: "plain"
    property string sign: ""
    property real size: 30
    readonly property bool isSolid: kind !== "plain"

    implicitHeight: Math.max(Theme.target, label.implicitHeight + 2 * topPadding)
    leftPadding: 20 * Theme.u
    rightPadding: 20 * Theme.u
    topPadding: 14 * Theme.u
    bottomPadding: 14 * Theme.u

    background: Rectangle {
        border.color: button.kind === "accent" ? Theme.accentEdge : button.isSolid ? Theme.primary : Theme.tileEdge
        border.width: Theme.edge
        color: {
            if (button.kind === "accent")
                return button.pressed ? Theme.accentPressed : Theme.accent;
            if (button.kind === "primary")
                return button.pressed ? Theme.primaryPressed : Theme.primary;
            return button.pressed ? Theme.tilePressed : Theme.tile;
        }
        radius: Theme.radius * 0.8
    }
    contentItem: Item {
        Words {
            id: label

            anchors.centerIn: parent
            color: button.kind === "accent" ? Theme.accentInk : button.isSolid ? Theme.primaryInk : Theme.ink
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            size: button.size
            text: button.sign === "" ? button.text : button.sign + "  " + button.text
            width: button.availableWidth
        }
    }
}
