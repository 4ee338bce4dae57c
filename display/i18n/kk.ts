<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk" sourcelanguage="en">
<context>
    <name>Board</name>
    <message>
        <source>Tickets from kiosk %1 have been added</source>
        <translation>Киоск %1: талондар кезекке қосылды</translation>
    </message>
    <message>
        <source>Connecting to the server</source>
        <translation>Серверге қосылуда</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Талон</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Терезе</translation>
    </message>
    <message>
        <source>Called again</source>
        <translation>Қайта шақыру</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Шақырылғандар</translation>
    </message>
    <message>
        <source>Please wait to be called</source>
        <translation>Шақыруды күтіңіз</translation>
    </message>
    <message>
        <source>Reception is closed now</source>
        <translation>Қазір қабылдау жүргізілмейді</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Келесі</translation>
    </message>
    <message>
        <source>This board is not registered on the server (%1)</source>
        <translation>Бұл табло серверде тіркелмеген (%1)</translation>
    </message>
    <message>
        <source>Another server answers in the hall&apos;s name (%1)</source>
        <translation>Зал атынан басқа сервер жауап беріп тұр (%1)</translation>
    </message>
    <message>
        <source>Check the clocks of this board and of the server (%1)</source>
        <translation>Осы табло мен сервердің сағатын тексеріңіз (%1)</translation>
    </message>
    <message>
        <source>The server refuses this board (%1). Tell the administrator.</source>
        <translation>Сервер бұл таблоны қабылдамайды (%1). Әкімшіге хабарлаңыз.</translation>
    </message>
    <message>
        <source>No link to the server. Last update: %1 (%2 min ago)</source>
        <translation>Сервермен байланыс жоқ. Соңғы жаңарту: %1 (%2 мин бұрын)</translation>
    </message>
    <message>
        <source>No link to the server. Last update: %1 (%2 s ago)</source>
        <translation>Сервермен байланыс жоқ. Соңғы жаңарту: %1 (%2 с бұрын)</translation>
    </message>
    <message>
        <source>The hall&apos;s staff must set this board up</source>
        <translation>Бұл таблоны зал қызметкері баптауы керек</translation>
    </message>
    <message>
        <source>Please ask the hall&apos;s staff about your turn</source>
        <translation>Кезегіңізді зал қызметкерінен сұраңыз</translation>
    </message>
    <message>
        <source>Reception is stopped</source>
        <translation>Қабылдау тоқтатылды</translation>
    </message>
    <message>
        <source>Reception is paused</source>
        <translation>Қабылдау уақытша тоқтатылды</translation>
    </message>
    <message>
        <source>Please follow the staff&apos;s instructions</source>
        <translation>Қызметкерлердің нұсқауын орындаңыз</translation>
    </message>
    <message>
        <source>Your ticket stays valid</source>
        <translation>Талоныңыз жарамды</translation>
    </message>
</context>
</TS>
