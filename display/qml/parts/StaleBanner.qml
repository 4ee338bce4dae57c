import QtQuick
import Kezek.Board
import ".."

// Says in every language that the board may be out of date, since when and why.
Rectangle {
    id: root

    required property BoardScreen board
    required property WordingScreen words
    required property bool isPortrait

    readonly property int minutes: Math.floor(board.staleSeconds / 60)

    function refused(code: string): string {
        if (code === "unknown-device")
            return QT_TRANSLATE_NOOP("Board", "This board is not registered on the server (%1)");
        if (code === "foreign-server")
            return QT_TRANSLATE_NOOP("Board", "Another server answers in the hall's name (%1)");
        if (code === "certificate-time")
            return QT_TRANSLATE_NOOP("Board", "Check the clocks of this board and of the server (%1)");
        return QT_TRANSLATE_NOOP("Board", "The server refuses this board (%1). Tell the administrator.");
    }

    implicitHeight: sentences.height + 32 * Theme.unit
    color: Theme.accent

    Rectangle {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: 72 * Theme.unit
        height: width
        radius: width / 2
        color: Theme.accentInk

        Text {
            anchors.centerIn: parent
            text: "!"
            color: Theme.accent
            font.family: Theme.family
            font.pixelSize: 54 * Theme.unit
            font.weight: Font.Bold
        }
    }

    Sentences {
        id: sentences

        objectName: "stale"
        anchors.left: sign.right
        anchors.leftMargin: Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        words: root.words
        languages: root.board.languages
        size: (root.isPortrait ? 26 : 34) * Theme.unit
        ink: Theme.accentInk
        alignment: Text.AlignLeft
        values: root.board.isRefused ? [root.board.refusal] : [root.board.lastNews, root.minutes > 0 ? root.minutes : root.board.staleSeconds]
        source: {
            if (root.board.isRefused)
                return root.refused(root.board.refusal);
            if (root.minutes > 0)
                return QT_TRANSLATE_NOOP("Board", "No link to the server. Last update: %1 (%2 min ago)");
            return QT_TRANSLATE_NOOP("Board", "No link to the server. Last update: %1 (%2 s ago)");
        }
    }
}
