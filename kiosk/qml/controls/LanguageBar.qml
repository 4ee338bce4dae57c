pragma ComponentBehavior: Bound

import QtQuick
import ".."

// The languages, each in its own words; on every page but the first, which is all languages.
Row {
    id: bar

    property list<string> languages: []
    property string current: ""

    signal languageChosen(string language)

    spacing: Theme.gap

    Tongues {
        id: tongues
    }

    Repeater {
        model: bar.languages

        TouchButton {
            required property string modelData

            Accessible.checkable: true
            Accessible.checked: modelData === bar.current
            Accessible.role: Accessible.RadioButton
            height: Theme.target
            leftPadding: 8 * Theme.u
            rightPadding: 8 * Theme.u
            kind: modelData === bar.current ? "primary" : "plain"
            objectName: "lang-" + modelData
            text: tongues.nameOf(modelData)
            width: (bar.width - (bar.languages.length - 1) * bar.spacing) / bar.languages.length

            onChosen: bar.languageChosen(modelData)
        }
    }
}
