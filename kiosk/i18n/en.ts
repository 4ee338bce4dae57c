<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BodiesPage</name>
    <message>
        <source>Then you will choose the service you need.</source>
        <translation>Then you will choose the service you need.</translation>
    </message>
    <message>
        <source>Choose an institution</source>
        <translation>Choose an institution</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Nobody is waiting</translation>
    </message>
    <message numerus="yes">
        <source>%n people are waiting</source>
        <translation>
            <numerusform>%n person is waiting</numerusform>
            <numerusform>%n people are waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClaimPage</name>
    <message>
        <source>Please have the document that confirms it ready at the desk.</source>
        <translation>Please have the document that confirms it ready at the desk.</translation>
    </message>
    <message>
        <source>Does the law let you be received first?</source>
        <translation>Does the law let you be received first?</translation>
    </message>
    <message>
        <source>No, ordinary queue</source>
        <translation>No, ordinary queue</translation>
    </message>
    <message>
        <source>Yes, I am one of these:</source>
        <translation>Yes, I am one of these:</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>Numbers are given out when the day is open.</source>
        <translation>Numbers are given out when the day is open.</translation>
    </message>
    <message>
        <source>No reception now</source>
        <translation>No reception now</translation>
    </message>
    <message>
        <source>The hall is closed now</source>
        <translation>The hall is closed now</translation>
    </message>
    <message>
        <source>Reception hours</source>
        <translation>Reception hours</translation>
    </message>
    <message>
        <source>around the clock</source>
        <translation>around the clock</translation>
    </message>
    <message>
        <source>Choose another service</source>
        <translation>Choose another service</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>The connection to the server is being restored.</source>
        <translation>The connection to the server is being restored.</translation>
    </message>
    <message>
        <source>The connection is being restored. You will get a number all the same.</source>
        <translation>The connection is being restored. You will get a number all the same.</translation>
    </message>
    <message numerus="yes">
        <source>For the staff: %n numbers are left until the server is back.</source>
        <translation>
            <numerusform>For the staff: %n number is left until the server is back.</numerusform>
            <numerusform>For the staff: %n numbers are left until the server is back.</numerusform>
        </translation>
    </message>
    <message>
        <source>For the staff: the server refuses this kiosk (%1). Tell the administrator.</source>
        <translation>For the staff: the server refuses this kiosk (%1). Tell the administrator.</translation>
    </message>
    <message>
        <source>No paper now: your number will be shown on the screen.</source>
        <translation>No paper now: your number will be shown on the screen.</translation>
    </message>
</context>
<context>
    <name>NavigationBar</name>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Start over</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>Normal text</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>Normal colours</source>
        <translation>Normal colours</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>High contrast</translation>
    </message>
</context>
<context>
    <name>PresenceQuestion</name>
    <message>
        <source>Are you still here?</source>
        <translation>Are you still here?</translation>
    </message>
    <message numerus="yes">
        <source>Back to the start in %n seconds</source>
        <translation>
            <numerusform>Back to the start in %n second</numerusform>
            <numerusform>Back to the start in %n seconds</numerusform>
        </translation>
    </message>
    <message>
        <source>Yes, I am here</source>
        <translation>Yes, I am here</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Start over</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Nobody is waiting</source>
        <translation>Nobody is waiting</translation>
    </message>
    <message numerus="yes">
        <source>%n people are waiting</source>
        <translation>
            <numerusform>%n person is waiting</numerusform>
            <numerusform>%n people are waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>No reception now</source>
        <translation>No reception now</translation>
    </message>
    <message>
        <source>No reception now. Next: %1</source>
        <translation>No reception now. Next: %1</translation>
    </message>
    <message>
        <source>No reception now. Next: %1, %2</source>
        <translation>No reception now. Next: %1, %2</translation>
    </message>
    <message>
        <source>Choose a service</source>
        <translation>Choose a service</translation>
    </message>
</context>
<context>
    <name>TakingPage</name>
    <message>
        <source>One moment, please</source>
        <translation>One moment, please</translation>
    </message>
    <message>
        <source>It takes longer than usual. Your request is not lost.</source>
        <translation>It takes longer than usual. Your request is not lost.</translation>
    </message>
    <message>
        <source>The connection is being restored. Your request is not lost.</source>
        <translation>The connection is being restored. Your request is not lost.</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>The printer is out of paper.</source>
        <translation>The printer is out of paper.</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation>The printer&apos;s cover is open.</translation>
    </message>
    <message>
        <source>The printer does not work.</source>
        <translation>The printer does not work.</translation>
    </message>
    <message>
        <source>Your ticket is being printed…</source>
        <translation>Your ticket is being printed…</translation>
    </message>
    <message>
        <source>Please take your ticket</source>
        <translation>Please take your ticket</translation>
    </message>
    <message>
        <source>Did the ticket come out?</source>
        <translation>Did the ticket come out?</translation>
    </message>
    <message>
        <source>Please remember your number</source>
        <translation>Please remember your number</translation>
    </message>
    <message>
        <source>Please remember your number: it is in the queue.</source>
        <translation>Please remember your number: it is in the queue.</translation>
    </message>
    <message>
        <source>The printer works again: you can print your ticket now.</source>
        <translation>The printer works again: you can print your ticket now.</translation>
    </message>
    <message>
        <source>Please wait in the hall: the board will show your number and a voice will call it.</source>
        <translation>Please wait in the hall: the board will show your number and a voice will call it.</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>Your number</translation>
    </message>
    <message>
        <source>Nobody is ahead of you</source>
        <translation>Nobody is ahead of you</translation>
    </message>
    <message numerus="yes">
        <source>%n people are ahead of you</source>
        <translation>
            <numerusform>%n person is ahead of you</numerusform>
            <numerusform>%n people are ahead of you</numerusform>
        </translation>
    </message>
    <message>
        <source>Received first by law: %1</source>
        <translation>Received first by law: %1</translation>
    </message>
    <message>
        <source>Registered at %1</source>
        <translation>Registered at %1</translation>
    </message>
    <message>
        <source>The connection is being restored. You keep your place by this time. Please listen for your number.</source>
        <translation>The connection is being restored. You keep your place by this time. Please listen for your number.</translation>
    </message>
    <message>
        <source>The connection is being restored. You keep your place by this number. Please listen for it.</source>
        <translation>The connection is being restored. You keep your place by this number. Please listen for it.</translation>
    </message>
    <message>
        <source>No, it did not</source>
        <translation>No, it did not</translation>
    </message>
    <message>
        <source>It did not come out</source>
        <translation>It did not come out</translation>
    </message>
    <message>
        <source>Print the ticket</source>
        <translation>Print the ticket</translation>
    </message>
    <message>
        <source>Yes, it did</source>
        <translation>Yes, it did</translation>
    </message>
    <message>
        <source>I have noted it</source>
        <translation>I have noted it</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>I have it</source>
        <translation>I have it</translation>
    </message>
</context>
<context>
    <name>TileList</name>
    <message>
        <source>Previous</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>More</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>No connection now</source>
        <translation>No connection now</translation>
    </message>
    <message>
        <source>No number could be given</source>
        <translation>No number could be given</translation>
    </message>
    <message>
        <source>It is %1. Please go to the hall&apos;s staff now: they will register you by this time.</source>
        <translation>It is %1. Please go to the hall&apos;s staff now: they will register you by this time.</translation>
    </message>
    <message>
        <source>The connection is back. Please try again.</source>
        <translation>The connection is back. Please try again.</translation>
    </message>
    <message>
        <source>Numbers cannot be given out until the connection is restored. Please wait a little or ask the hall&apos;s staff.</source>
        <translation>Numbers cannot be given out until the connection is restored. Please wait a little or ask the hall&apos;s staff.</translation>
    </message>
    <message>
        <source>The system is busy. Please try again or ask the hall&apos;s staff.</source>
        <translation>The system is busy. Please try again or ask the hall&apos;s staff.</translation>
    </message>
    <message>
        <source>This cannot be done now. Please choose again or ask the hall&apos;s staff.</source>
        <translation>This cannot be done now. Please choose again or ask the hall&apos;s staff.</translation>
    </message>
    <message>
        <source>Take the slip from the printer and show it to the staff.</source>
        <translation>Take the slip from the printer and show it to the staff.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Choose another service</source>
        <translation>Choose another service</translation>
    </message>
    <message>
        <source>No numbers can be given out now. Please go to the hall&apos;s staff: you will not be turned away.</source>
        <translation>No numbers can be given out now. Please go to the hall&apos;s staff: you will not be turned away.</translation>
    </message>
</context>
</TS>
