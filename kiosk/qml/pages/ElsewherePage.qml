pragma ComponentBehavior: Bound

import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// What this hall does not receive at all; who touches his matter learns where to go.
KioskPage {
    id: page

    required property OfferScreen offer
    required property RouteScreen route

    explanation: qsTr("These matters are received elsewhere. You will get a paper with the address.")
    title: qsTr("Choose your matter")

    TileList {
        anchors.fill: parent
        greatestTileHeight: 230 * Theme.u
        leastTileHeight: (Theme.isLargeText ? 190 : 150) * Theme.u
        model: page.offer.matters

        delegate: Item {
            id: cell

            required property int index
            required property string key
            required property string name

            height: GridView.view.cellHeight
            width: GridView.view.cellWidth

            Tile {
                height: parent.height - Theme.gap
                objectName: "matter-" + cell.key
                text: cell.name
                tone: cell.index
                width: parent.width - Theme.gap

                onChosen: page.route.choose(cell.key)
            }
        }
    }
}
