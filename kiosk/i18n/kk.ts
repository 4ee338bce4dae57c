<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk" sourcelanguage="en">
<context>
    <name>Beginnings</name>
    <message>
        <source>I have booked a time</source>
        <translation>Алдын ала жазылғанмын</translation>
    </message>
    <message>
        <source>My matter is not in this list</source>
        <translation>Менің мәселем тізімде жоқ</translation>
    </message>
</context>
<context>
    <name>BodiesPage</name>
    <message>
        <source>Then you will choose the service you need.</source>
        <translation>Содан кейін қажетті қызметті таңдайсыз.</translation>
    </message>
    <message>
        <source>Your booking cannot be checked now. Choose what you have booked: it counts once the connection is back.</source>
        <translation>Жазылуыңызды қазір тексеру мүмкін емес. Жазылған қызметіңізді таңдаңыз: байланыс қалпына келгенде жазылуыңыз есепке алынады.</translation>
    </message>
    <message>
        <source>Choose an institution</source>
        <translation>Мекемені таңдаңыз</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Ешкім күтіп тұрған жоқ</translation>
    </message>
    <message numerus="yes">
        <source>%n people are waiting</source>
        <translation>
            <numerusform>%n адам күтіп тұр</numerusform>
            <numerusform>%n адам күтіп тұр</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BookingRefusedPage</name>
    <message>
        <source>No booking of today has this code. Please compare the digits with your message, or ask the hall&apos;s staff.</source>
        <translation>Бүгінге мұндай кодпен жазылу жоқ. Цифрларды хабарламамен салыстырыңыз немесе зал қызметкеріне айтыңыз.</translation>
    </message>
    <message>
        <source>A number was given out for this booking already. If you do not have it, ask the hall&apos;s staff.</source>
        <translation>Бұл жазылу бойынша талон берілген. Ол сізде болмаса, зал қызметкеріне айтыңыз.</translation>
    </message>
    <message>
        <source>A number was given out for this booking already: %1. If you do not have it, ask the hall&apos;s staff.</source>
        <translation>Бұл жазылу бойынша талон берілген: %1. Ол сізде болмаса, зал қызметкеріне айтыңыз.</translation>
    </message>
    <message>
        <source>The time of your booking is over. You can take a number for the same service now.</source>
        <translation>Жазылған уақытыңыз өтіп кетті. Осы қызметке қазір талон ала аласыз.</translation>
    </message>
    <message>
        <source>This booking was cancelled. You can take a number for the same service now.</source>
        <translation>Бұл жазылудан бас тартылған. Осы қызметке қазір талон ала аласыз.</translation>
    </message>
    <message>
        <source>Your booking is for another day.</source>
        <translation>Сіз басқа күнге жазылғансыз.</translation>
    </message>
    <message>
        <source>Your booking is for another day: %1. Please come then.</source>
        <translation>Сіз басқа күнге жазылғансыз: %1. Сол уақытта келіңіз.</translation>
    </message>
    <message>
        <source>You cannot be checked in now. Please ask the hall&apos;s staff.</source>
        <translation>Қазір тіркеу мүмкін емес. Зал қызметкеріне айтыңыз.</translation>
    </message>
    <message>
        <source>Code not found</source>
        <translation>Код табылмады</translation>
    </message>
    <message>
        <source>The booking cannot be used now</source>
        <translation>Жазылу қазір жарамайды</translation>
    </message>
    <message>
        <source>Take a number now</source>
        <translation>Қазір талон алу</translation>
    </message>
    <message>
        <source>Enter the code again</source>
        <translation>Кодты қайта енгізу</translation>
    </message>
    <message>
        <source>Go on without a booking</source>
        <translation>Жазылусыз жалғастыру</translation>
    </message>
</context>
<context>
    <name>ClaimPage</name>
    <message>
        <source>The official will ask for the document. Without it: the ordinary queue, by the time you came.</source>
        <translation>Қызметкер құжатты сұрайды. Құжатсыз – жалпы кезек, келген уақытыңыз бойынша.</translation>
    </message>
    <message>
        <source>Does the law let you be received first?</source>
        <translation>Заң бойынша кезектен тыс қабылдануға құқығыңыз бар ма?</translation>
    </message>
    <message>
        <source>No, ordinary queue</source>
        <translation>Жоқ, жалпы кезекпен</translation>
    </message>
    <message>
        <source>Yes, I am one of these:</source>
        <translation>Иә, мен мына санатқа жатамын:</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>The six digits that you were given when you booked.</source>
        <translation>Жазылған кезде берілген алты цифр.</translation>
    </message>
    <message>
        <source>Enter the code of your booking</source>
        <translation>Жазылу кодын енгізіңіз</translation>
    </message>
</context>
<context>
    <name>ElsewherePage</name>
    <message>
        <source>These matters are received elsewhere. You will get a paper with the address.</source>
        <translation>Бұл мәселелер басқа жерде қабылданады. Мекенжай жазылған қағаз аласыз.</translation>
    </message>
    <message>
        <source>Choose your matter</source>
        <translation>Мәселеңізді таңдаңыз</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>Numbers are given out when the day is open.</source>
        <translation>Талондар жұмыс уақытында беріледі.</translation>
    </message>
    <message>
        <source>No reception now</source>
        <translation>Қазір қабылдау жоқ</translation>
    </message>
    <message>
        <source>The hall is closed now</source>
        <translation>Зал қазір жабық</translation>
    </message>
    <message>
        <source>No places are left today</source>
        <translation>Бүгінге орын қалмады</translation>
    </message>
    <message>
        <source>Reception hours</source>
        <translation>Қабылдау уақыты</translation>
    </message>
    <message>
        <source>around the clock</source>
        <translation>тәулік бойы</translation>
    </message>
    <message>
        <source>Choose another service</source>
        <translation>Басқа қызметті таңдау</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>The connection to the server is being restored.</source>
        <translation>Сервермен байланыс қалпына келтірілуде.</translation>
    </message>
    <message>
        <source>The connection is being restored. You will get a number all the same.</source>
        <translation>Байланыс қалпына келтірілуде. Нөміріңізді бәрібір аласыз.</translation>
    </message>
    <message numerus="yes">
        <source>For the staff: %n numbers are left until the server is back.</source>
        <translation>
            <numerusform>Қызметкерлерге: сервер қалпына келгенше %n нөмір қалды.</numerusform>
            <numerusform>Қызметкерлерге: сервер қалпына келгенше %n нөмір қалды.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody is called for the moment. You can take a number.</source>
        <translation>Қазір ешкім шақырылмайды. Талон ала аласыз.</translation>
    </message>
    <message>
        <source>%1. Nobody is called for the moment. You can take a number.</source>
        <translation>%1. Қазір ешкім шақырылмайды. Талон ала аласыз.</translation>
    </message>
    <message>
        <source>For the staff: the server refuses this kiosk (%1). Tell the administrator.</source>
        <translation>Қызметкерлерге: сервер бұл киоскіні қабылдамайды (%1). Әкімшіге хабарлаңыз.</translation>
    </message>
    <message>
        <source>No paper now: your number will be shown on the screen.</source>
        <translation>Қазір қағаз жоқ: нөміріңіз экранда көрсетіледі.</translation>
    </message>
</context>
<context>
    <name>NavigationBar</name>
    <message>
        <source>Back</source>
        <translation>Артқа</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Басынан бастау</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>Қалыпты мәтін</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>Ірі мәтін</translation>
    </message>
    <message>
        <source>Normal colours</source>
        <translation>Қалыпты түстер</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Жоғары контраст</translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>Delete</source>
        <translation>Өшіру</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Әрі қарай</translation>
    </message>
</context>
<context>
    <name>PersonsPage</name>
    <message>
        <source>You get one number for all of you and go to the desk together.</source>
        <translation>Барлығыңызға бір талон беріледі, терезеге бірге келесіздер.</translation>
    </message>
    <message>
        <source>How many of you are there?</source>
        <translation>Нешеу келдіңіз?</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>Бір адам кем</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>Тағы бір адам</translation>
    </message>
    <message>
        <source>Only me: continue</source>
        <translation>Тек өзім: әрі қарай</translation>
    </message>
    <message numerus="yes">
        <source>We are %n persons: continue</source>
        <translation>
            <numerusform>Біз %n адамбыз: әрі қарай</numerusform>
            <numerusform>Біз %n адамбыз: әрі қарай</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresenceQuestion</name>
    <message>
        <source>Are you still here?</source>
        <translation>Сіз әлі осындасыз ба?</translation>
    </message>
    <message numerus="yes">
        <source>Back to the start in %n seconds</source>
        <translation>
            <numerusform>Басына оралуға %n секунд қалды</numerusform>
            <numerusform>Басына оралуға %n секунд қалды</numerusform>
        </translation>
    </message>
    <message>
        <source>Yes, I am here</source>
        <translation>Иә, мен осындамын</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Басынан бастау</translation>
    </message>
</context>
<context>
    <name>RouteCard</name>
    <message>
        <source>Received by: %1</source>
        <translation>Қабылдайды: %1</translation>
    </message>
    <message>
        <source>Next reception: %1</source>
        <translation>Келесі қабылдау: %1</translation>
    </message>
    <message>
        <source>Next reception: %1, %2</source>
        <translation>Келесі қабылдау: %1, %2</translation>
    </message>
    <message>
        <source>Please go here:</source>
        <translation>Мына жерге барыңыз:</translation>
    </message>
    <message>
        <source>Take the paper from the printer.</source>
        <translation>Қағазды принтерден алыңыз.</translation>
    </message>
    <message>
        <source>No paper now: please remember what stands here.</source>
        <translation>Қағаз жоқ: осында жазылғанды есте сақтаңыз.</translation>
    </message>
    <message>
        <source>Print this</source>
        <translation>Басып шығару</translation>
    </message>
</context>
<context>
    <name>RoutePage</name>
    <message>
        <source>Not received here</source>
        <translation>Мұнда қабылданбайды</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Дайын</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>May not be received today any more</source>
        <translation>Бүгін қабылдап үлгермеуі мүмкін</translation>
    </message>
    <message>
        <source>Today only until about %1</source>
        <translation>Бүгін шамамен %1 дейін ғана</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Ешкім күтіп тұрған жоқ</translation>
    </message>
    <message numerus="yes">
        <source>%n people are waiting</source>
        <translation>
            <numerusform>%n адам күтіп тұр</numerusform>
            <numerusform>%n адам күтіп тұр</numerusform>
        </translation>
    </message>
    <message>
        <source>No places are left today</source>
        <translation>Бүгінге орын қалмады</translation>
    </message>
    <message>
        <source>No places are left today. Next: %1</source>
        <translation>Бүгінге орын қалмады. Келесісі: %1</translation>
    </message>
    <message>
        <source>No reception now</source>
        <translation>Қазір қабылдау жоқ</translation>
    </message>
    <message>
        <source>No reception now. Next: %1</source>
        <translation>Қазір қабылдау жоқ. Келесі қабылдау: %1</translation>
    </message>
    <message>
        <source>Your booking cannot be checked now. Choose what you have booked: it counts once the connection is back.</source>
        <translation>Жазылуыңызды қазір тексеру мүмкін емес. Жазылған қызметіңізді таңдаңыз: байланыс қалпына келгенде жазылуыңыз есепке алынады.</translation>
    </message>
    <message>
        <source>Choose a service</source>
        <translation>Қызметті таңдаңыз</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>This kiosk has no printer: numbers stand on the screen only.</source>
        <translation>Бұл киоскіде принтер жоқ: нөмірлер тек экранда көрсетіледі.</translation>
    </message>
    <message>
        <source>The printer is ready.</source>
        <translation>Принтер дайын.</translation>
    </message>
    <message>
        <source>The printer is ready. Its paper is near its end: have a new roll at hand.</source>
        <translation>Принтер дайын. Қағазы бітуге жақын: жаңа орам дайындап қойыңыз.</translation>
    </message>
    <message>
        <source>The printer is out of paper.</source>
        <translation>Принтерде қағаз таусылды.</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation>Принтердің қақпағы ашық.</translation>
    </message>
    <message>
        <source>The printer&apos;s knife is stuck.</source>
        <translation>Принтердің кескіші тұрып қалды.</translation>
    </message>
    <message>
        <source>The printer is too hot. It goes on by itself.</source>
        <translation>Принтер қызып кетті. Ол өзі жалғастырады.</translation>
    </message>
    <message>
        <source>The printer cannot be reached. Look at its cable and its power.</source>
        <translation>Принтермен байланыс жоқ. Кабелі мен қуат көзін тексеріңіз.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>Принтер жауап бермейді.</translation>
    </message>
    <message>
        <source>The printer reports an error.</source>
        <translation>Принтер қате туралы хабарлайды.</translation>
    </message>
    <message numerus="yes">
        <source>%n metres were printed on this roll.</source>
        <translation>
            <numerusform>Бұл орамнан %n метр басып шығарылды.</numerusform>
            <numerusform>Бұл орамнан %n метр басып шығарылды.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n metres of paper are left.</source>
        <translation>
            <numerusform>Шамамен %n метр қағаз қалды.</numerusform>
            <numerusform>Шамамен %n метр қағаз қалды.</numerusform>
        </translation>
    </message>
    <message>
        <source>It proves of each ticket that it came out.</source>
        <translation>Ол әр талонның шыққанын растайды.</translation>
    </message>
    <message>
        <source>It tells how it is, not whether a ticket came out.</source>
        <translation>Ол өз күйін хабарлайды, бірақ талонның шыққанын растамайды.</translation>
    </message>
    <message>
        <source>It tells nothing: visitors are asked whether their tickets came out.</source>
        <translation>Ол ештеңе хабарламайды: талонның шыққаны келушілерден сұралады.</translation>
    </message>
    <message>
        <source>The test ticket is being printed…</source>
        <translation>Сынақ талоны басылып жатыр…</translation>
    </message>
    <message>
        <source>The test ticket came out.</source>
        <translation>Сынақ талоны шықты.</translation>
    </message>
    <message>
        <source>The test ticket did not come out.</source>
        <translation>Сынақ талоны шықпады.</translation>
    </message>
    <message>
        <source>Nobody can tell whether the test ticket came out. Please look.</source>
        <translation>Сынақ талонының шыққаны белгісіз. Қараңыз.</translation>
    </message>
    <message>
        <source>%1, asked what it can do on %2</source>
        <translation>%1, мүмкіндіктері тексерілген күн: %2</translation>
    </message>
    <message>
        <source>The hall&apos;s logo is stored in it.</source>
        <translation>Залдың белгісі принтерде сақталған.</translation>
    </message>
    <message numerus="yes">
        <source>%n tickets were not taken and were drawn back.</source>
        <translation>
            <numerusform>Алынбай, кері тартылған талондар: %n.</numerusform>
            <numerusform>Алынбай, кері тартылған талондар: %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>No font here has these characters: %1</source>
        <translation>Мына таңбалар бірде-бір қаріпте жоқ: %1</translation>
    </message>
    <message>
        <source>This page closes by itself after a minute.</source>
        <translation>Бұл бет бір минуттан кейін өзі жабылады.</translation>
    </message>
    <message>
        <source>For the staff: the printer</source>
        <translation>Қызметкерлерге: принтер</translation>
    </message>
    <message>
        <source>I have put in a new roll</source>
        <translation>Жаңа орам салынды</translation>
    </message>
    <message>
        <source>Ask the printer anew</source>
        <translation>Принтерді қайта тексеру</translation>
    </message>
    <message>
        <source>Print a test ticket</source>
        <translation>Сынақ талонын басып шығару</translation>
    </message>
</context>
<context>
    <name>StoppedPage</name>
    <message>
        <source>No numbers are given out now</source>
        <translation>Қазір талон берілмейді</translation>
    </message>
    <message>
        <source>Reception has stopped.</source>
        <translation>Қабылдау тоқтатылды.</translation>
    </message>
    <message>
        <source>Please ask the hall&apos;s staff what to do. Who has a number keeps his place.</source>
        <translation>Не істеу керегін зал қызметкерінен сұраңыз. Талоны бар адамның орны сақталады.</translation>
    </message>
</context>
<context>
    <name>TakingPage</name>
    <message>
        <source>One moment, please</source>
        <translation>Бір сәт күте тұрыңыз</translation>
    </message>
    <message>
        <source>It takes longer than usual. Your request is not lost.</source>
        <translation>Бұл әдеттегіден ұзағырақ уақыт алып жатыр. Сұрауыңыз жоғалған жоқ.</translation>
    </message>
    <message>
        <source>The connection is being restored. Your request is not lost.</source>
        <translation>Байланыс қалпына келтірілуде. Сұрауыңыз жоғалған жоқ.</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>The printer is out of paper.</source>
        <translation>Принтерде қағаз таусылды.</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation>Принтердің қақпағы ашық.</translation>
    </message>
    <message>
        <source>The printer does not work.</source>
        <translation>Принтер жұмыс істемей тұр.</translation>
    </message>
    <message>
        <source>Your ticket is being printed…</source>
        <translation>Талоныңыз басып шығарылуда…</translation>
    </message>
    <message>
        <source>Please take your ticket</source>
        <translation>Талоныңызды алыңыз</translation>
    </message>
    <message>
        <source>Did the ticket come out?</source>
        <translation>Талон шықты ма?</translation>
    </message>
    <message>
        <source>Please remember your number</source>
        <translation>Нөміріңізді есте сақтаңыз</translation>
    </message>
    <message>
        <source>Please remember your number: it is in the queue.</source>
        <translation>Нөміріңізді есте сақтаңыз: ол кезекке қойылды.</translation>
    </message>
    <message>
        <source>The printer works again: you can print your ticket now.</source>
        <translation>Принтер қайта жұмыс істейді: енді талонды басып шығаруға болады.</translation>
    </message>
    <message>
        <source>Please wait in the hall: the board will show your number and a voice will call it.</source>
        <translation>Залда күтіңіз: нөміріңіз таблода көрсетіліп, дауыспен шақырылады.</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>Сіздің нөміріңіз</translation>
    </message>
    <message>
        <source>Nobody is ahead of you</source>
        <translation>Алдыңызда ешкім жоқ</translation>
    </message>
    <message numerus="yes">
        <source>%n people are ahead of you</source>
        <translation>
            <numerusform>Алдыңызда %n адам бар</numerusform>
            <numerusform>Алдыңызда %n адам бар</numerusform>
        </translation>
    </message>
    <message>
        <source>Received first by law: %1</source>
        <translation>Заң бойынша кезектен тыс: %1</translation>
    </message>
    <message>
        <source>You have taken your ticket</source>
        <translation>Талонды алдыңыз</translation>
    </message>
    <message>
        <source>Nobody took the ticket and the printer drew it back.</source>
        <translation>Талонды ешкім алмады, принтер оны кері тартып алды.</translation>
    </message>
    <message>
        <source>The time of your booking, %1, is over: your place is by the time you came</source>
        <translation>Жазылған уақытыңыз өтті: %1. Орныңыз келген уақытыңыз бойынша</translation>
    </message>
    <message>
        <source>You have booked for %1</source>
        <translation>Жазылған уақытыңыз: %1</translation>
    </message>
    <message>
        <source>after %2: %1</source>
        <translation>%2 өткен соң: %1</translation>
    </message>
    <message numerus="yes">
        <source>For %n persons</source>
        <translation>
            <numerusform>%n адамға</numerusform>
            <numerusform>%n адамға</numerusform>
        </translation>
    </message>
    <message>
        <source>Registered at %1</source>
        <translation>Тіркелген уақыты: %1</translation>
    </message>
    <message>
        <source>The connection is being restored. You keep your place by this time. Please listen for your number.</source>
        <translation>Байланыс қалпына келтірілуде. Кезектегі орныңыз осы уақыт бойынша сақталады. Нөміріңізді тыңдап отырыңыз.</translation>
    </message>
    <message>
        <source>The connection is being restored. You keep your place by this number. Please listen for it.</source>
        <translation>Байланыс қалпына келтірілуде. Кезектегі орныңыз осы нөмір бойынша сақталады. Нөміріңізді тыңдап отырыңыз.</translation>
    </message>
    <message>
        <source>No, it did not</source>
        <translation>Жоқ, шықпады</translation>
    </message>
    <message>
        <source>It did not come out</source>
        <translation>Талон шықпады</translation>
    </message>
    <message>
        <source>Print the ticket</source>
        <translation>Талонды басып шығару</translation>
    </message>
    <message>
        <source>Yes, it did</source>
        <translation>Иә, шықты</translation>
    </message>
    <message>
        <source>I have noted it</source>
        <translation>Түсінікті</translation>
    </message>
    <message>
        <source>I have it</source>
        <translation>Талонды алдым</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Дайын</translation>
    </message>
</context>
<context>
    <name>TileList</name>
    <message>
        <source>Previous</source>
        <translation>Алдыңғылары</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Келесілері</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>No connection now</source>
        <translation>Қазір байланыс жоқ</translation>
    </message>
    <message>
        <source>No number could be given</source>
        <translation>Талон беру мүмкін болмады</translation>
    </message>
    <message>
        <source>It is %1. Please go to the hall&apos;s staff now: they will register you by this time.</source>
        <translation>Қазір сағат %1. Зал қызметкерлеріне барыңыз: олар сізді осы уақытпен тіркейді.</translation>
    </message>
    <message>
        <source>The connection is back. Please try again.</source>
        <translation>Байланыс қалпына келді. Қайталап көріңіз.</translation>
    </message>
    <message>
        <source>Numbers cannot be given out until the connection is restored. Please wait a little or ask the hall&apos;s staff.</source>
        <translation>Байланыс қалпына келгенше талон беру мүмкін емес. Сәл күтіңіз немесе зал қызметкеріне жүгініңіз.</translation>
    </message>
    <message>
        <source>Too many attempts from this kiosk. Please wait a minute and try again, or ask the hall&apos;s staff.</source>
        <translation>Бұл киоскіден әрекет тым көп. Бір минут күтіп, қайталаңыз немесе зал қызметкеріне айтыңыз.</translation>
    </message>
    <message>
        <source>The system is busy. Please try again or ask the hall&apos;s staff.</source>
        <translation>Жүйе бос емес. Қайталап көріңіз немесе зал қызметкеріне жүгініңіз.</translation>
    </message>
    <message>
        <source>This cannot be done now. Please choose again or ask the hall&apos;s staff.</source>
        <translation>Қазір бұл мүмкін емес. Қайта таңдаңыз немесе зал қызметкеріне жүгініңіз.</translation>
    </message>
    <message>
        <source>Take the slip from the printer and show it to the staff.</source>
        <translation>Принтерден шыққан парақты алып, қызметкерге көрсетіңіз.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Қайталап көру</translation>
    </message>
    <message>
        <source>Choose another service</source>
        <translation>Басқа қызметті таңдау</translation>
    </message>
    <message>
        <source>No numbers can be given out now. Please go to the hall&apos;s staff: you will not be turned away.</source>
        <translation>Қазір талон берілмейді. Зал қызметкеріне барыңыз: сізді қабылдамай қайтармайды.</translation>
    </message>
</context>
<context>
    <name>Waits</name>
    <message>
        <source>%1 (rough estimate)</source>
        <translation>%1 (алдын ала есеп)</translation>
    </message>
    <message>
        <source>wait more than 2 hours</source>
        <translation>күту 2 сағаттан көп</translation>
    </message>
    <message>
        <source>soon, up to 5 min</source>
        <translation>жақында, 5 минутқа дейін</translation>
    </message>
    <message>
        <source>wait up to %1 min</source>
        <translation>күту %1 минутқа дейін</translation>
    </message>
    <message>
        <source>wait about %1 min</source>
        <translation>күту шамамен %1 мин</translation>
    </message>
    <message>
        <source>wait about %1–%2 min</source>
        <translation>күту шамамен %1–%2 мин</translation>
    </message>
</context>
</TS>
