<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Board</name>
    <message>
        <source>Tickets from kiosk %1 have been added</source>
        <translation>Tickets from kiosk %1 have been added</translation>
    </message>
    <message>
        <source>Connecting to the server</source>
        <translation>Connecting to the server</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Desk</translation>
    </message>
    <message>
        <source>Called again</source>
        <translation>Called again</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>Please wait to be called</source>
        <translation>Please wait to be called</translation>
    </message>
    <message>
        <source>Reception is closed now</source>
        <translation>Reception is closed now</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>This board is not registered on the server (%1)</source>
        <translation>This board is not registered on the server (%1)</translation>
    </message>
    <message>
        <source>Another server answers in the hall&apos;s name (%1)</source>
        <translation>Another server answers in the hall&apos;s name (%1)</translation>
    </message>
    <message>
        <source>Check the clocks of this board and of the server (%1)</source>
        <translation>Check the clocks of this board and of the server (%1)</translation>
    </message>
    <message>
        <source>The server refuses this board (%1). Tell the administrator.</source>
        <translation>The server refuses this board (%1). Tell the administrator.</translation>
    </message>
    <message>
        <source>No link to the server. Last update: %1 (%2 min ago)</source>
        <translation>No link to the server. Last update: %1 (%2 min ago)</translation>
    </message>
    <message>
        <source>No link to the server. Last update: %1 (%2 s ago)</source>
        <translation>No link to the server. Last update: %1 (%2 s ago)</translation>
    </message>
    <message>
        <source>The hall&apos;s staff must set this board up</source>
        <translation>The hall&apos;s staff must set this board up</translation>
    </message>
    <message>
        <source>Please ask the hall&apos;s staff about your turn</source>
        <translation>Please ask the hall&apos;s staff about your turn</translation>
    </message>
    <message>
        <source>Reception is stopped</source>
        <translation>Reception is stopped</translation>
    </message>
    <message>
        <source>Reception is paused</source>
        <translation>Reception is paused</translation>
    </message>
    <message>
        <source>Please follow the staff&apos;s instructions</source>
        <translation>Please follow the staff&apos;s instructions</translation>
    </message>
    <message>
        <source>Your ticket stays valid</source>
        <translation>Your ticket stays valid</translation>
    </message>
</context>
</TS>
