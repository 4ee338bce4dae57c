<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk" sourcelanguage="en">
<context>
    <name>BodiesPage</name>
    <message>
        <source>Then you will choose the service you need.</source>
        <translation>Содан кейін қажетті қызметті таңдайсыз.</translation>
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
    <name>ClaimPage</name>
    <message>
        <source>Please have the document that confirms it ready at the desk.</source>
        <translation>Мұны растайтын құжатты дайындап қойыңыз: оны терезеде сұрайды.</translation>
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
    <name>ServicesPage</name>
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
        <source>No reception now</source>
        <translation>Қазір қабылдау жоқ</translation>
    </message>
    <message>
        <source>No reception now. Next: %1</source>
        <translation>Қазір қабылдау жоқ. Келесі қабылдау: %1</translation>
    </message>
    <message>
        <source>No reception now. Next: %1, %2</source>
        <translation>Қазір қабылдау жоқ. Келесі қабылдау: %1, %2</translation>
    </message>
    <message>
        <source>Choose a service</source>
        <translation>Қызметті таңдаңыз</translation>
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
</TS>
