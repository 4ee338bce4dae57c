import QtQuick
import ".."

// A text of the kiosk: wraps, never cut, sized by the theme.
Text {
    property real size: 32
    property bool isFixed: false

    color: Theme.ink
    font.pixelSize: isFixed ? Theme.plain(size) : Theme.text(size)
    lineHeight: 1.08
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
}
