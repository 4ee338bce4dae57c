pragma ComponentBehavior: Bound

import QtQuick
import ".."

// Ten digits as on a telephone, one to take back and one to go on.
Grid {
    id: pad

    property bool isWhole: false
    property bool isEmpty: true
    readonly property real keyHeight: (height - 3 * spacing) / 4
    readonly property real keyWidth: (width - 2 * spacing) / 3

    signal typed(string digit)
    signal takenBack
    signal entered

    columns: 3
    spacing: 20 * Theme.u

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "back", "0", "enter"]

        TouchButton {
            required property string modelData

            readonly property bool isDigit: modelData.length === 1

            Accessible.name: text
            enabled: isDigit ? !pad.isWhole : modelData === "back" ? !pad.isEmpty : pad.isWhole
            height: pad.keyHeight
            kind: modelData === "enter" ? "primary" : "plain"
            objectName: "key-" + modelData
            opacity: enabled || isDigit ? 1 : 0.4
            size: isDigit ? 64 : 30
            text: isDigit ? modelData : modelData === "back" ? qsTr("Delete") : qsTr("Continue")
            width: pad.keyWidth

            onChosen: {
                if (isDigit)
                    pad.typed(modelData);
                else if (modelData === "back")
                    pad.takenBack();
                else
                    pad.entered();
            }
        }
    }
}
