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
    required property BookingScreen booking
    required property RouteScreen route

    // What is told of a service that takes visitors in, the most urgent first.
    function standingOf(untilAt: string, isTooLate: bool, waiting: int, wait: string): string {
        const told = [];
        if (isTooLate)
            told.push(qsTr("May not be received today any more"));
        else if (untilAt !== "")
            told.push(qsTr("Today only until about %1").arg(untilAt));
        if (waiting >= 0)
            told.push(waiting === 0 ? qsTr("Nobody is waiting") : qsTr("%n people are waiting", "", waiting));
        if (wait !== "")
            told.push(wait);
        return told.join(" · ");
    }

    function shutOf(isFull: bool, opensAt: string, opensDay: string): string {
        const next = opensDay === "" ? opensAt : opensDay + ", " + opensAt;
        if (isFull)
            return opensAt === "" ? qsTr("No places are left today") : qsTr("No places are left today. Next: %1").arg(next);
        return opensAt === "" ? qsTr("No reception now") : qsTr("No reception now. Next: %1").arg(next);
    }

    explanation: booking.isKept ? qsTr("Your booking cannot be checked now. Choose what you have booked: it counts once the connection is back.") : hall.bodyName
    title: qsTr("Choose a service")

    Waits {
        id: waits
    }

    Beginnings {
        id: beginnings

        anchors.bottom: parent.bottom
        booking: page.booking
        route: page.route
        visible: page.visit.isAtBeginning && shown > 0
        width: parent.width
    }

    TileList {
        anchors.bottom: beginnings.top
        anchors.bottomMargin: beginnings.visible ? Theme.gap : 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        leastTileHeight: (Theme.isLargeText ? 200 : 156) * Theme.u
        greatestTileHeight: 230 * Theme.u
        model: page.offer.services

        delegate: Item {
            id: cell

            required property int index
            required property string key
            required property string name
            required property int waiting
            required property string reception
            required property string opensAt
            required property string opensDay
            required property string untilAt
            required property bool isTooLate
            required property int waitLow
            required property int waitHigh
            required property bool isRough

            readonly property bool isShut: cell.reception === "closed" || cell.reception === "full"

            height: GridView.view.cellHeight
            width: GridView.view.cellWidth

            Tile {
                height: parent.height - Theme.gap
                isMuted: cell.isShut
                objectName: "service-" + cell.key
                standing: cell.isShut ? page.shutOf(cell.reception === "full", cell.opensAt, cell.opensDay) : page.standingOf(cell.untilAt, cell.isTooLate, cell.waiting, waits.words(cell.waitLow, cell.waitHigh, cell.isRough))
                text: cell.name
                tone: cell.index
                width: parent.width - Theme.gap

                onChosen: page.visit.chooseService(cell.key)
            }
        }
    }
}
