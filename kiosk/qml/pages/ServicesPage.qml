pragma ComponentBehavior: Bound

import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// Which service of the body, and how many wait for each.
KioskPage {
    id: page

    required property VisitScreen visit
    required property HallScreen hall
    required property OfferScreen offer

    function standingOf(isOpen: bool, waiting: int, opensAt: string, opensDay: string): string {
        if (isOpen && waiting < 0)
            return "";
        if (isOpen)
            return waiting === 0 ? qsTr("Nobody is waiting") : qsTr("%n people are waiting", "", waiting);
        if (opensAt === "")
            return qsTr("No reception now");
        if (opensDay === "")
            return qsTr("No reception now. Next: %1").arg(opensAt);
        return qsTr("No reception now. Next: %1, %2").arg(opensDay).arg(opensAt);
    }

    explanation: hall.bodyName
    title: qsTr("Choose a service")

    TileList {
        anchors.fill: parent
        leastTileHeight: (Theme.isLargeText ? 200 : 156) * Theme.u
        greatestTileHeight: 230 * Theme.u
        model: page.offer.services

        delegate: Item {
            id: cell

            required property int index
            required property string key
            required property string name
            required property int waiting
            required property bool isOpen
            required property string opensAt
            required property string opensDay

            height: GridView.view.cellHeight
            width: GridView.view.cellWidth

            Tile {
                height: parent.height - Theme.gap
                isMuted: !cell.isOpen
                objectName: "service-" + cell.key
                standing: page.standingOf(cell.isOpen, cell.waiting, cell.opensAt, cell.opensDay)
                text: cell.name
                tone: cell.index
                width: parent.width - Theme.gap

                onChosen: page.visit.chooseService(cell.key)
            }
        }
    }
}
