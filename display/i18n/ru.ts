<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>Board</name>
    <message>
        <source>Tickets from kiosk %1 have been added</source>
        <translation>В очередь добавлены талоны киоска %1</translation>
    </message>
    <message>
        <source>Connecting to the server</source>
        <translation>Подключение к серверу</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Талон</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Окно</translation>
    </message>
    <message>
        <source>Called again</source>
        <translation>Повторный вызов</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Вызваны</translation>
    </message>
    <message>
        <source>Please wait to be called</source>
        <translation>Ожидайте вызова</translation>
    </message>
    <message>
        <source>Reception is closed now</source>
        <translation>Сейчас приём не ведётся</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Следующие</translation>
    </message>
    <message>
        <source>This board is not registered on the server (%1)</source>
        <translation>Это табло не зарегистрировано на сервере (%1)</translation>
    </message>
    <message>
        <source>Another server answers in the hall&apos;s name (%1)</source>
        <translation>От имени зала отвечает другой сервер (%1)</translation>
    </message>
    <message>
        <source>Check the clocks of this board and of the server (%1)</source>
        <translation>Проверьте часы этого табло и сервера (%1)</translation>
    </message>
    <message>
        <source>The server refuses this board (%1). Tell the administrator.</source>
        <translation>Сервер не принимает это табло (%1). Сообщите администратору.</translation>
    </message>
    <message>
        <source>No link to the server. Last update: %1 (%2 min ago)</source>
        <translation>Нет связи с сервером. Последнее обновление: %1 (%2 мин назад)</translation>
    </message>
    <message>
        <source>No link to the server. Last update: %1 (%2 s ago)</source>
        <translation>Нет связи с сервером. Последнее обновление: %1 (%2 с назад)</translation>
    </message>
    <message>
        <source>The hall&apos;s staff must set this board up</source>
        <translation>Это табло должен настроить сотрудник зала</translation>
    </message>
    <message>
        <source>Please ask the hall&apos;s staff about your turn</source>
        <translation>Спросите о своей очереди у сотрудника зала</translation>
    </message>
    <message>
        <source>Reception is stopped</source>
        <translation>Приём остановлен</translation>
    </message>
    <message>
        <source>Reception is paused</source>
        <translation>Приём приостановлен</translation>
    </message>
    <message>
        <source>Please follow the staff&apos;s instructions</source>
        <translation>Следуйте указаниям сотрудников</translation>
    </message>
    <message>
        <source>Your ticket stays valid</source>
        <translation>Ваш талон действителен</translation>
    </message>
</context>
</TS>
