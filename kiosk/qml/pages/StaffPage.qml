pragma ComponentBehavior: Bound

import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// How the printer stands and what the staff may do with it; nothing of any visitor.
KioskPage {
    id: page

    required property HallScreen hall
    required property StaffScreen staff

    readonly property bool isWell: staff.problem === "none" || staff.problem === "paper-near-end"

    readonly property string stateWords: {
        if (!staff.hasPrinter)
            return qsTr("This kiosk has no printer: numbers stand on the screen only.");
        switch (staff.problem) {
        case "none":
            return qsTr("The printer is ready.");
        case "paper-near-end":
            return qsTr("The printer is ready. Its paper is near its end: have a new roll at hand.");
        case "paper-out":
            return qsTr("The printer is out of paper.");
        case "cover-open":
            return qsTr("The printer's cover is open.");
        case "cutter":
            return qsTr("The printer's knife is stuck.");
        case "overheated":
            return qsTr("The printer is too hot. It goes on by itself.");
        case "unreachable":
            return qsTr("The printer cannot be reached. Look at its cable and its power.");
        case "no-answer":
            return qsTr("The printer does not answer.");
        default:
            return qsTr("The printer reports an error.");
        }
    }

    readonly property string paperWords: {
        const printed = Math.round(staff.rollMetres);
        if (staff.rollMetres < 0)
            return "";
        if (staff.metresLeft < 0)
            return qsTr("%n metres were printed on this roll.", "", printed);
        return qsTr("About %n metres of paper are left.", "", Math.round(staff.metresLeft));
    }

    readonly property string unitWords: {
        switch (staff.evidence) {
        case "process-id":
        case "paper-sensor":
            return qsTr("It proves of each ticket that it came out.");
        case "status-only":
            return qsTr("It tells how it is, not whether a ticket came out.");
        case "nothing":
            return qsTr("It tells nothing: visitors are asked whether their tickets came out.");
        default:
            return "";
        }
    }

    readonly property string testWords: {
        switch (staff.test) {
        case "none":
            return "";
        case "printing":
            return qsTr("The test ticket is being printed…");
        case "confirmed":
            return qsTr("The test ticket came out.");
        case "rejected-before-send":
        case "failed-known":
            return qsTr("The test ticket did not come out.");
        default:
            return qsTr("Nobody can tell whether the test ticket came out. Please look.");
        }
    }

    readonly property list<string> facts: [page.paperWords, staff.model === "" ? "" : staff.probedOn === "" ? staff.model : qsTr("%1, asked what it can do on %2").arg(staff.model).arg(staff.probedOn), page.unitWords, staff.hasLogo ? qsTr("The hall's logo is stored in it.") : "", staff.drawnBack > 0 ? qsTr("%n tickets were not taken and were drawn back.", "", staff.drawnBack) : "", staff.unsaid === "" ? "" : qsTr("No font here has these characters: %1").arg(staff.unsaid)].filter(words => words !== "")

    explanation: qsTr("This page closes by itself after a minute.")
    title: qsTr("For the staff: the printer")

    Rectangle {
        id: card

        border.color: Theme.tileEdge
        border.width: Theme.edge
        color: Theme.tile
        height: parent.height - actions.height - Theme.gap
        radius: Theme.radius
        width: parent.width

        Column {
            id: column

            spacing: (Theme.isLargeText ? 6 : 12) * Theme.u
            width: parent.width - 2 * Theme.margin
            x: Theme.margin
            y: 20 * Theme.u

            Banner {
                objectName: "printer-trouble"
                size: Theme.isLargeText ? 26 : 30
                text: page.isWell && page.staff.problem !== "paper-near-end" ? "" : page.stateWords
                width: parent.width
            }

            Words {
                font.weight: Font.DemiBold
                objectName: "printer-state"
                size: 34
                text: page.stateWords
                visible: page.isWell && page.staff.problem !== "paper-near-end"
                width: parent.width
            }

            Repeater {
                model: page.facts

                Words {
                    required property string modelData

                    color: Theme.inkSoft
                    objectName: "printer-fact"
                    size: Theme.isLargeText ? 22 : 27
                    text: modelData
                    width: parent.width
                }
            }

            Words {
                font.weight: Font.DemiBold
                objectName: "test-ticket"
                size: Theme.isLargeText ? 26 : 30
                text: page.testWords
                visible: text !== ""
                width: parent.width
            }
        }
    }

    Row {
        id: actions

        readonly property real share: (width - 2 * spacing) / 3

        anchors.bottom: parent.bottom
        height: Math.max(test.implicitHeight, roll.implicitHeight, probe.implicitHeight, 130 * Theme.u)
        spacing: Theme.gap
        visible: page.staff.hasPrinter
        width: parent.width

        TouchButton {
            id: roll

            height: parent.height
            objectName: "new-roll"
            size: 28
            text: qsTr("I have put in a new roll")
            width: parent.share

            onChosen: page.staff.countNewRoll()
        }

        TouchButton {
            id: probe

            height: parent.height
            objectName: "probe-printer"
            size: 28
            text: qsTr("Ask the printer anew")
            width: parent.share

            onChosen: page.staff.probe()
        }

        TouchButton {
            id: test

            enabled: page.staff.mayTest
            height: parent.height
            kind: page.staff.mayTest ? "primary" : "plain"
            objectName: "print-test"
            size: 28
            text: qsTr("Print a test ticket")
            width: parent.share

            onChosen: page.staff.printTest()
        }
    }
}
