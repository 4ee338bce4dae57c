import QtQuick

// Words that stand in their own language whatever language the visitor has chosen.
QtObject {
    readonly property var names: ({
            "kk": "Қазақша",
            "ru": "Русский",
            "en": "English"
        })
    readonly property var invitations: ({
            "kk": "Талон алу",
            "ru": "Получить талон",
            "en": "Take a ticket"
        })
    readonly property var connecting: ({
            "kk": "Серверге қосылуда",
            "ru": "Идёт подключение",
            "en": "Connecting"
        })

    readonly property var unready: ({
            "kk": "Киоск бапталмаған. Зал қызметкеріне айтыңыз.",
            "ru": "Киоск не настроен. Сообщите сотруднику зала.",
            "en": "This kiosk is not set up. Please tell the hall's staff."
        })

    function nameOf(language: string): string {
        return names[language] ?? language;
    }

    function invitationIn(language: string): string {
        return invitations[language] ?? "";
    }

    function connectingIn(language: string): string {
        return connecting[language] ?? "";
    }

    function unreadyIn(language: string): string {
        return unready[language] ?? "";
    }
}
