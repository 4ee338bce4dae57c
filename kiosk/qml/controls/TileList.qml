import QtQuick
import ".."

// Tiles in rows and columns; more than fit are turned over page by page with two big buttons.
Item {
    id: list

    property alias model: grid.model
    property alias delegate: grid.delegate
    property int columns: 1
    property real leastTileHeight: 150 * Theme.u
    property real greatestTileHeight: 300 * Theme.u
    readonly property int rows: Math.max(1, Math.ceil(grid.count / columns))
    readonly property bool isPaged: rows * leastTileHeight > height
    readonly property real room: isPaged ? height - Theme.target - Theme.gap : height
    readonly property int rowsOnPage: isPaged ? Math.max(1, Math.floor(room / leastTileHeight)) : rows
    readonly property int pages: Math.ceil(rows / rowsOnPage)
    property int page: 0

    onPagesChanged: page = 0

    GridView {
        id: grid

        boundsBehavior: Flickable.StopAtBounds
        // Tiles beyond the page would be made in the background, and be cut short by a quick touch.
        cacheBuffer: 0
        cellHeight: Math.min(list.greatestTileHeight, list.room / list.rowsOnPage)
        cellWidth: width / list.columns
        clip: list.isPaged
        contentY: list.page * list.rowsOnPage * cellHeight
        height: list.rowsOnPage * cellHeight
        interactive: false
        width: list.width + Theme.gap
    }

    Row {
        anchors.bottom: parent.bottom
        spacing: Theme.gap
        visible: list.isPaged
        width: parent.width

        TouchButton {
            enabled: list.page > 0
            objectName: "page-up"
            opacity: list.page > 0 ? 1 : 0.35
            sign: "↑"
            text: qsTr("Previous")
            width: (parent.width - parent.spacing) / 2

            onChosen: list.page -= 1
        }

        TouchButton {
            enabled: list.page < list.pages - 1
            objectName: "page-down"
            opacity: list.page < list.pages - 1 ? 1 : 0.35
            sign: "↓"
            text: qsTr("More")
            width: (parent.width - parent.spacing) / 2

            onChosen: list.page += 1
        }
    }
}
