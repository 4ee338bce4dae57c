import QtQuick
import ".."

// Back, start over, large text, high contrast: always at the same place.
Row {
    id: bar

    property bool canGoBack: false
    property bool canStartOver: false
    readonly property int shown: 2 + (canGoBack ? 1 : 0) + (canStartOver ? 1 : 0)
    readonly property real share: (width - (shown - 1) * spacing) / shown

    signal backChosen
    signal startOverChosen
    signal textSizeChosen
    signal contrastChosen

    spacing: Theme.gap

    TouchButton {
        height: bar.height
        objectName: "back"
        sign: "←"
        size: 26
        text: qsTr("Back")
        visible: bar.canGoBack
        width: bar.share

        onChosen: bar.backChosen()
    }

    TouchButton {
        height: bar.height
        objectName: "start-over"
        size: 26
        text: qsTr("Start over")
        visible: bar.canStartOver
        width: bar.share

        onChosen: bar.startOverChosen()
    }

    TouchButton {
        Accessible.checkable: true
        Accessible.checked: Theme.isLargeText
        height: bar.height
        objectName: "text-size"
        size: 26
        text: Theme.isLargeText ? qsTr("Normal text") : qsTr("Large text")
        width: bar.share

        onChosen: bar.textSizeChosen()
    }

    TouchButton {
        Accessible.checkable: true
        Accessible.checked: Theme.isHighContrast
        height: bar.height
        objectName: "contrast"
        size: 26
        text: Theme.isHighContrast ? qsTr("Normal colours") : qsTr("High contrast")
        width: bar.share

        onChosen: bar.contrastChosen()
    }
}
