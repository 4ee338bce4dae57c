import QtQuick
import ".."

// A thing to choose: badge, name, and a line on how it stands there.
Touchable {
    id: tile

    property string letters: ""
    property int tone: 0
    property string standing: ""
    property bool isMuted: false
    readonly property bool isUpright: letters !== "" && height > 190 * Theme.u && width < 620 * Theme.u

    Accessible.name: standing === "" ? text : text + ", " + standing
    leftPadding: 26 * Theme.u
    rightPadding: 26 * Theme.u
    topPadding: 20 * Theme.u
    bottomPadding: 20 * Theme.u

    background: Rectangle {
        border.color: Theme.tileEdge
        border.width: Theme.edge
        color: tile.pressed ? Theme.tilePressed : Theme.tile
        radius: Theme.radius
    }
    contentItem: Item {
        Badge {
            id: badge

            height: tile.isUpright ? 76 * Theme.u : 92 * Theme.u
            letters: tile.letters
            tone: tile.tone
            visible: tile.letters !== ""
            y: tile.isUpright ? 0 : (parent.height - height) / 2
        }

        Words {
            id: name

            anchors.bottom: tile.isUpright || !standing.visible ? parent.bottom : standing.top
            anchors.bottomMargin: tile.isUpright || !standing.visible ? 0 : 6 * Theme.u
            anchors.left: parent.left
            anchors.leftMargin: tile.isUpright || !badge.visible ? 0 : badge.width + 28 * Theme.u
            anchors.right: parent.right
            anchors.top: tile.isUpright ? badge.bottom : parent.top
            anchors.topMargin: tile.isUpright ? 12 * Theme.u : 0
            font.weight: Font.DemiBold
            fontSizeMode: Text.Fit
            lineHeight: 1
            minimumPixelSize: Theme.text(25)
            size: 35
            text: tile.text
            verticalAlignment: tile.isUpright ? Text.AlignTop : Text.AlignVCenter
        }

        Words {
            id: standing

            color: tile.isMuted ? Theme.warningInk : Theme.inkSoft
            font.features: {
                "tnum": 1
            }
            size: tile.isUpright ? 27 : 29
            text: tile.standing
            visible: text !== ""
            width: parent.width - x
            x: tile.isUpright ? badge.width + 20 * Theme.u : name.x
            y: tile.isUpright ? (badge.height - height) / 2 : parent.height - height
        }
    }
}
