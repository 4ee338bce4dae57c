pragma ComponentBehavior: Bound

import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// The number, huge, and what became of the paper.
KioskPage {
    id: page

    required property VisitScreen visit
    required property HallScreen hall
    required property TicketScreen ticket

    readonly property bool isAsking: ticket.paper === "unknown"
    readonly property bool isDoubtful: ticket.paper === "printing" && hall.paperProblem !== "none"
    readonly property bool isReadyAgain: ticket.canPrintAgain && hall.paperProblem === "none"
    readonly property bool hasNoPaper: ["none", "refused", "broken", "drawn-back"].includes(ticket.paper)

    function reason(problem: string): string {
        if (problem === "paper-out")
            return qsTr("The printer is out of paper.");
        if (problem === "cover-open")
            return qsTr("The printer's cover is open.");
        return qsTr("The printer does not work.");
    }

    function paperWords(paper: string): string {
        switch (paper) {
        case "printing":
            return page.isDoubtful ? page.reason(page.hall.paperProblem) + " " + qsTr("Please remember your number: it is in the queue.") : qsTr("Your ticket is being printed…");
        case "printed":
        case "unsure":
        case "held-out":
            return qsTr("Please take your ticket");
        case "taken":
            return qsTr("You have taken your ticket");
        case "unknown":
            return qsTr("Did the ticket come out?");
        case "none":
            return qsTr("Please remember your number");
        case "drawn-back":
            return qsTr("Nobody took the ticket and the printer drew it back.") + " " + qsTr("Please remember your number: it is in the queue.");
        default:
            if (page.isReadyAgain)
                return qsTr("The printer works again: you can print your ticket now.");
            return page.reason(page.ticket.problem) + " " + qsTr("Please remember your number: it is in the queue.");
        }
    }

    readonly property string claimWords: ticket.claimName === "" ? "" : qsTr("Received first by law: %1").arg(ticket.claimName)

    readonly property string waitFigures: waits.words(ticket.waitLow, ticket.waitHigh, ticket.isWaitRough)
    // Who came before the time he had booked waits from that time on.
    readonly property string waitWords: waitFigures !== "" && ticket.isEarly ? qsTr("after %2: %1").arg(waitFigures).arg(ticket.slotAt) : waitFigures
    readonly property string crowdWords: ticket.peopleAhead === 0 ? qsTr("Nobody is ahead of you") : qsTr("%n people are ahead of you", "", ticket.peopleAhead)
    readonly property string bookedWords: ticket.isLate ? qsTr("The time of your booking, %1, is over: your place is by the time you came").arg(ticket.slotAt) : qsTr("You have booked for %1").arg(ticket.slotAt)
    readonly property string placeWords: (ticket.slotAt === "" ? crowdWords : bookedWords) + (waitWords === "" ? "" : " · " + waitWords)
    readonly property string whoWords: ticket.persons > 1 ? ticket.serviceName + "\n" + qsTr("For %n persons", "", ticket.persons) : ticket.serviceName

    // In large text the number needs the room of the claim, which moves up beside the service.
    explanation: Theme.isLargeText && claimWords !== "" ? whoWords + "\n" + claimWords : whoWords
    title: qsTr("Your number")

    Waits {
        id: waits
    }

    Rectangle {
        id: card

        border.color: Theme.tileEdge
        border.width: Theme.edge
        color: Theme.tile
        height: parent.height - actions.height - Theme.gap
        radius: Theme.radius
        width: parent.width

        Rectangle {
            color: Theme.accent
            height: 14 * Theme.u
            radius: height / 2
            width: 200 * Theme.u
            x: Theme.margin
            y: 28 * Theme.u
        }

        Words {
            id: number

            Accessible.name: text
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.top: parent.top
            anchors.topMargin: 44 * Theme.u
            color: Theme.isHighContrast ? "#ffe600" : Theme.panel
            font.features: {
                "tnum": 1
            }
            font.weight: Font.Bold
            fontSizeMode: Text.Fit
            height: Math.max(160 * Theme.u, parent.height - facts.height - 100 * Theme.u)
            horizontalAlignment: Text.AlignHCenter
            isFixed: true
            lineHeight: 1
            minimumPixelSize: Theme.plain(90)
            objectName: "ticket-number"
            renderType: Text.CurveRendering
            size: 340
            text: page.ticket.number
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.NoWrap
        }

        Column {
            id: facts

            anchors.bottom: parent.bottom
            anchors.bottomMargin: 28 * Theme.u
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            spacing: 14 * Theme.u

            Words {
                font.features: {
                    "tnum": 1
                }
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                objectName: page.ticket.isWithoutServer ? "came-at" : "people-ahead"
                size: 36
                text: page.ticket.isWithoutServer ? (page.ticket.cameAt === "" ? "" : qsTr("Registered at %1").arg(page.ticket.cameAt)) : page.placeWords
                visible: text !== ""
                width: parent.width
            }

            Words {
                horizontalAlignment: Text.AlignHCenter
                objectName: "what-to-do"
                size: page.ticket.isWithoutServer && Theme.isLargeText ? 27 : 34
                text: page.ticket.isWithoutServer ? (page.ticket.cameAt === "" ? qsTr("The connection is being restored. You keep your place by this number. Please listen for it.") : qsTr("The connection is being restored. You keep your place by this time. Please listen for your number.")) : qsTr("Please wait in the hall: the board will show your number and a voice will call it.")
                width: parent.width
            }

            Words {
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                objectName: "claim"
                size: 28
                text: page.claimWords
                visible: text !== "" && !Theme.isLargeText
                width: parent.width
            }

            Rectangle {
                id: strip

                readonly property bool isWarning: page.hasNoPaper || page.isAsking || page.isDoubtful
                readonly property bool isGlad: ["printed", "unsure", "held-out", "taken"].includes(page.ticket.paper)

                Accessible.name: words.text
                Accessible.role: Accessible.AlertMessage
                border.color: Theme.warningEdge
                border.width: isWarning ? Theme.edge : 0
                color: isWarning ? Theme.warning : isGlad ? Theme.primary : "transparent"
                height: words.implicitHeight + 32 * Theme.u
                objectName: "paper-" + page.ticket.paper
                radius: Theme.radius * 0.7
                width: parent.width

                Words {
                    id: words

                    anchors.centerIn: parent
                    color: strip.isWarning ? Theme.warningInk : strip.isGlad ? Theme.primaryInk : Theme.inkSoft
                    font.weight: Font.DemiBold
                    horizontalAlignment: Text.AlignHCenter
                    objectName: "paper-words"
                    size: 34
                    text: strip.isGlad && page.ticket.paper !== "taken" ? "↓  " + page.paperWords(page.ticket.paper) : page.paperWords(page.ticket.paper)
                    width: parent.width - 48 * Theme.u
                }
            }
        }
    }

    Row {
        id: actions

        readonly property int shown: (no.visible ? 1 : 0) + (again.visible ? 1 : 0) + 1
        readonly property real share: (width - (shown - 1) * spacing) / shown

        anchors.bottom: parent.bottom
        height: Math.max(140 * Theme.u, done.implicitHeight, again.visible ? again.implicitHeight : 0, no.visible ? no.implicitHeight : 0)
        spacing: Theme.gap
        width: parent.width

        TouchButton {
            id: no

            height: parent.height
            objectName: "paper-no"
            size: 34
            text: page.isAsking ? qsTr("No, it did not") : qsTr("It did not come out")
            visible: page.isAsking || page.ticket.paper === "unsure"
            width: parent.share

            onChosen: page.visit.answerPaper(false)
        }

        TouchButton {
            id: again

            height: parent.height
            kind: page.hall.paperProblem === "none" ? "accent" : "plain"
            objectName: "print-again"
            size: 34
            text: qsTr("Print the ticket")
            visible: page.ticket.canPrintAgain
            width: parent.share

            onChosen: page.visit.printAgain()
        }

        TouchButton {
            id: done

            height: parent.height
            // Nobody is sent off while paper may still come, or past the offer to print it.
            kind: strip.isWarning && !page.isReadyAgain ? "primary" : "plain"
            objectName: page.isAsking ? "paper-yes" : "done"
            size: 34
            text: page.isAsking ? qsTr("Yes, it did") : page.hasNoPaper ? qsTr("I have noted it") : page.ticket.paper === "printing" ? qsTr("Done") : qsTr("I have it")
            width: parent.share

            onChosen: page.isAsking ? page.visit.answerPaper(true) : page.visit.startOver()
        }
    }
}
