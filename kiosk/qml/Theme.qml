pragma Singleton

import QtQuick

// Every size and colour of the kiosk; one unit `u` scales all of it.
QtObject {
    property real windowWidth: 1080
    property real windowHeight: 1920
    property bool isLargeText: false
    property bool isHighContrast: false

    readonly property bool isPortrait: windowHeight > windowWidth
    readonly property real fit: isPortrait ? Math.min(windowWidth / 1080, windowHeight / 1920) : Math.min(windowWidth / 1920, windowHeight / 1080)
    readonly property real u: Math.max(0.1, fit)
    readonly property real textScale: isLargeText ? 1.3 : 1

    readonly property real target: 112 * u
    readonly property real margin: 48 * u
    readonly property real gap: 24 * u
    readonly property real radius: 28 * u
    readonly property real edge: Math.max(2, 2.5 * u)
    readonly property real slip: 90 * u
    readonly property int swiftMs: 160
    readonly property int settleMs: 350

    readonly property color ground: isHighContrast ? "#000000" : "#f3f1ea"
    readonly property color panel: isHighContrast ? "#000000" : "#0b4453"
    readonly property color panelDeep: isHighContrast ? "#000000" : "#083542"
    readonly property color panelLine: isHighContrast ? "#000000" : "#1b6172"
    readonly property color panelInk: isHighContrast ? "#ffe600" : "#ffffff"
    readonly property color panelSoft: isHighContrast ? "#ffffff" : "#cfe6e8"
    readonly property color tile: isHighContrast ? "#000000" : "#ffffff"
    readonly property color tilePressed: isHighContrast ? "#4a4300" : "#d9ecee"
    readonly property color tileEdge: isHighContrast ? "#ffe600" : "#5f8087"
    readonly property color ink: isHighContrast ? "#ffffff" : "#10272e"
    readonly property color inkSoft: isHighContrast ? "#ffe600" : "#3f5960"
    readonly property color primary: isHighContrast ? "#ffe600" : "#0b6274"
    readonly property color primaryPressed: isHighContrast ? "#b8a600" : "#083542"
    readonly property color primaryInk: isHighContrast ? "#000000" : "#ffffff"
    readonly property color accent: isHighContrast ? "#ffe600" : "#f0a63a"
    readonly property color accentPressed: isHighContrast ? "#b8a600" : "#cf8517"
    readonly property color accentEdge: isHighContrast ? "#ffe600" : "#9a5f06"
    readonly property color accentInk: isHighContrast ? "#000000" : "#241601"
    readonly property color warning: isHighContrast ? "#000000" : "#fff0d1"
    readonly property color warningEdge: isHighContrast ? "#ffe600" : "#9a5f06"
    readonly property color warningInk: isHighContrast ? "#ffffff" : "#4a2c00"
    readonly property color veil: isHighContrast ? "#e6000000" : "#cc06252e"

    readonly property list<color> badges: isHighContrast ? ["#ffe600"] : ["#0b6274", "#8a4b08", "#355e3b", "#5b3f86", "#8c2f39", "#28527a"]
    readonly property color badgeInk: isHighContrast ? "#000000" : "#ffffff"

    function text(size: real): int {
        return Math.max(1, Math.round(size * u * textScale));
    }

    function plain(size: real): int {
        return Math.max(1, Math.round(size * u));
    }
}
