pragma Singleton

import QtQuick

// Colours, sizes and type of the board; every length is a multiple of `unit`.
QtObject {
    property real unit: 1

    readonly property color ground: "#0A3540"
    readonly property color panel: "#0F4652"
    readonly property color flash: "#06262E"
    readonly property color line: "#2C6672"
    readonly property color text: "#FFFFFF"
    readonly property color softText: "#A9CDD3"
    readonly property color accent: "#F5A83B"
    readonly property color accentInk: "#2B1A00"
    readonly property color alarm: "#B3261E"
    readonly property color alarmInk: "#FFFFFF"

    readonly property string family: "Inter"
    readonly property var tabular: ({
            "tnum": 1
        })
    readonly property string separator: " · "

    readonly property real margin: 32 * unit
    readonly property real gap: 24 * unit
    readonly property real radius: 20 * unit
}
