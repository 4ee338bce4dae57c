pragma ComponentBehavior: Bound

import QtQuick
import Kezek.Board
import ".."

// The big area: the current calls share it evenly, each as large as possible.
Item {
    id: root

    required property BoardScreen board
    required property WordingScreen words

    readonly property int count: cards.count
    readonly property int columns: sizeWith(2) > sizeWith(1) ? 2 : 1
    readonly property int rows: Math.max(1, Math.ceil(count / columns))

    // Digits of the typeface are 0.65 of its size wide, the widest letter (M) 0.93.
    readonly property real numberWidth: 0.66 * board.longestNumber + 0.3
    readonly property real deskWidth: 0.66 * board.longestDesk + 0.1

    function cellWidth(columns: int): real {
        return (width - (columns - 1) * Theme.gap) / columns;
    }

    function cellHeight(columns: int): real {
        const rows = Math.max(1, Math.ceil(count / columns));
        return (height - (rows - 1) * Theme.gap) / rows;
    }

    function isStackedWith(columns: int): bool {
        return cellHeight(columns) > cellWidth(columns) * 0.55;
    }

    function sizeWith(columns: int): real {
        const room = cellWidth(columns) * 0.93;
        const tall = cellHeight(columns) - 40 * Theme.unit;
        if (isStackedWith(columns))
            return Math.min(tall / 2.2, room / Math.max(numberWidth, 0.8 * deskWidth + 1));
        return Math.min(tall / 1.32, room / (numberWidth + deskWidth + 1.2));
    }

    Repeater {
        id: cards

        model: root.board.calls

        CallCard {
            required property int index

            words: root.words
            languages: root.board.languages
            objectName: "card-" + number
            x: (index % root.columns) * (width + Theme.gap)
            y: Math.floor(index / root.columns) * (height + Theme.gap)
            width: root.cellWidth(root.columns)
            height: root.cellHeight(root.columns)
            isStacked: root.isStackedWith(root.columns)
            numberSize: root.sizeWith(root.columns)
        }
    }

    Sentences {
        objectName: "idle"
        visible: root.count === 0
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        words: root.words
        languages: root.board.languages
        size: 72 * Theme.unit
        source: root.board.isOpen ? QT_TRANSLATE_NOOP("Board", "Please wait to be called") : QT_TRANSLATE_NOOP("Board", "Reception is closed now")
    }
}
