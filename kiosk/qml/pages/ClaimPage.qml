pragma ComponentBehavior: Bound

import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// Whether a law lets the visitor be received first; most touch "no".
KioskPage {
    id: page

    required property VisitScreen visit
    required property HallScreen hall
    required property OfferScreen offer

    readonly property bool isRoomy: Theme.isLargeText && Theme.isPortrait

    explanation: qsTr("The official will ask for the document. Without it: the ordinary queue, by the time you came.")
    title: qsTr("Does the law let you be received first?")

    TouchButton {
        id: none

        height: Math.max(implicitHeight, 150 * Theme.u)
        kind: "primary"
        objectName: "claim-none"
        size: 38
        text: qsTr("No, ordinary queue")
        width: parent.width

        onChosen: page.visit.claimNothing()
    }

    Words {
        id: or

        anchors.top: none.bottom
        anchors.topMargin: Theme.gap
        color: Theme.inkSoft
        font.weight: Font.DemiBold
        size: 28
        text: qsTr("Yes, I am one of these:")
        width: parent.width
    }

    TileList {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: or.bottom
        anchors.topMargin: 16 * Theme.u
        greatestTileHeight: (page.isRoomy ? 270 : 220) * Theme.u
        leastTileHeight: (page.isRoomy ? 240 : Theme.isLargeText ? 158 : 140) * Theme.u
        model: page.offer.categories

        delegate: Item {
            id: cell

            required property int index
            required property string key
            required property string name
            required property string law

            height: GridView.view.cellHeight
            width: GridView.view.cellWidth

            Tile {
                height: parent.height - Theme.gap
                objectName: "claim-" + cell.key
                // Large words need the room of a low page more than the name of the law.
                standing: Theme.isLargeText && !page.isRoomy ? "" : cell.law
                text: cell.name
                tone: cell.index
                width: parent.width - Theme.gap

                onChosen: page.visit.claim(cell.key)
            }
        }
    }
}
