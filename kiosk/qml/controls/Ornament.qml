pragma ComponentBehavior: Bound

import QtQuick
import ".."

// A quiet band of rhombs, as on a woven rug; drawn without shaders.
Item {
    id: ornament

    property real step: 88 * Theme.u

    Accessible.ignored: true
    clip: true
    visible: !Theme.isHighContrast && !(Theme.isPortrait && Theme.isLargeText)

    Repeater {
        model: Math.max(0, Math.ceil(ornament.width / ornament.step))

        Item {
            id: knot

            required property int index

            height: ornament.height
            width: ornament.step
            x: index * ornament.step

            Repeater {
                model: 3

                Rectangle {
                    required property int index

                    anchors.centerIn: parent
                    antialiasing: true
                    border.color: index === 1 ? Theme.accent : Theme.panelLine
                    border.width: Math.max(1, 2.5 * Theme.u)
                    color: "transparent"
                    height: (56 - index * 20) * Theme.u
                    rotation: 45
                    width: height
                }
            }
        }
    }
}
