pragma ComponentBehavior: Bound

import QtQuick

// A device that belongs to no hall yet: the code and the fingerprint that an admin compares.
Rectangle {
    id: root

    required property string page
    required property list<string> hallNames
    required property list<string> codeGroups
    required property list<string> fingerprintGroups
    required property string address
    required property string timeLeft

    readonly property bool isPortrait: height > width
    readonly property real u: Math.max(0.1, isPortrait ? Math.min(width / 1080, height / 1920) : Math.min(width / 1920, height / 1080))
    readonly property bool hasCode: page === "code"
    readonly property bool isAlarm: page === "foreign"
    readonly property color ink: "#ffffff"
    readonly property color soft: "#cfe6e8"
    readonly property color accent: "#f5a83b"

    color: isAlarm ? "#7c1d12" : "#083542"

    PairingWords {
        id: words
    }

    component Line: Text {
        property real size: 32

        color: root.ink
        font.family: "Inter"
        font.pixelSize: Math.max(1, Math.round(size * root.u))
        lineHeight: 1.1
        textFormat: Text.PlainText
        width: parent?.width ?? 0
        wrapMode: Text.WordWrap
    }

    component Groups: Row {
        id: groups

        required property list<string> parts
        property real size: 100
        property color ink: root.ink

        spacing: size * 0.42 * root.u

        Repeater {
            model: groups.parts

            Text {
                required property string modelData

                color: groups.ink
                font.family: "Inter"
                font.features: ({
                        "tnum": 1,
                        "ss01": 1,
                        "zero": 1
                    })
                font.letterSpacing: groups.size * 0.06 * root.u
                font.pixelSize: Math.max(1, Math.round(groups.size * root.u))
                font.weight: Font.Bold
                objectName: "group"
                text: modelData
                textFormat: Text.PlainText
            }
        }
    }

    Line {
        id: name

        anchors.left: parent.left
        anchors.leftMargin: 64 * root.u
        anchors.top: parent.top
        anchors.topMargin: 48 * root.u
        color: root.soft
        font.weight: Font.DemiBold
        objectName: "hall-name"
        size: 28
        text: root.hallNames.join(" · ")
        width: parent.width - 128 * root.u
    }

    Grid {
        id: body

        readonly property real column: root.isPortrait || !root.hasCode ? width : (width - columnSpacing) / 2

        x: 64 * root.u
        y: name.y + name.height + Math.max(0, (foot.y - name.y - name.height - height) / 2)
        columnSpacing: 90 * root.u
        columns: root.isPortrait || !root.hasCode ? 1 : 2
        rowSpacing: 56 * root.u
        verticalItemAlignment: Grid.AlignVCenter
        width: parent.width - 128 * root.u

        Column {
            spacing: 24 * root.u
            visible: root.hasCode
            width: body.column

            Line {
                color: root.soft
                size: 34
                text: words.beside(words.code)
            }

            Groups {
                ink: root.accent
                objectName: "code"
                parts: root.codeGroups
                size: root.isPortrait ? 178 : 168
            }

            Item {
                height: 10 * root.u
                width: 1
            }

            Line {
                color: root.soft
                size: 34
                text: words.beside(words.fingerprint)
            }

            Grid {
                columnSpacing: 60 * root.u
                columns: 2
                objectName: "fingerprint"
                rowSpacing: 16 * root.u

                Repeater {
                    model: root.fingerprintGroups

                    Groups {
                        required property string modelData

                        parts: [modelData]
                        size: root.isPortrait ? 104 : 92
                    }
                }
            }

            Line {
                color: root.soft
                objectName: "left"
                size: 30
                text: root.address + (root.timeLeft === "" ? "" : "   " + root.timeLeft)
            }
        }

        Column {
            spacing: (root.hasCode ? 36 : 60) * root.u
            width: body.column

            Repeater {
                model: words.languages

                Column {
                    id: told

                    required property string modelData

                    objectName: "told-" + modelData
                    spacing: 10 * root.u
                    width: body.column

                    Line {
                        font.weight: Font.Bold
                        size: root.hasCode ? 38 : 62
                        text: words.title(root.page, told.modelData)
                    }

                    Line {
                        color: root.soft
                        size: root.hasCode ? 30 : 42
                        text: words.hint(root.page, told.modelData)
                    }
                }
            }
        }
    }

    Line {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: 40 * root.u
        anchors.left: parent.left
        anchors.leftMargin: 64 * root.u
        color: root.soft
        size: 26
        text: "Kezek"
        width: parent.width - 128 * root.u
    }
}
