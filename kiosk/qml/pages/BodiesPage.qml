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
    required property BookingScreen booking
    required property RouteScreen route

    explanation: booking.isKept ? qsTr("Your booking cannot be checked now. Choose what you have booked: it counts once the connection is back.") : qsTr("Then you will choose the service you need.")
    title: qsTr("Choose an institution")

    Beginnings {
        id: beginnings

        anchors.bottom: parent.bottom
        booking: page.booking
        route: page.route
        width: parent.width
    }

    TileList {
        id: list

        anchors.bottom: beginnings.top
        anchors.bottomMargin: beginnings.visible ? Theme.gap : 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        columns: Theme.isLargeText ? 1 : Theme.isPortrait || !beginnings.visible ? 2 : 3
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
                // A long name needs the room of its badge where the tile is low and narrow.
                letters: list.columns === 3 && height < 225 * Theme.u ? "" : cell.initials
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
