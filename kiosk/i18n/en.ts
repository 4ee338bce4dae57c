<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Beginnings</name>
    <message>
        <source>I have booked a time</source>
        <translation>I have booked a time</translation>
    </message>
    <message>
        <source>My matter is not in this list</source>
        <translation>My matter is not in this list</translation>
    </message>
</context>
<context>
    <name>BodiesPage</name>
    <message>
        <source>Then you will choose the service you need.</source>
        <translation>Then you will choose the service you need.</translation>
    </message>
    <message>
        <source>Your booking cannot be checked now. Choose what you have booked: it counts once the connection is back.</source>
        <translation>Your booking cannot be checked now. Choose what you have booked: it counts once the connection is back.</translation>
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
    <name>BookingRefusedPage</name>
    <message>
        <source>No booking of today has this code. Please compare the digits with your message, or ask the hall&apos;s staff.</source>
        <translation>No booking of today has this code. Please compare the digits with your message, or ask the hall&apos;s staff.</translation>
    </message>
    <message>
        <source>A number was given out for this booking already. If you do not have it, ask the hall&apos;s staff.</source>
        <translation>A number was given out for this booking already. If you do not have it, ask the hall&apos;s staff.</translation>
    </message>
    <message>
        <source>A number was given out for this booking already: %1. If you do not have it, ask the hall&apos;s staff.</source>
        <translation>A number was given out for this booking already: %1. If you do not have it, ask the hall&apos;s staff.</translation>
    </message>
    <message>
        <source>The time of your booking is over. You can take a number for the same service now.</source>
        <translation>The time of your booking is over. You can take a number for the same service now.</translation>
    </message>
    <message>
        <source>This booking was cancelled. You can take a number for the same service now.</source>
        <translation>This booking was cancelled. You can take a number for the same service now.</translation>
    </message>
    <message>
        <source>Your booking is for another day.</source>
        <translation>Your booking is for another day.</translation>
    </message>
    <message>
        <source>Your booking is for another day: %1. Please come then.</source>
        <translation>Your booking is for another day: %1. Please come then.</translation>
    </message>
    <message>
        <source>You cannot be checked in now. Please ask the hall&apos;s staff.</source>
        <translation>You cannot be checked in now. Please ask the hall&apos;s staff.</translation>
    </message>
    <message>
        <source>Code not found</source>
        <translation>Code not found</translation>
    </message>
    <message>
        <source>The booking cannot be used now</source>
        <translation>The booking cannot be used now</translation>
    </message>
    <message>
        <source>Take a number now</source>
        <translation>Take a number now</translation>
    </message>
    <message>
        <source>Enter the code again</source>
        <translation>Enter the code again</translation>
    </message>
    <message>
        <source>Go on without a booking</source>
        <translation>Go on without a booking</translation>
    </message>
</context>
<context>
    <name>ClaimPage</name>
    <message>
        <source>The official will ask for the document. Without it: the ordinary queue, by the time you came.</source>
        <translation>The official will ask for the document. Without it: the ordinary queue, by the time you came.</translation>
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
    <name>CodePage</name>
    <message>
        <source>The six digits that you were given when you booked.</source>
        <translation>The six digits that you were given when you booked.</translation>
    </message>
    <message>
        <source>Enter the code of your booking</source>
        <translation>Enter the code of your booking</translation>
    </message>
</context>
<context>
    <name>ElsewherePage</name>
    <message>
        <source>These matters are received elsewhere. You will get a paper with the address.</source>
        <translation>These matters are received elsewhere. You will get a paper with the address.</translation>
    </message>
    <message>
        <source>Choose your matter</source>
        <translation>Choose your matter</translation>
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
        <source>No places are left today</source>
        <translation>No places are left today</translation>
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
        <source>Nobody is called for the moment. You can take a number.</source>
        <translation>Nobody is called for the moment. You can take a number.</translation>
    </message>
    <message>
        <source>%1. Nobody is called for the moment. You can take a number.</source>
        <translation>%1. Nobody is called for the moment. You can take a number.</translation>
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
    <name>NumberPad</name>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>PersonsPage</name>
    <message>
        <source>You get one number for all of you and go to the desk together.</source>
        <translation>You get one number for all of you and go to the desk together.</translation>
    </message>
    <message>
        <source>How many of you are there?</source>
        <translation>How many of you are there?</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>One less</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>One more</translation>
    </message>
    <message>
        <source>Only me: continue</source>
        <translation>Only me: continue</translation>
    </message>
    <message numerus="yes">
        <source>We are %n persons: continue</source>
        <translation>
            <numerusform>We are %n person: continue</numerusform>
            <numerusform>We are %n persons: continue</numerusform>
        </translation>
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
    <name>RouteCard</name>
    <message>
        <source>Received by: %1</source>
        <translation>Received by: %1</translation>
    </message>
    <message>
        <source>Next reception: %1</source>
        <translation>Next reception: %1</translation>
    </message>
    <message>
        <source>Next reception: %1, %2</source>
        <translation>Next reception: %1, %2</translation>
    </message>
    <message>
        <source>Please go here:</source>
        <translation>Please go here:</translation>
    </message>
    <message>
        <source>Take the paper from the printer.</source>
        <translation>Take the paper from the printer.</translation>
    </message>
    <message>
        <source>No paper now: please remember what stands here.</source>
        <translation>No paper now: please remember what stands here.</translation>
    </message>
    <message>
        <source>Print this</source>
        <translation>Print this</translation>
    </message>
</context>
<context>
    <name>RoutePage</name>
    <message>
        <source>Not received here</source>
        <translation>Not received here</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>May not be received today any more</source>
        <translation>May not be received today any more</translation>
    </message>
    <message>
        <source>Today only until about %1</source>
        <translation>Today only until about %1</translation>
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
    <message>
        <source>No places are left today</source>
        <translation>No places are left today</translation>
    </message>
    <message>
        <source>No places are left today. Next: %1</source>
        <translation>No places are left today. Next: %1</translation>
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
        <source>Your booking cannot be checked now. Choose what you have booked: it counts once the connection is back.</source>
        <translation>Your booking cannot be checked now. Choose what you have booked: it counts once the connection is back.</translation>
    </message>
    <message>
        <source>Choose a service</source>
        <translation>Choose a service</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>This kiosk has no printer: numbers stand on the screen only.</source>
        <translation>This kiosk has no printer: numbers stand on the screen only.</translation>
    </message>
    <message>
        <source>The printer is ready.</source>
        <translation>The printer is ready.</translation>
    </message>
    <message>
        <source>The printer is ready. Its paper is near its end: have a new roll at hand.</source>
        <translation>The printer is ready. Its paper is near its end: have a new roll at hand.</translation>
    </message>
    <message>
        <source>The printer is out of paper.</source>
        <translation>The printer is out of paper.</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation>The printer&apos;s cover is open.</translation>
    </message>
    <message>
        <source>The printer&apos;s knife is stuck.</source>
        <translation>The printer&apos;s knife is stuck.</translation>
    </message>
    <message>
        <source>The printer is too hot. It goes on by itself.</source>
        <translation>The printer is too hot. It goes on by itself.</translation>
    </message>
    <message>
        <source>The printer cannot be reached. Look at its cable and its power.</source>
        <translation>The printer cannot be reached. Look at its cable and its power.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>The printer does not answer.</translation>
    </message>
    <message>
        <source>The printer reports an error.</source>
        <translation>The printer reports an error.</translation>
    </message>
    <message numerus="yes">
        <source>%n metres were printed on this roll.</source>
        <translation>
            <numerusform>%n metre was printed on this roll.</numerusform>
            <numerusform>%n metres were printed on this roll.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n metres of paper are left.</source>
        <translation>
            <numerusform>About %n metre of paper is left.</numerusform>
            <numerusform>About %n metres of paper are left.</numerusform>
        </translation>
    </message>
    <message>
        <source>It proves of each ticket that it came out.</source>
        <translation>It proves of each ticket that it came out.</translation>
    </message>
    <message>
        <source>It tells how it is, not whether a ticket came out.</source>
        <translation>It tells how it is, not whether a ticket came out.</translation>
    </message>
    <message>
        <source>It tells nothing: visitors are asked whether their tickets came out.</source>
        <translation>It tells nothing: visitors are asked whether their tickets came out.</translation>
    </message>
    <message>
        <source>The test ticket is being printed…</source>
        <translation>The test ticket is being printed…</translation>
    </message>
    <message>
        <source>The test ticket came out.</source>
        <translation>The test ticket came out.</translation>
    </message>
    <message>
        <source>The test ticket did not come out.</source>
        <translation>The test ticket did not come out.</translation>
    </message>
    <message>
        <source>Nobody can tell whether the test ticket came out. Please look.</source>
        <translation>Nobody can tell whether the test ticket came out. Please look.</translation>
    </message>
    <message>
        <source>%1, asked what it can do on %2</source>
        <translation>%1, asked what it can do on %2</translation>
    </message>
    <message>
        <source>The hall&apos;s logo is stored in it.</source>
        <translation>The hall&apos;s logo is stored in it.</translation>
    </message>
    <message numerus="yes">
        <source>%n tickets were not taken and were drawn back.</source>
        <translation>
            <numerusform>%n ticket was not taken and was drawn back.</numerusform>
            <numerusform>%n tickets were not taken and were drawn back.</numerusform>
        </translation>
    </message>
    <message>
        <source>No font here has these characters: %1</source>
        <translation>No font here has these characters: %1</translation>
    </message>
    <message>
        <source>This page closes by itself after a minute.</source>
        <translation>This page closes by itself after a minute.</translation>
    </message>
    <message>
        <source>For the staff: the printer</source>
        <translation>For the staff: the printer</translation>
    </message>
    <message>
        <source>I have put in a new roll</source>
        <translation>I have put in a new roll</translation>
    </message>
    <message>
        <source>Ask the printer anew</source>
        <translation>Ask the printer anew</translation>
    </message>
    <message>
        <source>Print a test ticket</source>
        <translation>Print a test ticket</translation>
    </message>
</context>
<context>
    <name>StoppedPage</name>
    <message>
        <source>No numbers are given out now</source>
        <translation>No numbers are given out now</translation>
    </message>
    <message>
        <source>Reception has stopped.</source>
        <translation>Reception has stopped.</translation>
    </message>
    <message>
        <source>Please ask the hall&apos;s staff what to do. Who has a number keeps his place.</source>
        <translation>Please ask the hall&apos;s staff what to do. Who has a number keeps his place.</translation>
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
        <source>You have taken your ticket</source>
        <translation>You have taken your ticket</translation>
    </message>
    <message>
        <source>Nobody took the ticket and the printer drew it back.</source>
        <translation>Nobody took the ticket and the printer drew it back.</translation>
    </message>
    <message>
        <source>The time of your booking, %1, is over: your place is by the time you came</source>
        <translation>The time of your booking, %1, is over: your place is by the time you came</translation>
    </message>
    <message>
        <source>You have booked for %1</source>
        <translation>You have booked for %1</translation>
    </message>
    <message>
        <source>after %2: %1</source>
        <translation>after %2: %1</translation>
    </message>
    <message numerus="yes">
        <source>For %n persons</source>
        <translation>
            <numerusform>For %n person</numerusform>
            <numerusform>For %n persons</numerusform>
        </translation>
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
        <source>Too many attempts from this kiosk. Please wait a minute and try again, or ask the hall&apos;s staff.</source>
        <translation>Too many attempts from this kiosk. Please wait a minute and try again, or ask the hall&apos;s staff.</translation>
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
<context>
    <name>Waits</name>
    <message>
        <source>%1 (rough estimate)</source>
        <translation>%1 (rough estimate)</translation>
    </message>
    <message>
        <source>wait more than 2 hours</source>
        <translation>wait more than 2 hours</translation>
    </message>
    <message>
        <source>soon, up to 5 min</source>
        <translation>soon, up to 5 min</translation>
    </message>
    <message>
        <source>wait up to %1 min</source>
        <translation>wait up to %1 min</translation>
    </message>
    <message>
        <source>wait about %1 min</source>
        <translation>wait about %1 min</translation>
    </message>
    <message>
        <source>wait about %1–%2 min</source>
        <translation>wait about %1–%2 min</translation>
    </message>
</context>
</TS>
