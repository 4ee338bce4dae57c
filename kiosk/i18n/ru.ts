<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>BodiesPage</name>
    <message>
        <source>Then you will choose the service you need.</source>
        <translation>Затем вы выберете нужную услугу.</translation>
    </message>
    <message>
        <source>Choose an institution</source>
        <translation>Выберите учреждение</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Никто не ждёт</translation>
    </message>
    <message numerus="yes">
        <source>%n people are waiting</source>
        <translation>
            <numerusform>%n человек ждёт</numerusform>
            <numerusform>%n человека ждут</numerusform>
            <numerusform>%n человек ждут</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClaimPage</name>
    <message>
        <source>Please have the document that confirms it ready at the desk.</source>
        <translation>Приготовьте, пожалуйста, документ, который это подтверждает: его спросят у окна.</translation>
    </message>
    <message>
        <source>Does the law let you be received first?</source>
        <translation>Имеете ли вы по закону право на приём вне очереди?</translation>
    </message>
    <message>
        <source>No, ordinary queue</source>
        <translation>Нет, общая очередь</translation>
    </message>
    <message>
        <source>Yes, I am one of these:</source>
        <translation>Да, я отношусь к категории:</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>Numbers are given out when the day is open.</source>
        <translation>Талоны выдаются в часы работы.</translation>
    </message>
    <message>
        <source>No reception now</source>
        <translation>Сейчас приёма нет</translation>
    </message>
    <message>
        <source>The hall is closed now</source>
        <translation>Зал сейчас закрыт</translation>
    </message>
    <message>
        <source>Reception hours</source>
        <translation>Часы приёма</translation>
    </message>
    <message>
        <source>around the clock</source>
        <translation>круглосуточно</translation>
    </message>
    <message>
        <source>Choose another service</source>
        <translation>Выбрать другую услугу</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>The connection to the server is being restored.</source>
        <translation>Связь с сервером восстанавливается.</translation>
    </message>
    <message>
        <source>The connection is being restored. You will get a number all the same.</source>
        <translation>Связь восстанавливается. Номер вы всё равно получите.</translation>
    </message>
    <message numerus="yes">
        <source>For the staff: %n numbers are left until the server is back.</source>
        <translation>
            <numerusform>Для сотрудников: до возвращения сервера остался %n номер.</numerusform>
            <numerusform>Для сотрудников: до возвращения сервера осталось %n номера.</numerusform>
            <numerusform>Для сотрудников: до возвращения сервера осталось %n номеров.</numerusform>
        </translation>
    </message>
    <message>
        <source>For the staff: the server refuses this kiosk (%1). Tell the administrator.</source>
        <translation>Сотрудникам: сервер не принимает этот киоск (%1). Сообщите администратору.</translation>
    </message>
    <message>
        <source>No paper now: your number will be shown on the screen.</source>
        <translation>Сейчас нет бумаги: ваш номер будет показан на экране.</translation>
    </message>
</context>
<context>
    <name>NavigationBar</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>В начало</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>Обычный текст</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>Крупный текст</translation>
    </message>
    <message>
        <source>Normal colours</source>
        <translation>Обычные цвета</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Высокий контраст</translation>
    </message>
</context>
<context>
    <name>PresenceQuestion</name>
    <message>
        <source>Are you still here?</source>
        <translation>Вы ещё здесь?</translation>
    </message>
    <message numerus="yes">
        <source>Back to the start in %n seconds</source>
        <translation>
            <numerusform>Возврат в начало через %n секунду</numerusform>
            <numerusform>Возврат в начало через %n секунды</numerusform>
            <numerusform>Возврат в начало через %n секунд</numerusform>
        </translation>
    </message>
    <message>
        <source>Yes, I am here</source>
        <translation>Да, я здесь</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>В начало</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Nobody is waiting</source>
        <translation>Никто не ждёт</translation>
    </message>
    <message numerus="yes">
        <source>%n people are waiting</source>
        <translation>
            <numerusform>%n человек ждёт</numerusform>
            <numerusform>%n человека ждут</numerusform>
            <numerusform>%n человек ждут</numerusform>
        </translation>
    </message>
    <message>
        <source>No reception now</source>
        <translation>Сейчас приёма нет</translation>
    </message>
    <message>
        <source>No reception now. Next: %1</source>
        <translation>Сейчас приёма нет. Следующий приём: %1</translation>
    </message>
    <message>
        <source>No reception now. Next: %1, %2</source>
        <translation>Сейчас приёма нет. Следующий приём: %1, %2</translation>
    </message>
    <message>
        <source>Choose a service</source>
        <translation>Выберите услугу</translation>
    </message>
</context>
<context>
    <name>TakingPage</name>
    <message>
        <source>One moment, please</source>
        <translation>Одну минуту, пожалуйста</translation>
    </message>
    <message>
        <source>It takes longer than usual. Your request is not lost.</source>
        <translation>Это занимает больше времени, чем обычно. Ваш запрос не потерян.</translation>
    </message>
    <message>
        <source>The connection is being restored. Your request is not lost.</source>
        <translation>Связь восстанавливается. Ваш запрос не потерян.</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>The printer is out of paper.</source>
        <translation>В принтере закончилась бумага.</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation>Крышка принтера открыта.</translation>
    </message>
    <message>
        <source>The printer does not work.</source>
        <translation>Принтер не работает.</translation>
    </message>
    <message>
        <source>Your ticket is being printed…</source>
        <translation>Ваш талон печатается…</translation>
    </message>
    <message>
        <source>Please take your ticket</source>
        <translation>Возьмите ваш талон</translation>
    </message>
    <message>
        <source>Did the ticket come out?</source>
        <translation>Талон вышел?</translation>
    </message>
    <message>
        <source>Please remember your number</source>
        <translation>Запомните ваш номер</translation>
    </message>
    <message>
        <source>Please remember your number: it is in the queue.</source>
        <translation>Запомните ваш номер: он уже в очереди.</translation>
    </message>
    <message>
        <source>The printer works again: you can print your ticket now.</source>
        <translation>Принтер снова работает: теперь можно напечатать талон.</translation>
    </message>
    <message>
        <source>Please wait in the hall: the board will show your number and a voice will call it.</source>
        <translation>Ожидайте в зале: ваш номер появится на табло, и его объявят голосом.</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>Ваш номер</translation>
    </message>
    <message>
        <source>Nobody is ahead of you</source>
        <translation>Перед вами никого нет</translation>
    </message>
    <message numerus="yes">
        <source>%n people are ahead of you</source>
        <translation>
            <numerusform>Перед вами %n человек</numerusform>
            <numerusform>Перед вами %n человека</numerusform>
            <numerusform>Перед вами %n человек</numerusform>
        </translation>
    </message>
    <message>
        <source>Received first by law: %1</source>
        <translation>Вне очереди по закону: %1</translation>
    </message>
    <message>
        <source>Registered at %1</source>
        <translation>Время регистрации: %1</translation>
    </message>
    <message>
        <source>The connection is being restored. You keep your place by this time. Please listen for your number.</source>
        <translation>Связь восстанавливается. Ваше место сохраняется по этому времени. Слушайте, когда назовут ваш номер.</translation>
    </message>
    <message>
        <source>The connection is being restored. You keep your place by this number. Please listen for it.</source>
        <translation>Связь восстанавливается. Ваше место сохраняется по этому номеру. Слушайте, когда его назовут.</translation>
    </message>
    <message>
        <source>No, it did not</source>
        <translation>Нет, не вышел</translation>
    </message>
    <message>
        <source>It did not come out</source>
        <translation>Талон не вышел</translation>
    </message>
    <message>
        <source>Print the ticket</source>
        <translation>Напечатать талон</translation>
    </message>
    <message>
        <source>Yes, it did</source>
        <translation>Да, вышел</translation>
    </message>
    <message>
        <source>I have noted it</source>
        <translation>Понятно</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>I have it</source>
        <translation>Талон у меня</translation>
    </message>
</context>
<context>
    <name>TileList</name>
    <message>
        <source>Previous</source>
        <translation>Предыдущие</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>No connection now</source>
        <translation>Сейчас нет связи</translation>
    </message>
    <message>
        <source>No number could be given</source>
        <translation>Не удалось выдать талон</translation>
    </message>
    <message>
        <source>It is %1. Please go to the hall&apos;s staff now: they will register you by this time.</source>
        <translation>Сейчас %1. Подойдите к сотрудникам зала: они зарегистрируют вас по этому времени.</translation>
    </message>
    <message>
        <source>The connection is back. Please try again.</source>
        <translation>Связь восстановлена. Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>Numbers cannot be given out until the connection is restored. Please wait a little or ask the hall&apos;s staff.</source>
        <translation>Пока связь не восстановлена, талоны выдать нельзя. Подождите немного или обратитесь к сотруднику зала.</translation>
    </message>
    <message>
        <source>The system is busy. Please try again or ask the hall&apos;s staff.</source>
        <translation>Система занята. Попробуйте ещё раз или обратитесь к сотруднику зала.</translation>
    </message>
    <message>
        <source>This cannot be done now. Please choose again or ask the hall&apos;s staff.</source>
        <translation>Сейчас это невозможно. Выберите ещё раз или обратитесь к сотруднику зала.</translation>
    </message>
    <message>
        <source>Take the slip from the printer and show it to the staff.</source>
        <translation>Возьмите листок из принтера и покажите его сотруднику зала.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать ещё раз</translation>
    </message>
    <message>
        <source>Choose another service</source>
        <translation>Выбрать другую услугу</translation>
    </message>
    <message>
        <source>No numbers can be given out now. Please go to the hall&apos;s staff: you will not be turned away.</source>
        <translation>Сейчас талоны не выдаются. Подойдите к сотруднику зала: вам не откажут в приёме.</translation>
    </message>
</context>
</TS>
