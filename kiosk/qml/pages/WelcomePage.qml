pragma ComponentBehavior: Bound

import QtQuick
import ".."
import "../controls"
import Kezek.Kiosk

// The first page: every language invites in its own words.
KioskPage {
    id: page

    required property VisitScreen visit
    required property HallScreen hall

    readonly property list<string> languages: hall.languages

    hasLanguageBar: false
    title: hall.isKnown ? hall.name : ""

    Tongues {
        id: tongues
    }

    Column {
        anchors.fill: parent
        spacing: Theme.gap
        visible: page.hall.isKnown

        Repeater {
            model: page.languages

            Touchable {
                id: language

                required property string modelData

                height: Math.min(250 * Theme.u, (page.height - (page.languages.length - 1) * Theme.gap) / page.languages.length)
                objectName: "lang-" + modelData
                text: tongues.nameOf(modelData) + ". " + tongues.invitationIn(modelData)
                width: page.width

                background: Rectangle {
                    border.color: Theme.tileEdge
                    border.width: Theme.edge
                    color: language.pressed ? Theme.tilePressed : Theme.tile
                    radius: Theme.radius

                    Rectangle {
                        anchors.right: parent.right
                        anchors.rightMargin: 40 * Theme.u
                        anchors.verticalCenter: parent.verticalCenter
                        border.color: Theme.accentEdge
                        border.width: Theme.edge
                        color: Theme.accent
                        height: 108 * Theme.u
                        radius: height / 2
                        width: height

                        Words {
                            Accessible.ignored: true
                            anchors.centerIn: parent
                            color: Theme.accentInk
                            font.weight: Font.Bold
                            isFixed: true
                            size: 56
                            text: "→"
                        }
                    }
                }
                contentItem: Item {
                    Column {
                        anchors.left: parent.left
                        anchors.leftMargin: 40 * Theme.u
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: 4 * Theme.u
                        width: parent.width - 220 * Theme.u

                        Words {
                            font.weight: Font.Bold
                            size: 58
                            text: tongues.nameOf(language.modelData)
                            width: parent.width
                        }

                        Words {
                            color: Theme.inkSoft
                            size: 36
                            text: tongues.invitationIn(language.modelData)
                            width: parent.width
                        }
                    }
                }

                onChosen: page.visit.chooseLanguage(modelData)
            }
        }
    }

    Column {
        anchors.centerIn: parent
        spacing: Theme.gap
        visible: !page.hall.isKnown
        width: parent.width

        Repeater {
            model: ["kk", "ru", "en"]

            Words {
                required property string modelData

                color: Theme.inkSoft
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                objectName: "connecting-" + modelData
                size: 48
                text: page.hall.linkFailure === "" ? tongues.connectingIn(modelData) + "…" : tongues.unreadyIn(modelData)
                width: parent.width
            }
        }

        Words {
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            objectName: "link-failure"
            size: 28
            text: page.hall.linkFailure
            visible: text !== ""
            width: parent.width
        }
    }
}
