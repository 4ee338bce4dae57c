<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>Beginnings</name>
    <message>
        <source>I have booked a time</source>
        <translation>У меня есть запись</translation>
    </message>
    <message>
        <source>My matter is not in this list</source>
        <translation>Моего вопроса нет в списке</translation>
    </message>
</context>
<context>
    <name>BodiesPage</name>
    <message>
        <source>Then you will choose the service you need.</source>
        <translation>Затем вы выберете нужную услугу.</translation>
    </message>
    <message>
        <source>Your booking cannot be checked now. Choose what you have booked: it counts once the connection is back.</source>
        <translation>Вашу запись сейчас нельзя проверить. Выберите услугу, на которую записаны: запись зачтётся, когда связь восстановится.</translation>
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
    <name>BookingRefusedPage</name>
    <message>
        <source>No booking of today has this code. Please compare the digits with your message, or ask the hall&apos;s staff.</source>
        <translation>На сегодня нет записи с таким кодом. Сверьте цифры с сообщением или обратитесь к сотруднику зала.</translation>
    </message>
    <message>
        <source>A number was given out for this booking already. If you do not have it, ask the hall&apos;s staff.</source>
        <translation>По этой записи талон уже выдан. Если его у вас нет, обратитесь к сотруднику зала.</translation>
    </message>
    <message>
        <source>A number was given out for this booking already: %1. If you do not have it, ask the hall&apos;s staff.</source>
        <translation>По этой записи талон уже выдан: %1. Если его у вас нет, обратитесь к сотруднику зала.</translation>
    </message>
    <message>
        <source>The time of your booking is over. You can take a number for the same service now.</source>
        <translation>Время вашей записи прошло. Вы можете сейчас получить талон на ту же услугу.</translation>
    </message>
    <message>
        <source>This booking was cancelled. You can take a number for the same service now.</source>
        <translation>Эта запись отменена. Вы можете сейчас получить талон на ту же услугу.</translation>
    </message>
    <message>
        <source>Your booking is for another day.</source>
        <translation>Вы записаны на другой день.</translation>
    </message>
    <message>
        <source>Your booking is for another day: %1. Please come then.</source>
        <translation>Вы записаны на другой день: %1. Приходите в это время.</translation>
    </message>
    <message>
        <source>You cannot be checked in now. Please ask the hall&apos;s staff.</source>
        <translation>Сейчас отметиться нельзя. Обратитесь к сотруднику зала.</translation>
    </message>
    <message>
        <source>Code not found</source>
        <translation>Код не найден</translation>
    </message>
    <message>
        <source>The booking cannot be used now</source>
        <translation>Запись сейчас не действует</translation>
    </message>
    <message>
        <source>Take a number now</source>
        <translation>Получить талон сейчас</translation>
    </message>
    <message>
        <source>Enter the code again</source>
        <translation>Ввести код ещё раз</translation>
    </message>
    <message>
        <source>Go on without a booking</source>
        <translation>Продолжить без записи</translation>
    </message>
</context>
<context>
    <name>ClaimPage</name>
    <message>
        <source>The official will ask for the document. Without it: the ordinary queue, by the time you came.</source>
        <translation>Сотрудник попросит документ. Без него – общая очередь, по времени прихода.</translation>
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
    <name>CodePage</name>
    <message>
        <source>The six digits that you were given when you booked.</source>
        <translation>Шесть цифр, которые вы получили при записи.</translation>
    </message>
    <message>
        <source>Enter the code of your booking</source>
        <translation>Введите код записи</translation>
    </message>
</context>
<context>
    <name>ElsewherePage</name>
    <message>
        <source>These matters are received elsewhere. You will get a paper with the address.</source>
        <translation>Эти вопросы принимают в другом месте. Вы получите листок с адресом.</translation>
    </message>
    <message>
        <source>Choose your matter</source>
        <translation>Выберите ваш вопрос</translation>
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
        <source>No places are left today</source>
        <translation>На сегодня мест не осталось</translation>
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
        <source>Nobody is called for the moment. You can take a number.</source>
        <translation>Сейчас никого не вызывают. Талон получить можно.</translation>
    </message>
    <message>
        <source>%1. Nobody is called for the moment. You can take a number.</source>
        <translation>%1. Сейчас никого не вызывают. Талон получить можно.</translation>
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
    <name>NumberPad</name>
    <message>
        <source>Delete</source>
        <translation>Стереть</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Далее</translation>
    </message>
</context>
<context>
    <name>PersonsPage</name>
    <message>
        <source>You get one number for all of you and go to the desk together.</source>
        <translation>Вы получите один талон на всех и подойдёте к окну вместе.</translation>
    </message>
    <message>
        <source>How many of you are there?</source>
        <translation>Сколько вас?</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>На одного меньше</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>Ещё один</translation>
    </message>
    <message>
        <source>Only me: continue</source>
        <translation>Только я: далее</translation>
    </message>
    <message numerus="yes">
        <source>We are %n persons: continue</source>
        <translation>
            <numerusform>Нас %n человек: далее</numerusform>
            <numerusform>Нас %n человека: далее</numerusform>
            <numerusform>Нас %n человек: далее</numerusform>
        </translation>
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
    <name>RouteCard</name>
    <message>
        <source>Received by: %1</source>
        <translation>Принимает: %1</translation>
    </message>
    <message>
        <source>Next reception: %1</source>
        <translation>Следующий приём: %1</translation>
    </message>
    <message>
        <source>Next reception: %1, %2</source>
        <translation>Следующий приём: %1, %2</translation>
    </message>
    <message>
        <source>Please go here:</source>
        <translation>Обратитесь сюда:</translation>
    </message>
    <message>
        <source>Take the paper from the printer.</source>
        <translation>Возьмите листок из принтера.</translation>
    </message>
    <message>
        <source>No paper now: please remember what stands here.</source>
        <translation>Бумаги нет: запомните, что здесь написано.</translation>
    </message>
    <message>
        <source>Print this</source>
        <translation>Напечатать</translation>
    </message>
</context>
<context>
    <name>RoutePage</name>
    <message>
        <source>Not received here</source>
        <translation>Здесь не принимают</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>May not be received today any more</source>
        <translation>Сегодня могут уже не принять</translation>
    </message>
    <message>
        <source>Today only until about %1</source>
        <translation>Сегодня только примерно до %1</translation>
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
    <message>
        <source>No places are left today</source>
        <translation>На сегодня мест не осталось</translation>
    </message>
    <message>
        <source>No places are left today. Next: %1</source>
        <translation>На сегодня мест нет. Следующий приём: %1</translation>
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
        <source>Your booking cannot be checked now. Choose what you have booked: it counts once the connection is back.</source>
        <translation>Вашу запись сейчас нельзя проверить. Выберите услугу, на которую записаны: запись зачтётся, когда связь восстановится.</translation>
    </message>
    <message>
        <source>Choose a service</source>
        <translation>Выберите услугу</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>This kiosk has no printer: numbers stand on the screen only.</source>
        <translation>У этого киоска нет принтера: номера показываются только на экране.</translation>
    </message>
    <message>
        <source>The printer is ready.</source>
        <translation>Принтер готов к работе.</translation>
    </message>
    <message>
        <source>The printer is ready. Its paper is near its end: have a new roll at hand.</source>
        <translation>Принтер готов. Бумага заканчивается: приготовьте новый рулон.</translation>
    </message>
    <message>
        <source>The printer is out of paper.</source>
        <translation>В принтере закончилась бумага.</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation>Крышка принтера открыта.</translation>
    </message>
    <message>
        <source>The printer&apos;s knife is stuck.</source>
        <translation>Нож принтера заклинило.</translation>
    </message>
    <message>
        <source>The printer is too hot. It goes on by itself.</source>
        <translation>Принтер перегрелся. Он продолжит сам.</translation>
    </message>
    <message>
        <source>The printer cannot be reached. Look at its cable and its power.</source>
        <translation>Нет связи с принтером. Проверьте кабель и питание.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>Принтер не отвечает.</translation>
    </message>
    <message>
        <source>The printer reports an error.</source>
        <translation>Принтер сообщает об ошибке.</translation>
    </message>
    <message numerus="yes">
        <source>%n metres were printed on this roll.</source>
        <translation>
            <numerusform>С этого рулона напечатан %n метр.</numerusform>
            <numerusform>С этого рулона напечатано %n метра.</numerusform>
            <numerusform>С этого рулона напечатано %n метров.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n metres of paper are left.</source>
        <translation>
            <numerusform>Осталось около %n метра бумаги.</numerusform>
            <numerusform>Осталось около %n метров бумаги.</numerusform>
            <numerusform>Осталось около %n метров бумаги.</numerusform>
        </translation>
    </message>
    <message>
        <source>It proves of each ticket that it came out.</source>
        <translation>Он подтверждает выход каждого талона.</translation>
    </message>
    <message>
        <source>It tells how it is, not whether a ticket came out.</source>
        <translation>Он сообщает о своём состоянии, но не о выходе талона.</translation>
    </message>
    <message>
        <source>It tells nothing: visitors are asked whether their tickets came out.</source>
        <translation>Он ничего не сообщает: о выходе талона спрашивают посетителя.</translation>
    </message>
    <message>
        <source>The test ticket is being printed…</source>
        <translation>Пробный талон печатается…</translation>
    </message>
    <message>
        <source>The test ticket came out.</source>
        <translation>Пробный талон вышел.</translation>
    </message>
    <message>
        <source>The test ticket did not come out.</source>
        <translation>Пробный талон не вышел.</translation>
    </message>
    <message>
        <source>Nobody can tell whether the test ticket came out. Please look.</source>
        <translation>Неизвестно, вышел ли пробный талон. Посмотрите.</translation>
    </message>
    <message>
        <source>%1, asked what it can do on %2</source>
        <translation>%1, возможности проверены %2</translation>
    </message>
    <message>
        <source>The hall&apos;s logo is stored in it.</source>
        <translation>Логотип зала сохранён в принтере.</translation>
    </message>
    <message numerus="yes">
        <source>%n tickets were not taken and were drawn back.</source>
        <translation>
            <numerusform>Не забран и втянут назад %n талон.</numerusform>
            <numerusform>Не забраны и втянуты назад %n талона.</numerusform>
            <numerusform>Не забраны и втянуты назад %n талонов.</numerusform>
        </translation>
    </message>
    <message>
        <source>No font here has these characters: %1</source>
        <translation>Этих знаков нет ни в одном шрифте: %1</translation>
    </message>
    <message>
        <source>This page closes by itself after a minute.</source>
        <translation>Эта страница закроется сама через минуту.</translation>
    </message>
    <message>
        <source>For the staff: the printer</source>
        <translation>Для сотрудников: принтер</translation>
    </message>
    <message>
        <source>I have put in a new roll</source>
        <translation>Вставлен новый рулон</translation>
    </message>
    <message>
        <source>Ask the printer anew</source>
        <translation>Проверить принтер заново</translation>
    </message>
    <message>
        <source>Print a test ticket</source>
        <translation>Напечатать пробный талон</translation>
    </message>
</context>
<context>
    <name>StoppedPage</name>
    <message>
        <source>No numbers are given out now</source>
        <translation>Талоны сейчас не выдаются</translation>
    </message>
    <message>
        <source>Reception has stopped.</source>
        <translation>Приём остановлен.</translation>
    </message>
    <message>
        <source>Please ask the hall&apos;s staff what to do. Who has a number keeps his place.</source>
        <translation>Спросите сотрудника зала, что делать. У кого есть талон, тот сохраняет своё место.</translation>
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
        <source>You have taken your ticket</source>
        <translation>Вы взяли талон</translation>
    </message>
    <message>
        <source>Nobody took the ticket and the printer drew it back.</source>
        <translation>Талон никто не взял, и принтер втянул его назад.</translation>
    </message>
    <message>
        <source>The time of your booking, %1, is over: your place is by the time you came</source>
        <translation>Время вашей записи, %1, прошло: ваше место по времени прихода</translation>
    </message>
    <message>
        <source>You have booked for %1</source>
        <translation>Вы записаны на %1</translation>
    </message>
    <message>
        <source>after %2: %1</source>
        <translation>после %2: %1</translation>
    </message>
    <message numerus="yes">
        <source>For %n persons</source>
        <translation>
            <numerusform>На %n человека</numerusform>
            <numerusform>На %n человека</numerusform>
            <numerusform>На %n человек</numerusform>
        </translation>
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
        <source>Too many attempts from this kiosk. Please wait a minute and try again, or ask the hall&apos;s staff.</source>
        <translation>Слишком много попыток с этого киоска. Подождите минуту и повторите или обратитесь к сотруднику зала.</translation>
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
<context>
    <name>Waits</name>
    <message>
        <source>%1 (rough estimate)</source>
        <translation>%1 (предварительно)</translation>
    </message>
    <message>
        <source>wait more than 2 hours</source>
        <translation>ожидание более 2 часов</translation>
    </message>
    <message>
        <source>soon, up to 5 min</source>
        <translation>скоро, до 5 мин</translation>
    </message>
    <message>
        <source>wait up to %1 min</source>
        <translation>ожидание до %1 мин</translation>
    </message>
    <message>
        <source>wait about %1 min</source>
        <translation>ожидание примерно %1 мин</translation>
    </message>
    <message>
        <source>wait about %1–%2 min</source>
        <translation>ожидание примерно %1–%2 мин</translation>
    </message>
</context>
</TS>
