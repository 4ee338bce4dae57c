import QtQuick
import ".."

// Several texts in one place, one after another.
Text {
    id: root

    property list<string> texts: []
    property int turn: 0

    text: texts.length > 0 ? texts[turn % texts.length] : ""
    textFormat: Text.PlainText
    color: Theme.softText
    font.family: Theme.family
    fontSizeMode: Text.HorizontalFit
    minimumPixelSize: 14 * Theme.unit
    elide: Text.ElideRight

    Timer {
        interval: 6000
        repeat: true
        running: root.texts.length > 1
        onTriggered: root.turn = (root.turn + 1) % root.texts.length
    }
}
