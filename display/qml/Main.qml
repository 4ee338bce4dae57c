pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Kezek.Board
import Kezek.Pairing
import "parts"

// The board of one hall: current calls, past ones, who stands next, notice, clock.
Window {
    id: root

    required property BoardScreen board
    required property WordingScreen words
    property BoardPairingScreen pairing: null

    readonly property bool isPortrait: height > width
    // A window has no size before it is shown, and type of size 0 is an error.
    readonly property real unit: Math.max(0.1, isPortrait ? Math.min(width / 1080, height / 1920) : Math.min(width / 1920, height / 1080))

    function added(): list<string> {
        const said = [];
        for (const kiosk of board.kiosksAdded)
            for (const language of board.languages)
                said.push(words.inLanguage(language, QT_TRANSLATE_NOOP("Board", "Tickets from kiosk %1 have been added")).arg(kiosk));
        return said;
    }

    color: Theme.ground

    Binding {
        target: Theme
        property: "unit"
        value: root.unit
    }

    Item {
        anchors.fill: parent
        visible: root.board.isKnown

        Header {
            id: header

            anchors.top: parent.top
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.leftMargin: Theme.margin
            anchors.rightMargin: Theme.margin
            board: root.board
            isPortrait: root.isPortrait
        }

        StaleBanner {
            id: banner

            objectName: "banner"
            anchors.top: header.bottom
            width: parent.width
            height: visible ? implicitHeight : 0
            visible: root.board.isStale
            board: root.board
            words: root.words
            isPortrait: root.isPortrait
        }

        HallBanner {
            id: standing

            objectName: "standing"
            anchors.top: banner.bottom
            width: parent.width
            height: visible ? implicitHeight : 0
            visible: root.board.standing !== "open"
            board: root.board
            words: root.words
            isPortrait: root.isPortrait
        }

        CallStage {
            id: stage

            objectName: "stage"
            anchors.top: standing.bottom
            anchors.topMargin: banner.visible || standing.visible ? Theme.gap : 0
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            width: root.isPortrait ? parent.width - 2 * Theme.margin : 1230 * Theme.unit
            height: root.isPortrait ? (nextUp.y - y - 2 * Theme.gap) * 0.58 : nextUp.y - y - Theme.gap
            board: root.board
            words: root.words
        }

        CallList {
            objectName: "list"
            anchors.top: root.isPortrait ? stage.bottom : stage.top
            anchors.topMargin: root.isPortrait ? Theme.gap : 0
            anchors.left: root.isPortrait ? stage.left : stage.right
            anchors.leftMargin: root.isPortrait ? 0 : Theme.gap
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.bottom: nextUp.top
            anchors.bottomMargin: Theme.gap
            board: root.board
            words: root.words
        }

        NextUp {
            id: nextUp

            objectName: "nextUp"
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.leftMargin: Theme.margin
            anchors.rightMargin: Theme.margin
            anchors.bottom: notice.top
            anchors.bottomMargin: Theme.gap
            height: visible ? implicitHeight : 0
            visible: root.board.isOpen || root.board.nextUp.length > 0
            board: root.board
            words: root.words
            isPortrait: root.isPortrait
        }

        NoticeLine {
            id: notice

            objectName: "noticeLine"
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            // Why numbers of another look stand there, as long as some do.
            notices: [...root.added(), ...root.board.notices]
        }
    }

    Loader {
        active: (root.pairing?.isOn ?? false) && !root.board.isKnown
        anchors.fill: parent
        z: 1

        sourceComponent: PairingPage {
            address: root.pairing.address
            codeGroups: root.pairing.codeGroups
            fingerprintGroups: root.pairing.fingerprintGroups
            hallNames: root.pairing.hallNames
            page: root.pairing.page
            timeLeft: root.pairing.timeLeft
        }
    }

    Sentences {
        objectName: "connecting"
        visible: !root.board.isKnown
        anchors.centerIn: parent
        width: parent.width - 4 * Theme.margin
        words: root.words
        languages: root.board.languages
        size: 64 * Theme.unit
        source: root.board.isRefused ? QT_TRANSLATE_NOOP("Board", "The hall's staff must set this board up") : QT_TRANSLATE_NOOP("Board", "Connecting to the server")
    }
}
