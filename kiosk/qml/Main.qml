pragma ComponentBehavior: Bound

import QtQuick
import "controls"
import "pages"
import Kezek.Kiosk
import Kezek.Pairing

// The kiosk's window: head panel, the page of the visit, languages and navigation.
Window {
    id: root

    required property VisitScreen visit
    required property HallScreen hall
    required property OfferScreen offer
    required property TicketScreen ticket
    required property StaffScreen staff
    required property BookingScreen booking
    required property RouteScreen route
    property PairingScreen pairing: null
    property real staffHoldSeconds: 3

    readonly property KioskPage page: loader.item as KioskPage
    readonly property bool isSettled: !settling.running

    color: Theme.ground
    title: hall.name
    visible: false

    Binding {
        property: "windowWidth"
        target: Theme
        value: root.width
    }

    Binding {
        property: "windowHeight"
        target: Theme
        value: root.height
    }

    Binding {
        property: "isLargeText"
        target: Theme
        value: root.visit.isLargeText
    }

    Binding {
        property: "isHighContrast"
        target: Theme
        value: root.visit.isHighContrast
    }

    HeadPanel {
        id: head

        clock: root.hall.clock
        explanation: root.page?.explanation ?? ""
        holdSeconds: root.staffHoldSeconds
        hallName: root.visit.page === "welcome" ? "" : root.hall.name
        height: Theme.isPortrait ? 692 * Theme.u : root.height
        otherNames: root.visit.page === "welcome" ? root.hall.otherNames : []
        title: root.page?.title ?? ""
        width: Theme.isPortrait ? root.width : root.width * 0.34

        onStaffCalled: root.visit.callStaff()
    }

    Item {
        id: body

        height: root.height - y
        width: root.width - x
        x: Theme.isPortrait ? 0 : head.width
        y: Theme.isPortrait ? head.height : 0

        Column {
            id: banners

            spacing: 12 * Theme.u
            width: parent.width - 2 * Theme.margin
            x: Theme.margin
            y: 32 * Theme.u

            Banner {
                objectName: "banner-connection"
                text: root.hall.isKnown && !root.hall.isConnected && root.visit.page !== "trouble" && root.visit.page !== "ticket" ? (root.hall.givesOwnNumbers ? qsTr("The connection is being restored. You will get a number all the same.") : qsTr("The connection to the server is being restored.")) : ""
                width: parent.width
            }

            Banner {
                objectName: "banner-staff"
                text: root.hall.numbersLeft >= 0 && !root.hall.isConnected && ["welcome", "trouble"].includes(root.visit.page) ? qsTr("For the staff: %n numbers are left until the server is back.", "", root.hall.numbersLeft) : ""
                width: parent.width
            }

            Banner {
                objectName: "banner-paused"
                text: root.hall.isPaused && ["bodies", "services", "persons", "claim", "code"].includes(root.visit.page) ? (root.hall.standingReason === "" ? qsTr("Nobody is called for the moment. You can take a number.") : qsTr("%1. Nobody is called for the moment. You can take a number.").arg(root.hall.standingReason)) : ""
                width: parent.width
            }

            // Not that the server is gone: the hall, or another server, refuses this very kiosk.
            Banner {
                objectName: "banner-refused"
                text: root.hall.isKnown && root.hall.linkFailure !== "" && ["welcome", "trouble"].includes(root.visit.page) ? qsTr("For the staff: the server refuses this kiosk (%1). Tell the administrator.").arg(root.hall.linkFailure) : ""
                width: parent.width
            }

            Banner {
                objectName: "banner-paper"
                text: root.hall.isConnected && root.hall.paperProblem !== "none" && ["bodies", "services", "claim"].includes(root.visit.page) ? qsTr("No paper now: your number will be shown on the screen.") : ""
                width: parent.width
            }
        }

        Loader {
            id: loader

            anchors.bottom: foot.top
            anchors.bottomMargin: Theme.gap
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.top: banners.bottom
            anchors.topMargin: banners.height > 0 ? Theme.gap : Theme.isPortrait ? 44 * Theme.u : 24 * Theme.u
            // A second tap meant for the page before must not choose on this one.
            enabled: root.isSettled
            sourceComponent: {
                switch (root.visit.page) {
                case "bodies":
                    return bodies;
                case "services":
                    return services;
                case "day-closed":
                case "service-closed":
                    return hours;
                case "claim":
                    return claim;
                case "persons":
                    return persons;
                case "code":
                    return code;
                case "booking-refused":
                    return bookingRefused;
                case "elsewhere":
                    return elsewhere;
                case "sent-elsewhere":
                    return routePage;
                case "stopped":
                    return stopped;
                case "taking":
                    return taking;
                case "ticket":
                    return ticketPage;
                case "trouble":
                    return trouble;
                case "staff":
                    return staffPage;
                default:
                    return welcome;
                }
            }

            onSourceComponentChanged: {
                settling.restart();
                appearing.restart();
            }

            NumberAnimation {
                id: appearing

                duration: Theme.swiftMs
                from: 0
                property: "opacity"
                target: loader
                to: 1
            }
        }

        Timer {
            id: settling

            interval: Theme.settleMs
        }

        Item {
            id: foot

            // Beside each other where the page is low and few buttons are needed.
            readonly property bool isOneRow: !Theme.isPortrait && navigation.shown < 3 && languages.visible
            readonly property real share: (width - Theme.gap) * 0.58

            anchors.bottom: parent.bottom
            anchors.bottomMargin: 36 * Theme.u
            height: navigation.y + navigation.height
            width: parent.width - 2 * Theme.margin
            x: Theme.margin

            LanguageBar {
                id: languages

                current: root.visit.language
                height: Theme.target
                languages: root.hall.languages
                visible: root.page?.hasLanguageBar ?? false
                width: foot.isOneRow ? foot.share : parent.width

                onLanguageChosen: language => root.visit.chooseLanguage(language)
            }

            NavigationBar {
                id: navigation

                canGoBack: root.visit.canGoBack
                canStartOver: root.visit.canStartOver
                enabled: root.isSettled
                height: Theme.target
                width: foot.isOneRow ? parent.width - foot.share - Theme.gap : parent.width
                x: foot.isOneRow ? foot.share + Theme.gap : 0
                y: foot.isOneRow || !languages.visible ? 0 : languages.height + 20 * Theme.u

                onBackChosen: root.visit.goBack()
                onContrastChosen: root.visit.toggleContrast()
                onStartOverChosen: root.visit.startOver()
                onTextSizeChosen: root.visit.toggleTextSize()
            }
        }
    }

    PresenceQuestion {
        anchors.fill: parent
        secondsLeft: root.visit.secondsLeft
        visible: root.visit.asksPresence

        onLeaveChosen: root.visit.startOver()
        onStayChosen: root.visit.touch()
    }

    Loader {
        // A member goes on as long as it knows its hall, or a rogue server could blank the screen.
        active: (root.pairing?.isOn ?? false) && (root.pairing.isPairing || !root.hall.isKnown)
        anchors.fill: parent
        sourceComponent: pairingPage
    }

    Component {
        id: pairingPage

        PairingPage {
            address: root.pairing.address
            codeGroups: root.pairing.codeGroups
            fingerprintGroups: root.pairing.fingerprintGroups
            hallNames: root.pairing.hallNames
            page: root.pairing.page
            timeLeft: root.pairing.timeLeft
        }
    }

    Component {
        id: welcome

        WelcomePage {
            hall: root.hall
            visit: root.visit
        }
    }

    Component {
        id: bodies

        BodiesPage {
            booking: root.booking
            offer: root.offer
            route: root.route
            visit: root.visit
        }
    }

    Component {
        id: services

        ServicesPage {
            booking: root.booking
            hall: root.hall
            offer: root.offer
            route: root.route
            visit: root.visit
        }
    }

    Component {
        id: hours

        HoursPage {
            hall: root.hall
            offer: root.offer
            route: root.route
            visit: root.visit
        }
    }

    Component {
        id: claim

        ClaimPage {
            hall: root.hall
            offer: root.offer
            visit: root.visit
        }
    }

    Component {
        id: persons

        PersonsPage {
            hall: root.hall
            visit: root.visit
        }
    }

    Component {
        id: code

        CodePage {
            booking: root.booking
        }
    }

    Component {
        id: bookingRefused

        BookingRefusedPage {
            booking: root.booking
            visit: root.visit
        }
    }

    Component {
        id: elsewhere

        ElsewherePage {
            offer: root.offer
            route: root.route
        }
    }

    Component {
        id: routePage

        RoutePage {
            hall: root.hall
            route: root.route
            visit: root.visit
        }
    }

    Component {
        id: stopped

        StoppedPage {
            hall: root.hall
        }
    }

    Component {
        id: taking

        TakingPage {
            hall: root.hall
            visit: root.visit
        }
    }

    Component {
        id: ticketPage

        TicketPage {
            hall: root.hall
            ticket: root.ticket
            visit: root.visit
        }
    }

    Component {
        id: staffPage

        StaffPage {
            hall: root.hall
            staff: root.staff
        }
    }

    Component {
        id: trouble

        TroublePage {
            hall: root.hall
            visit: root.visit
        }
    }
}
