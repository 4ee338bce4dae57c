import QtQuick

// What a device says before it belongs to a hall: in every language at once, nobody has chosen one.
QtObject {
    readonly property list<string> languages: ["kk", "ru", "en"]

    readonly property var titles: ({
            "searching": {
                "kk": "Залдың сервері ізделуде",
                "ru": "Идёт поиск сервера зала",
                "en": "Looking for the hall's server"
            },
            "code": {
                "kk": "Бұл құрылғы әлі залға қосылмаған",
                "ru": "Это устройство ещё не подключено к залу",
                "en": "This device does not belong to the hall yet"
            },
            "refused": {
                "kk": "Әкімші бұл құрылғыны қабылдамады",
                "ru": "Администратор отклонил это устройство",
                "en": "The administrator sent this device away"
            },
            "expired": {
                "kk": "Кодтың мерзімі өтті",
                "ru": "Срок кода истёк",
                "en": "The code has run out"
            },
            "lost": {
                "kk": "Сервермен байланыс үзілді",
                "ru": "Связь с сервером прервалась",
                "en": "The connection to the server broke"
            },
            "busy": {
                "kk": "Қазір тым көп құрылғы күтіп тұр",
                "ru": "Сейчас ожидает слишком много устройств",
                "en": "Too many devices are waiting just now"
            },
            "foreign": {
                "kk": "Зал атынан басқа сервер жауап беріп тұр",
                "ru": "От имени зала отвечает другой сервер",
                "en": "Another server answers in the hall's name"
            },
            "certificate": {
                "kk": "Сервер сертификатының мерзімі дұрыс емес",
                "ru": "Срок сертификата сервера неверен",
                "en": "The server's certificate is out of date"
            }
        })
    readonly property var hints: ({
            "searching": {
                "kk": "Серверді қосып, желі кабелін тексеріңіз.",
                "ru": "Включите сервер и проверьте сетевой кабель.",
                "en": "Start the server and check the network cable."
            },
            "code": {
                "kk": "Әкімшіге көрсетіңіз: ол Kezek-те «Құрылғылар» бетін ашып, таңбаны салыстырады да, осы кодты енгізеді. Бір әріп өзгеше болса, тоқтаңыз.",
                "ru": "Покажите администратору: он откроет в Kezek страницу «Устройства», сравнит отпечаток и введёт этот код. Если отличается хотя бы одна буква, остановитесь.",
                "en": "Show this to the administrator, who opens Devices in Kezek, compares the fingerprint and types this code. If one letter differs, stop."
            },
            "foreign": {
                "kk": "Ештеңе енгізбеңіз. Әкімшіні шақырыңыз.",
                "ru": "Ничего не вводите. Позовите администратора.",
                "en": "Type nothing. Call the administrator."
            },
            "certificate": {
                "kk": "Осы компьютер мен сервердің күні мен сағатын тексеріңіз.",
                "ru": "Проверьте дату и время на этом компьютере и на сервере.",
                "en": "Check date and time on this computer and on the server."
            }
        })
    readonly property var again: ({
            "kk": "Жаңа код өзі шығады.",
            "ru": "Новый код появится сам.",
            "en": "A new code appears by itself."
        })
    readonly property var code: ({
            "kk": "Код",
            "ru": "Код",
            "en": "Code"
        })
    readonly property var fingerprint: ({
            "kk": "Зал сертификатының таңбасы",
            "ru": "Отпечаток сертификата зала",
            "en": "Fingerprint of the hall"
        })

    function title(page: string, language: string): string {
        return titles[page]?.[language] ?? "";
    }

    function hint(page: string, language: string): string {
        return hints[page]?.[language] ?? again[language] ?? "";
    }

    function beside(texts: var): string {
        return [...new Set(languages.map(language => texts[language]))].join(" · ");
    }
}
