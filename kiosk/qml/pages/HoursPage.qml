pragma ComponentBehavior: Bound

import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// Nobody is received now: when the hall, or the service, receives, and where to go from here.
KioskPage {
    id: page

    required property VisitScreen visit
    required property HallScreen hall
    required property OfferScreen offer
    required property RouteScreen route

    readonly property bool isOfService: visit.page === "service-closed"
    // What is said of the next reception goes before the week, where there is no room for both.
    readonly property bool hoursFit: routeCard.height + column.implicitHeight + 1.4 * Theme.margin + 2 * Theme.gap + otherService.height <= height

    explanation: isOfService ? hall.serviceName : qsTr("Numbers are given out when the day is open.")
    title: !isOfService ? qsTr("The hall is closed now") : route.isFull ? qsTr("No places are left today") : qsTr("No reception now")

    RouteCard {
        id: routeCard

        hall: page.hall
        route: page.route
        visible: page.isOfService
        width: parent.width
    }

    Rectangle {
        id: card

        anchors.top: routeCard.visible ? routeCard.bottom : parent.top
        anchors.topMargin: routeCard.visible ? Theme.gap : 0
        border.color: Theme.tileEdge
        border.width: Theme.edge
        color: Theme.tile
        height: visible ? column.implicitHeight + 1.4 * Theme.margin : 0
        radius: Theme.radius
        // A full day has nothing to do with the hours, and where to go needs the room.
        visible: !page.isOfService || (!page.route.isFull && page.route.where === "" && page.hoursFit)
        width: parent.width

        Column {
            id: column

            anchors.centerIn: parent
            spacing: 18 * Theme.u
            width: parent.width - 2 * Theme.margin

            Words {
                color: Theme.inkSoft
                font.weight: Font.DemiBold
                size: 32
                text: qsTr("Reception hours")
                width: parent.width
            }

            Repeater {
                // The list itself never changes, its rows do; the type dump does not say so.
                model: page.offer.hours // qmllint disable stale-property-read

                Flow {
                    id: line

                    required property string days
                    required property bool isRoundTheClock
                    required property string times

                    spacing: Theme.gap
                    width: column.width

                    Words {
                        font.weight: Font.DemiBold
                        size: 36
                        text: line.days
                        width: Math.min(implicitWidth, parent.width)
                    }

                    Words {
                        font.features: {
                            "tnum": 1
                        }
                        size: 36
                        text: line.isRoundTheClock ? qsTr("around the clock") : line.times !== "" ? line.times : qsTr("No reception now")
                        width: Math.min(implicitWidth, parent.width)
                    }
                }
            }
        }
    }

    TouchButton {
        id: otherService

        anchors.top: card.bottom
        anchors.topMargin: Theme.gap
        height: Math.max(implicitHeight, 140 * Theme.u)
        kind: "primary"
        objectName: "other-service"
        size: 36
        text: qsTr("Choose another service")
        visible: page.isOfService
        width: parent.width

        onChosen: page.visit.goBack()
    }
}
