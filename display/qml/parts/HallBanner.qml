pragma ComponentBehavior: Bound

import QtQuick
import Kezek.Board
import ".."

// Says in every language that the whole hall is paused, or stopped in an emergency, and why.
Rectangle {
    id: root

    required property BoardScreen board
    required property WordingScreen words
    required property bool isPortrait

    readonly property bool isStopped: board.standing === "stopped"
    readonly property color ink: isStopped ? Theme.alarmInk : Theme.ground

    function said(language: string, reason: string): string {
        const state = isStopped ? QT_TRANSLATE_NOOP("Board", "Reception is stopped") : QT_TRANSLATE_NOOP("Board", "Reception is paused");
        const advice = isStopped ? [words.inLanguage(language, QT_TRANSLATE_NOOP("Board", "Please follow the staff's instructions"))] : [];
        return [words.inLanguage(language, state), reason, ...advice].filter(part => part !== "").join(". ");
    }

    implicitHeight: sentences.height + 36 * Theme.unit
    color: isStopped ? Theme.alarm : Theme.softText

    // Two bars, or a stop sign's square: told by its shape, not by its colour alone.
    Item {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: 72 * Theme.unit
        height: width

        Repeater {
            model: root.isStopped ? 1 : 2

            Rectangle {
                required property int index

                x: root.isStopped ? 0 : (12 + 30 * index) * Theme.unit
                width: (root.isStopped ? 72 : 18) * Theme.unit
                height: 72 * Theme.unit
                radius: 4 * Theme.unit
                color: root.ink
            }
        }
    }

    Column {
        id: sentences

        anchors.left: sign.right
        anchors.leftMargin: Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: 10 * Theme.unit

        Repeater {
            model: root.board.languages

            Text {
                required property int index
                required property string modelData

                objectName: "standing-" + modelData
                width: sentences.width
                text: root.said(modelData, root.board.standingReasons[index] ?? "")
                textFormat: Text.PlainText
                color: root.ink
                font.family: Theme.family
                font.pixelSize: (root.isPortrait ? 34 : 40) * Theme.unit
                font.weight: index === 0 ? Font.Bold : Font.DemiBold
                // An upright screen has room below, not beside.
                wrapMode: root.isPortrait ? Text.WordWrap : Text.NoWrap
                fontSizeMode: root.isPortrait ? Text.FixedSize : Text.HorizontalFit
                minimumPixelSize: 14 * Theme.unit
            }
        }
    }
}
