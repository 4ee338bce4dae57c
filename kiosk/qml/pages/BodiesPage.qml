pragma ComponentBehavior: Bound

import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// Which body the visitor has come to see.
KioskPage {
    id: page

    required property VisitScreen visit
    required property OfferScreen offer

    explanation: qsTr("Then you will choose the service you need.")
    title: qsTr("Choose an institution")

    TileList {
        anchors.fill: parent
        columns: Theme.isLargeText ? 1 : 2
        leastTileHeight: (Theme.isLargeText ? 190 : 200) * Theme.u
        model: page.offer.bodies

        delegate: Item {
            id: cell

            required property int index
            required property string key
            required property string name
            required property string initials
            required property int waiting

            height: GridView.view.cellHeight
            width: GridView.view.cellWidth

            Tile {
                height: parent.height - Theme.gap
                letters: cell.initials
                objectName: "body-" + cell.key
                standing: cell.waiting < 0 ? "" : cell.waiting === 0 ? qsTr("Nobody is waiting") : qsTr("%n people are waiting", "", cell.waiting)
                text: cell.name
                tone: cell.index
                width: parent.width - Theme.gap

                onChosen: page.visit.chooseBody(cell.key)
            }
        }
    }
}
