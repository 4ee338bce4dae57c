import QtQuick
import ".."

// A round badge with the capitals of a name.
Rectangle {
    id: badge

    property string letters: ""
    property int tone: 0

    color: Theme.badges[badge.tone % Theme.badges.length]
    height: 92 * Theme.u
    radius: 26 * Theme.u
    width: height

    Words {
        anchors.centerIn: parent
        Accessible.ignored: true
        color: Theme.badgeInk
        font.weight: Font.Bold
        isFixed: true
        size: 38
        text: badge.letters
    }
}
