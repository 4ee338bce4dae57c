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
    readonly property var layout: [[1, false], [1, true], [2, false], [2, true]].map(([columns, isStacked]) => layoutWith(columns, isStacked)).reduce((best, other) => other.legibility > best.legibility ? other : best)

    readonly property string deskCaption: board.languages.map(language => words.inLanguage(language, "Desk")).join(Theme.separator)

    // Widths of the widest number and desk, in multiples of the type's size.
    readonly property real numberWidth: widest(board.bigNumbers)
    readonly property real deskWidth: widest(board.bigDesks)

    function widest(texts: list<string>): real {
        return texts.reduce((most, text) => Math.max(most, metrics.advanceWidth(text) / 100), 0.6) + 0.05;
    }

    // How large the calls are in so many columns, desk beside or below the number.
    function layoutWith(columns: int, isStacked: bool): var {
        const rows = Math.max(1, Math.ceil(count / columns));
        const cellWidth = (width - (columns - 1) * Theme.gap) / columns;
        const heightBelow = heading => (height - heading - (rows - 1) * Theme.gap) / rows;
        const hasCaptions = heightBelow(0) >= 200 * Theme.unit || board.hasRepeats;
        const heading = hasCaptions ? 0 : 52 * Theme.unit;
        const cellHeight = heightBelow(heading);
        const captions = hasCaptions ? 46 * Theme.unit : 0;
        const deskColumn = hasCaptions ? captionMetrics.advanceWidth(deskCaption) + 4 * Theme.unit : 0;
        const across = cellWidth - 72 * Theme.unit;
        const down = cellHeight - 32 * Theme.unit;
        const numberSize = isStacked ? Math.min((down - 2 * captions - 24 * Theme.unit) / 1.62, across / numberWidth, across / (0.62 * (deskWidth + 1.2))) : Math.min((down - captions) / 0.96, across / (numberWidth + 0.95 + deskWidth), (across - deskColumn) / (numberWidth + 0.95));
        return {
            columns: columns,
            isStacked: isStacked,
            cellWidth: cellWidth,
            cellHeight: cellHeight,
            hasCaptions: hasCaptions,
            heading: heading,
            numberSize: numberSize,
            deskColumn: Math.max(deskColumn, deskWidth * numberSize),
            legibility: isStacked ? 0.8 * numberSize : numberSize
        };
    }

    FontMetrics {
        id: captionMetrics

        font.family: Theme.family
        font.weight: Font.DemiBold
        font.pixelSize: 26 * Theme.unit
    }

    FontMetrics {
        id: metrics

        font.family: Theme.family
        font.weight: Font.Bold
        font.features: Theme.tabular
        font.pixelSize: 100
    }

    Repeater {
        id: cards

        model: root.board.calls

        CallCard {
            required property int index

            words: root.words
            languages: root.board.languages
            objectName: "card-" + number
            x: (index % root.layout.columns) * (width + Theme.gap)
            y: root.layout.heading + Math.floor(index / root.layout.columns) * (height + Theme.gap)
            width: root.layout.cellWidth
            height: root.layout.cellHeight
            isStacked: root.layout.isStacked
            hasCaptions: root.layout.hasCaptions
            numberSize: root.layout.numberSize
            numberColumn: (root.numberWidth + 0.5) * root.layout.numberSize
            deskColumn: root.layout.deskColumn
        }
    }

    // Rows too low for captions share one above them.
    Repeater {
        model: root.count > 0 && !root.layout.hasCaptions ? root.layout.columns : 0

        Item {
            id: heading

            required property int index

            x: index * (width + Theme.gap)
            width: root.layout.cellWidth
            height: root.layout.heading

            Heading {
                objectName: "columnNumber"
                horizontalAlignment: Text.AlignLeft
                source: QT_TRANSLATE_NOOP("Board", "Ticket")
            }

            Heading {
                objectName: "columnDesk"
                horizontalAlignment: Text.AlignRight
                source: QT_TRANSLATE_NOOP("Board", "Desk")
            }
        }
    }

    component Heading: Words {
        readonly property real inset: 36 * Theme.unit

        words: root.words
        languages: root.board.languages
        x: horizontalAlignment === Text.AlignLeft ? inset : parent.width / 2
        width: parent.width / 2 - inset
        font.pixelSize: 30 * Theme.unit
    }

    Rectangle {
        visible: root.count === 0
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.panel
    }

    Sentences {
        objectName: "idle"
        visible: root.count === 0
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        words: root.words
        languages: root.board.languages
        size: Math.min(72 * Theme.unit, width / 15)
        source: {
            if (root.board.isRefused)
                return QT_TRANSLATE_NOOP("Board", "The hall's staff must set this board up");
            if (root.board.isOutdated)
                return QT_TRANSLATE_NOOP("Board", "Please ask the hall's staff about your turn");
            if (root.board.standing === "stopped")
                return QT_TRANSLATE_NOOP("Board", "Please follow the staff's instructions");
            if (root.board.standing === "paused")
                return QT_TRANSLATE_NOOP("Board", "Your ticket stays valid");
            return root.board.isOpen ? QT_TRANSLATE_NOOP("Board", "Please wait to be called") : QT_TRANSLATE_NOOP("Board", "Reception is closed now");
        }
    }
}
