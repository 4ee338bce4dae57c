BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kezek','0001_create_tickets','2026-11-23 02:27:37.155529+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kezek','0002_create_trust','2026-11-23 03:39:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'kezek','0003_number_kiosks','2026-11-23 04:35:43.372051+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'kezek','0004_people_and_sessions','2026-11-23 04:35:43.434769+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'kezek','0005_absences','2026-11-23 07:17:30.212100+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'kezek','0006_pairings','2026-11-23 07:47:56.339633+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'kezek','0007_told_of_time','2026-11-23 08:06:55.746843+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'kezek','0008_ticket_layouts','2026-11-23 08:20:11.402117+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'kezek','0009_visits','2026-11-23 12:28:38.503591+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'kezek','0010_bookings','2026-11-23 13:27:40.894629+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'kezek','0011_desk_standings','2026-11-23 13:35:32.046496+00:00');
CREATE TABLE absences (
    hall text not null,
    device text not null,
    since bigint not null,
    until bigint not null,
    primary key (hall, device, since),
    foreign key (hall, device) references devices (hall, id)
);
INSERT INTO "absences" VALUES('small','kiosk-1',1795410100000,1795410400000);
CREATE TABLE authorities (
    hall text not null references halls (id),
    fingerprint text not null,
    state text not null,
    certificate text not null,
    private_key text not null,
    made_at bigint not null,
    primary key (hall, fingerprint)
);
INSERT INTO "authorities" VALUES('small','AAAA-BBBB-CCCC-DDDD','past','a certificate of the first days','its key, long past',1);
CREATE TABLE booking_secrets (
    hall text primary key references halls (id),
    secret text not null
);
CREATE TABLE bookings (
    hall text not null references halls (id),
    id text not null,
    code_digest text not null,
    service text not null,
    service_day text not null,
    slot text not null,
    minutes bigint not null,
    persons bigint not null,
    post text,
    region text,
    state text not null,
    ticket text references tickets (id),
    primary key (hall, id),
    foreign key (hall, service) references services (hall, id)
);
CREATE TABLE deliveries (
    hall text not null references halls (id),
    call bigint not null,
    kind text not null,
    zone text not null,
    device text not null,
    result text not null,
    at bigint not null,
    primary key (hall, call, kind, zone, device)
);
CREATE TABLE desk_fences (
    hall text not null,
    desk text not null,
    fence bigint not null,
    primary key (hall, desk),
    foreign key (hall, desk) references desks (hall, id)
);
CREATE TABLE desk_overrides (
    hall text not null,
    desk text not null,
    times bigint not null,
    primary key (hall, desk),
    foreign key (hall, desk) references desks (hall, id)
);
CREATE TABLE desk_standings (
    hall text not null,
    desk text not null,
    ready_since bigint,
    ready_official text,
    break_since bigint,
    break_reason text,
    primary key (hall, desk),
    foreign key (hall, desk) references desks (hall, id)
);
CREATE TABLE desks (
    hall text not null references halls (id),
    id text not null,
    zone text not null,
    primary key (hall, id),
    foreign key (hall, zone) references zones (hall, id)
);
INSERT INTO "desks" VALUES('small','desk-1','ground');
INSERT INTO "desks" VALUES('small','desk-2','upper');
CREATE TABLE device_keys (
    hall text not null,
    device text not null,
    key_digest text not null,
    state text not null,
    at bigint not null,
    primary key (hall, device, key_digest),
    foreign key (hall, device) references devices (hall, id)
);
CREATE TABLE devices (
    hall text not null references halls (id),
    id text not null,
    role text not null,
    key_digest text not null,
    zone text,
    added_at bigint not null,
    last_seen bigint,
    is_revoked smallint not null, name text not null default '', keyed_at bigint not null default 0, authority text, suspect text, suspect_at bigint, number bigint,
    primary key (hall, id),
    foreign key (hall, zone) references zones (hall, id)
);
INSERT INTO "devices" VALUES('small','kiosk-1','kiosk','5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e',NULL,1795410000000,1795410400000,0,'At the door',1795410000000,NULL,NULL,NULL,1);
CREATE TABLE event_private (
    hall text not null,
    epoch bigint not null,
    seq bigint not null,
    salt text not null,
    fields text not null,
    primary key (hall, epoch, seq),
    foreign key (hall, epoch, seq) references events (hall, epoch, seq)
);
CREATE TABLE events (
    hall text not null references halls (id),
    epoch bigint not null,
    seq bigint not null,
    at bigint not null,
    kind text not null,
    actor text not null,
    policy_version bigint not null,
    body text not null,
    body_digest text not null,
    prev_hash text not null,
    primary key (hall, epoch, seq)
);
INSERT INTO "events" VALUES('small',1,1,1795410000000,'HallImported','server:server',1,'{"type":"HallImported","digest":"5b6c0f5254a87fe452a57fff3f65be480848c7e75c0e15edcd24dd631efe9a30","policy_version":1}','1493fda1723bc14f8292bf7f763053d33e44e111dc728a93b4645cfa858f6ae7','0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO "events" VALUES('small',1,2,1795410000000,'DayOpened','admin:a-1',1,'{"type":"DayOpened","service_day":"2026-11-23"}','1e284a23dbf775c422d611cb8cc76ddc915f79c8528f149fde88eaff3bf4824f','cb98b9f0d961f88204cd2d6b6b6404049260ccf0545869b8467938e8d075bbdd');
INSERT INTO "events" VALUES('small',1,3,1795410001000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"84b62f0b-abcb-4aa2-80e0-00c981ab915a","leg":"e079c805-1e9c-4cac-a96f-0b16953968de","number":"A001","service_day":"2026-11-23","series":"main","ordinal":1,"service":"advice","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795410001000,"people_ahead":0,"issue_request":"ce67396b-9a11-4521-ae7a-1abd75789c22"}','c1b856813fa705d2bb09c1f7ec7b0e3c71c8127f698c521629939fd45c8d2e13','f37458698fd4c999d93a666da3708ebd7b099c7f3224d3ba67a8a4745b309f18');
INSERT INTO "events" VALUES('small',1,4,1795410002000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"b15e19bd-7d5f-49a1-8b78-feb1543bb5e7","leg":"46fab3e1-a81c-4541-8472-e24473da5a6a","number":"A002","service_day":"2026-11-23","series":"main","ordinal":2,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795410002000,"people_ahead":1,"issue_request":"2251b969-9d58-4f66-9fea-af6ef57a3fcb"}','317132d235bd2b52ab420522815dd40d159e99f2afbd2add3677b272fbb4abba','4a7a8904a5bc1a80673d4b6b12c08677e83248e3f7e00b0d8c02bab2394ffb80');
INSERT INTO "events" VALUES('small',1,5,1795410003000,'TicketCalled','official:o-1',1,'{"type":"TicketCalled","ticket":"84b62f0b-abcb-4aa2-80e0-00c981ab915a","leg":"e079c805-1e9c-4cac-a96f-0b16953968de","number":"A001","service":"advice","desk":"desk-1","desk_label":"1","zone":"ground","language":"kk","ticket_class":"ordinary","claim":null,"waited_ms":2000,"reason":"in-order","inputs":{"heads":[{"leg":"46fab3e1-a81c-4541-8472-e24473da5a6a","number":"A002","service":"papers","ticket_class":"ordinary","order_key":1795410002000,"seq":4},{"leg":"e079c805-1e9c-4cac-a96f-0b16953968de","number":"A001","service":"advice","ticket_class":"ordinary","order_key":1795410001000,"seq":3}],"share":0,"limit":0},"share_after":0}','23133ec97d5b17d0c3f76ec16e14a2d3e1c46a8eafa84f628e1596512e2e14d6','b778eace19d270a8ebab70c03d409e1b43a4b1e2e3dd3ccfe6e3fb5702658afc');
INSERT INTO "events" VALUES('small',1,6,1795410003000,'TicketRecalled','official:o-1',1,'{"type":"TicketRecalled","ticket":"84b62f0b-abcb-4aa2-80e0-00c981ab915a","leg":"e079c805-1e9c-4cac-a96f-0b16953968de","number":"A001","desk":"desk-1","desk_label":"1","zone":"ground","language":"kk","times":1}','be3e222c1b45a90109c37b25808d49ce91262a897d1d5245b319331c66df2116','49bdbfcbf16eaecf0f93a3d84c63c3c8762cc749d82f63322b9bd755f6907994');
INSERT INTO "events" VALUES('small',1,7,1795410003000,'NoShowMarked','official:o-1',1,'{"type":"NoShowMarked","ticket":"84b62f0b-abcb-4aa2-80e0-00c981ab915a","leg":"e079c805-1e9c-4cac-a96f-0b16953968de","number":"A001","desk":"desk-1"}','06aa821ce1b899f1a64741bca36ff225dc1ba2568ff2ecc4448b21ba25ffa056','c8e1b3a12f40402c32b510fa4b60c9861594f30af097182857be3a572e6b8a60');
INSERT INTO "events" VALUES('small',1,8,1795410004000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"0931b5b7-9868-4b44-8d1a-6bf25fa2addc","leg":"8d9054f3-c429-44a6-866d-011a3b6068d8","number":"A003","service_day":"2026-11-23","series":"main","ordinal":3,"service":"advice","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795410004000,"people_ahead":1,"issue_request":"42279290-acd9-4c69-af6a-b02edadaf0d1"}','62d98395c20a8db5b616c867f4cb1ba27c982d3cb0641a0fefbae9b76c5ea20f','93d2b19051c6c8bfe42f697406263137dc54986ac70e7fa720d2822c52006c40');
INSERT INTO "events" VALUES('small',1,9,1795410005000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"bb122a90-cb93-4a76-9221-c7134b15dbc9","leg":"854f54b2-703a-40f4-9b3d-154cca9ed25b","number":"A004","service_day":"2026-11-23","series":"main","ordinal":4,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795410005000,"people_ahead":2,"issue_request":"c174ef58-3e4e-4e28-8ef2-4b7d11913742"}','f75696c296502005f1cb79b2359d65579d97ce7bf72de88af2011eb8611537e9','ecbf2536f6801b97f0fd6f17f1e08ccc89d3b13f16271cc760b15c172a9e1da5');
INSERT INTO "events" VALUES('small',1,10,1795410006000,'TicketCalled','official:o-1',1,'{"type":"TicketCalled","ticket":"b15e19bd-7d5f-49a1-8b78-feb1543bb5e7","leg":"46fab3e1-a81c-4541-8472-e24473da5a6a","number":"A002","service":"papers","desk":"desk-2","desk_label":"2","zone":"upper","language":"kk","ticket_class":"ordinary","claim":null,"waited_ms":4000,"reason":"in-order","inputs":{"heads":[{"leg":"46fab3e1-a81c-4541-8472-e24473da5a6a","number":"A002","service":"papers","ticket_class":"ordinary","order_key":1795410002000,"seq":4}],"share":0,"limit":0},"share_after":0}','36c56adaefd9153825d5cef8888d17794cc5263bd841a185161c051fc640903d','b87f6c716f7df8d669e38ef26600b34f629cd771e4129d3a10495fe7a4b39b89');
INSERT INTO "events" VALUES('small',1,11,1795410006000,'TicketRecalled','official:o-1',1,'{"type":"TicketRecalled","ticket":"b15e19bd-7d5f-49a1-8b78-feb1543bb5e7","leg":"46fab3e1-a81c-4541-8472-e24473da5a6a","number":"A002","desk":"desk-2","desk_label":"2","zone":"upper","language":"kk","times":1}','3cf180c496daa1b2a33fd163b80234f4517c2310e74cb644fa94a123bff753a7','a8a53007fb7bb1acfc234ba828ea3a7877129006574648df319adf4758523a19');
INSERT INTO "events" VALUES('small',1,12,1795410006000,'NoShowMarked','official:o-1',1,'{"type":"NoShowMarked","ticket":"b15e19bd-7d5f-49a1-8b78-feb1543bb5e7","leg":"46fab3e1-a81c-4541-8472-e24473da5a6a","number":"A002","desk":"desk-2"}','e574e31b8be90ac304b868102b3af5b3fe35be28361dff36c7b4e1a07ed6b2c5','1b94d1ecebf1455ac792e64eecf2b6ec83b98015907a7dba3c46a976ad89b2d9');
INSERT INTO "events" VALUES('small',1,13,1795410007000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"ce52af5b-87d0-44c6-99f8-3691f64bbfac","leg":"b10352f8-3a3e-4b52-9f59-9355c6d388f0","number":"A005","service_day":"2026-11-23","series":"main","ordinal":5,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795410007000,"people_ahead":2,"issue_request":"bc6bdee5-3693-49d4-ac39-a6c18ba20acd"}','a80500d06c06c4bb057713ff22ae34bbeb7fb0d49e326c946f6f21b0e56c886e','64848e006187672a132d59f4db787778c7765109cb0b727f64f8b1e3f1a8788a');
INSERT INTO "events" VALUES('small',1,14,1795410008000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"0fb7d059-ae9f-4084-ba38-4d54a33c9acf","leg":"4b836a82-52c2-41a1-9f2c-005f311252a8","number":"A006","service_day":"2026-11-23","series":"main","ordinal":6,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795410008000,"people_ahead":3,"issue_request":"b758aabd-9286-4076-8d45-b91ccb33adfa"}','4b2706049cbfd74a37f281b0d14ac931f1a53654a8baf6ca0420c08ebc81bfbd','5b3697fe73413173ca53998f5d1db7e53fab7c5557f76691e4c1f7d46609e048');
INSERT INTO "events" VALUES('small',1,15,1795410009000,'TicketCalled','official:o-1',1,'{"type":"TicketCalled","ticket":"bb122a90-cb93-4a76-9221-c7134b15dbc9","leg":"854f54b2-703a-40f4-9b3d-154cca9ed25b","number":"A004","service":"papers","desk":"desk-2","desk_label":"2","zone":"upper","language":"kk","ticket_class":"ordinary","claim":null,"waited_ms":4000,"reason":"in-order","inputs":{"heads":[{"leg":"854f54b2-703a-40f4-9b3d-154cca9ed25b","number":"A004","service":"papers","ticket_class":"ordinary","order_key":1795410005000,"seq":9}],"share":0,"limit":0},"share_after":0}','0577588edc4b97a7abeb6785cbf0728140d57e14e3e553ffb9fd34748edd92d0','ca4e8c86cc68772b9604c769a84857e8b4a75e2a8d77a7e6542d9bdff50d17d6');
INSERT INTO "events" VALUES('small',1,16,1795410009000,'ServiceStarted','official:o-1',1,'{"type":"ServiceStarted","ticket":"bb122a90-cb93-4a76-9221-c7134b15dbc9","leg":"854f54b2-703a-40f4-9b3d-154cca9ed25b","number":"A004","desk":"desk-2"}','662140732c813ecb3f3002fb0c68e79c708bf9152b2d09caf2319a9ae2ba11a5','528787041d7ec178d192584555dc7afb68a371b9e326e3cc4ba4e7e0d6988233');
INSERT INTO "events" VALUES('small',1,17,1795410009000,'ServiceFinished','official:o-1',1,'{"type":"ServiceFinished","ticket":"bb122a90-cb93-4a76-9221-c7134b15dbc9","leg":"854f54b2-703a-40f4-9b3d-154cca9ed25b","number":"A004","desk":"desk-2"}','4c62ca2a0b7783eb545041dcfbda0d5cf3142e6d41a9c623fa8cbb85c9f4588d','64f833349ba95c272daa79a41da5563f61bdc4dbc9d14af02e9f5a4afa0eef73');
INSERT INTO "events" VALUES('small',1,18,1795410010000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"4d3ceabd-0ce6-43cf-a3ec-f1874cd0394c","leg":"5f2e1a2f-3d59-487a-92ca-406b0b3f1e92","number":"A007","service_day":"2026-11-23","series":"main","ordinal":7,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795410010000,"people_ahead":3,"issue_request":"118df806-35de-45b8-ba0f-1df4620cb8b3"}','fee62ba16b234df2ebee4321da7389fa234004c8eb02b81c50ef8dc610a69e51','627c76d875f83c6e3f45d6c86118f7eeb4599845379034504fafd314d7272c7f');
INSERT INTO "events" VALUES('small',1,19,1795410011000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"86026933-7b17-478d-8dd2-097dbb848593","leg":"4248ebb0-dd0a-480d-ae0a-1b8faabd9285","number":"A008","service_day":"2026-11-23","series":"main","ordinal":8,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795410011000,"people_ahead":4,"issue_request":"b3ad8942-83d9-4ffb-9d7a-c843816101c7"}','a0ba414e2ecc1c57f98cc9f38e415b9b7f14df594d46100144692cd653cdc687','4cf0a204c7906d091522d57fdb7290bd536c7a9c3f34072e305cfd17bbeb273f');
INSERT INTO "events" VALUES('small',1,20,1795410012000,'TicketCalled','official:o-1',1,'{"type":"TicketCalled","ticket":"ce52af5b-87d0-44c6-99f8-3691f64bbfac","leg":"b10352f8-3a3e-4b52-9f59-9355c6d388f0","number":"A005","service":"papers","desk":"desk-2","desk_label":"2","zone":"upper","language":"kk","ticket_class":"ordinary","claim":null,"waited_ms":5000,"reason":"in-order","inputs":{"heads":[{"leg":"b10352f8-3a3e-4b52-9f59-9355c6d388f0","number":"A005","service":"papers","ticket_class":"ordinary","order_key":1795410007000,"seq":13}],"share":0,"limit":0},"share_after":0}','192bbe6e6d94e55ebc597fd2a33d39f92957302d79e1f8ec329f3e7e1793bd31','41b988a6a6f88c658f278d7a2a71df11c1c93f9671cd1b935d960066658b6dc0');
INSERT INTO "events" VALUES('small',1,21,1795410012000,'ServiceStarted','official:o-1',1,'{"type":"ServiceStarted","ticket":"ce52af5b-87d0-44c6-99f8-3691f64bbfac","leg":"b10352f8-3a3e-4b52-9f59-9355c6d388f0","number":"A005","desk":"desk-2"}','e244ab230fe9a585dbcb7532096e131c6488e5435a57428247bc59152f92c23b','7a175cdfef19489b38d25b3f5b6a6a90f69cecaed6841b6f22c1f2da97ac9765');
INSERT INTO "events" VALUES('small',1,22,1795410012000,'ServiceFinished','official:o-1',1,'{"type":"ServiceFinished","ticket":"ce52af5b-87d0-44c6-99f8-3691f64bbfac","leg":"b10352f8-3a3e-4b52-9f59-9355c6d388f0","number":"A005","desk":"desk-2"}','e1d678fd561960f4ad4e140481e93e83025699abd1ed40696bd8c0dc263d24d0','72d9185378c1accf55fa41ff9ebfbc5b8ee1a2e61686589ba5a2d0596c48e64e');
INSERT INTO "events" VALUES('small',1,23,1795410012000,'DayClosed','admin:a-1',1,'{"type":"DayClosed","service_day":"2026-11-23","still_waiting":4}','592ca866e38001de009d9f72e7dbd6c76d7acf7e717be3160e9002ee36f987ad','c60761d66775088813a5abc6cc905f28a399ca3d69314856bb9e8b73e2a286c8');
INSERT INTO "events" VALUES('small',1,24,1795496412000,'TicketLapsed','admin:a-1',1,'{"type":"TicketLapsed","ticket":"0931b5b7-9868-4b44-8d1a-6bf25fa2addc","leg":"8d9054f3-c429-44a6-866d-011a3b6068d8","number":"A003"}','b5abcc169155010c6c8e17d1c492afa9ae743ed1fedec148db4456747b52f061','8dcef9f11fb93988da465a90bf6220024811a3a3646412aaafe485d1cb19eb58');
INSERT INTO "events" VALUES('small',1,25,1795496412000,'TicketLapsed','admin:a-1',1,'{"type":"TicketLapsed","ticket":"0fb7d059-ae9f-4084-ba38-4d54a33c9acf","leg":"4b836a82-52c2-41a1-9f2c-005f311252a8","number":"A006"}','c8c98825529c18039b7252293d8ba8f19e67068b5223655f5504847376a5bd25','0b02b4efc04e6010df4170800bb27351f633680cc93c8ee703f13985688f2d19');
INSERT INTO "events" VALUES('small',1,26,1795496412000,'TicketLapsed','admin:a-1',1,'{"type":"TicketLapsed","ticket":"4d3ceabd-0ce6-43cf-a3ec-f1874cd0394c","leg":"5f2e1a2f-3d59-487a-92ca-406b0b3f1e92","number":"A007"}','17ae0ef713f787b47c76b68cfae06c684508821a5c6dad717b369e629371903c','2d5ce7d7f48070e93d06755484784c62210a4311831fbbc391f6e46adb686db3');
INSERT INTO "events" VALUES('small',1,27,1795496412000,'TicketLapsed','admin:a-1',1,'{"type":"TicketLapsed","ticket":"86026933-7b17-478d-8dd2-097dbb848593","leg":"4248ebb0-dd0a-480d-ae0a-1b8faabd9285","number":"A008"}','414f5cbe60604748ecbf747c9b491ad0394154146ccd0c166567ff409e53f90b','07ef4bf6a40252c63301d5a5a99d5d12bb9111d8f49e1a891d1648f46c1b753a');
INSERT INTO "events" VALUES('small',1,28,1795496412000,'DayOpened','admin:a-1',1,'{"type":"DayOpened","service_day":"2026-11-24"}','73a6516f535a748a9475a5e3e982b78a68febf10599cf2ac5300ab078fc48af3','56401f04317ee913251e99b4bb92992e98b8ec06755933ba2e94261d9faf0442');
INSERT INTO "events" VALUES('small',1,29,1795496413000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"8b4e7c06-503d-4799-a2d7-28abed43b278","leg":"f2778210-dfa7-4f14-93ed-9da42fb29957","number":"A001","service_day":"2026-11-24","series":"main","ordinal":1,"service":"papers","language":"kk","ticket_class":"statutory","claim":"veterans","order_key":1795496413000,"people_ahead":0,"issue_request":"daf6e621-e5d2-4871-bb28-068584e05801"}','1e8a53ad32e7974201b90e96cd69e53bc8af644110ef70a7b705f3910017d34c','4b4172d6b96161fbb0c4e79afbe99b770bf98344cff5fd7a6c917c51b4156431');
INSERT INTO "events" VALUES('small',1,30,1795496414000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"3439c68e-ebce-43b3-b44e-4488f32a6dad","leg":"22fa0dbf-19d6-40d0-960a-6fe27960e6f3","number":"A002","service_day":"2026-11-24","series":"main","ordinal":2,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795496414000,"people_ahead":1,"issue_request":"bf7c9c0d-6487-4bd5-9e55-05d85e546a34"}','feb979d6333ab9d8456ee96cdb76dc997f000cba85f01fe698e1825e6d7ca3e3','a39c348a7f2fc187393822dddd2d30adf9c70ff157770da001dc35efde416029');
INSERT INTO "events" VALUES('small',1,31,1795496415000,'TicketCalled','official:o-1',1,'{"type":"TicketCalled","ticket":"8b4e7c06-503d-4799-a2d7-28abed43b278","leg":"f2778210-dfa7-4f14-93ed-9da42fb29957","number":"A001","service":"papers","desk":"desk-2","desk_label":"2","zone":"upper","language":"kk","ticket_class":"statutory","claim":"veterans","waited_ms":2000,"reason":"in-order","inputs":{"heads":[{"leg":"22fa0dbf-19d6-40d0-960a-6fe27960e6f3","number":"A002","service":"papers","ticket_class":"ordinary","order_key":1795496414000,"seq":30},{"leg":"f2778210-dfa7-4f14-93ed-9da42fb29957","number":"A001","service":"papers","ticket_class":"statutory","order_key":1795496413000,"seq":29}],"share":0,"limit":0},"share_after":0}','ec957aaa187dab8aa3d4bb95748cdaf92800c337ff67fe325a4b360be0bed7e6','cf94603e49d7f876b4926bc66a50e3ae01b5abc00335a17670e34cdb70c7fe73');
INSERT INTO "events" VALUES('small',1,32,1795496415000,'TicketRecalled','official:o-1',1,'{"type":"TicketRecalled","ticket":"8b4e7c06-503d-4799-a2d7-28abed43b278","leg":"f2778210-dfa7-4f14-93ed-9da42fb29957","number":"A001","desk":"desk-2","desk_label":"2","zone":"upper","language":"kk","times":1}','dee8ae93f37cb75e68d4ba39f42a350ca8ab103f4373d17e6843402384acab93','e05ce1248e493b0e5a85ca749ae1060a0dd05451b18840620ecde8359e6b7e42');
INSERT INTO "events" VALUES('small',1,33,1795496415000,'NoShowMarked','official:o-1',1,'{"type":"NoShowMarked","ticket":"8b4e7c06-503d-4799-a2d7-28abed43b278","leg":"f2778210-dfa7-4f14-93ed-9da42fb29957","number":"A001","desk":"desk-2"}','b99088d6348cf583d9a85a3c537edf0647337217d128455ba00cb0c2c34517f1','e47ca13ad33f71db7e4ef9733dbc49d5027b0c02cbafed646e83ada256c99260');
INSERT INTO "events" VALUES('small',1,34,1795496416000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"79848238-fe47-4746-913b-2c149ca3dfda","leg":"555b5e09-69fc-4eb5-8d9a-943dd1ea65f5","number":"A003","service_day":"2026-11-24","series":"main","ordinal":3,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795496416000,"people_ahead":1,"issue_request":"bd751fb5-8f04-41d8-8d26-3fddc171e057"}','993451c20eacd52d648895c4ed262feb9d8bb66a96d25dad2fc47f3c0a6b647b','b2f70053761ba752b3d3a59133d714ff1e065dba40623b02ac222bc78341cb7f');
INSERT INTO "events" VALUES('small',1,35,1795496417000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"9895f2f7-7a08-4913-8e99-46079e1e0df7","leg":"8ffedeaf-6068-48fb-b127-b3bb93cb51b8","number":"A004","service_day":"2026-11-24","series":"main","ordinal":4,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795496417000,"people_ahead":2,"issue_request":"7e9c3450-6fef-4cc9-9cd7-9ae7aee183e7"}','ce69992ce4495ffbda1f4942d6991e55aa6ab2b0263d987401ffadd89ed8e7a8','3e526115e4f2cf0e9984ce94e36cb3c65e198fe584f89d8374c68c855af0b4f5');
INSERT INTO "events" VALUES('small',1,36,1795496418000,'TicketCalled','official:o-1',1,'{"type":"TicketCalled","ticket":"3439c68e-ebce-43b3-b44e-4488f32a6dad","leg":"22fa0dbf-19d6-40d0-960a-6fe27960e6f3","number":"A002","service":"papers","desk":"desk-1","desk_label":"1","zone":"ground","language":"kk","ticket_class":"ordinary","claim":null,"waited_ms":4000,"reason":"in-order","inputs":{"heads":[{"leg":"22fa0dbf-19d6-40d0-960a-6fe27960e6f3","number":"A002","service":"papers","ticket_class":"ordinary","order_key":1795496414000,"seq":30}],"share":0,"limit":0},"share_after":0}','7ded11ede5a4d71e598ff318dd388be0d4ec378b40cf5d4adec19f9e6c84a2b5','c450ba7fc241b6498c664adea55cf027cf20afbff4c7f7c5f37ee506be11ea9c');
INSERT INTO "events" VALUES('small',1,37,1795496418000,'ServiceStarted','official:o-1',1,'{"type":"ServiceStarted","ticket":"3439c68e-ebce-43b3-b44e-4488f32a6dad","leg":"22fa0dbf-19d6-40d0-960a-6fe27960e6f3","number":"A002","desk":"desk-1"}','36aeeea89994a3495472e8ffd3a50598aa6a27fe920f6081d55d1664128860a5','6079f8f0a5035188cdf750255c752c1788123908b604399601c7a47e1cebd520');
INSERT INTO "events" VALUES('small',1,38,1795496418000,'ServiceFinished','official:o-1',1,'{"type":"ServiceFinished","ticket":"3439c68e-ebce-43b3-b44e-4488f32a6dad","leg":"22fa0dbf-19d6-40d0-960a-6fe27960e6f3","number":"A002","desk":"desk-1"}','9fa0bd5e7ab2df9eb9894b7ba15447b685b7c23dd4cded9f244730589bda8ca1','17eea427192a8017993abc20cd0457ce703a382f08c0b9cb32b91869d3201b6d');
INSERT INTO "events" VALUES('small',1,39,1795496419000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"c5f0fc25-2083-42c2-b590-6a20e1cd3c8a","leg":"b2cedd7a-fbfb-4ac6-b094-8a0634bf1ab6","number":"A005","service_day":"2026-11-24","series":"main","ordinal":5,"service":"advice","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795496419000,"people_ahead":2,"issue_request":"f68d5236-f94e-45cd-af15-2adc846dfd27"}','852c1a7225274e25b15bf4979be529626a1164412b843a4d4561f201635fbcce','6211e93d2efee2b649dca9e88b2622c00507d076d5e12f105923ee2d487f6cad');
INSERT INTO "events" VALUES('small',1,40,1795496420000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"a31ee156-9fd8-4f34-8406-2ce3f7828d6a","leg":"21cb743a-1a50-48d1-afc6-60f85069f906","number":"A006","service_day":"2026-11-24","series":"main","ordinal":6,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795496420000,"people_ahead":3,"issue_request":"ec89d05c-1256-4fdb-94d3-4434509102eb"}','c772975abd1442d9434563ef8ce733e499be49d217083a7224ec86c780c01548','014dd45a51eb50eb3c1e87c5dd6ba805a68eefd16dec9d0855ebbfdcd793f1bf');
INSERT INTO "events" VALUES('small',1,41,1795496421000,'TicketCalled','official:o-1',1,'{"type":"TicketCalled","ticket":"79848238-fe47-4746-913b-2c149ca3dfda","leg":"555b5e09-69fc-4eb5-8d9a-943dd1ea65f5","number":"A003","service":"papers","desk":"desk-2","desk_label":"2","zone":"upper","language":"kk","ticket_class":"ordinary","claim":null,"waited_ms":5000,"reason":"in-order","inputs":{"heads":[{"leg":"555b5e09-69fc-4eb5-8d9a-943dd1ea65f5","number":"A003","service":"papers","ticket_class":"ordinary","order_key":1795496416000,"seq":34}],"share":0,"limit":0},"share_after":0}','f6945a76be5e57c0e132a0697c2cfd698edb72e0373596805d071f238e0f4b44','0a795bc34121f8017254f77db397a3d16b8d996478282a1b08ab6f3e314130ac');
INSERT INTO "events" VALUES('small',1,42,1795496421000,'ServiceStarted','official:o-1',1,'{"type":"ServiceStarted","ticket":"79848238-fe47-4746-913b-2c149ca3dfda","leg":"555b5e09-69fc-4eb5-8d9a-943dd1ea65f5","number":"A003","desk":"desk-2"}','73a2d9a8c1ea6f3b67155d987133121e9b4715805d902b2190a0fc054e732ef7','933f7354f7199149d6115abc98ad208bc0925496829d398390804e614faaf011');
INSERT INTO "events" VALUES('small',1,43,1795496421000,'ServiceFinished','official:o-1',1,'{"type":"ServiceFinished","ticket":"79848238-fe47-4746-913b-2c149ca3dfda","leg":"555b5e09-69fc-4eb5-8d9a-943dd1ea65f5","number":"A003","desk":"desk-2"}','350bb1d3756a69c90ce445ed023cdaa99dd280b68dc93d13cb885c4bb1a228e2','7de7c7362e9f6cd43c5c84c59459add603c9dfdd4f0e15cfaacee9f321d5e1a6');
INSERT INTO "events" VALUES('small',1,44,1795496422000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"c0a7abab-b8a0-42c9-a6c3-1bceafaa389e","leg":"37c611b9-c975-45c5-bb30-d4153664be1f","number":"A007","service_day":"2026-11-24","series":"main","ordinal":7,"service":"advice","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795496422000,"people_ahead":3,"issue_request":"039c047a-2a27-4007-aea7-4abcce5c82b2"}','9596fbbbad40c5d69dc3f6e97ca62d2fef70d093eddf71c7582d0064e74e8297','6829f34c2df79677fcc30e9e3e58fc7c57704d90e6529352f2043c7333b5b5c3');
INSERT INTO "events" VALUES('small',1,45,1795496423000,'TicketIssued','kiosk:kiosk-1',1,'{"type":"TicketIssued","ticket":"8f79e7ef-18ad-4732-84df-e5031aa046f2","leg":"9c39a25d-9bbb-49ae-b33a-293dd9b52be5","number":"A008","service_day":"2026-11-24","series":"main","ordinal":8,"service":"papers","language":"kk","ticket_class":"ordinary","claim":null,"order_key":1795496423000,"people_ahead":4,"issue_request":"84c35640-37e6-4bb1-b837-79ef6b2f77dd"}','61b412da319ff5662e86152c29416be6cfa2861d7fafcab4833c25095d80af78','cfe78c1c081475d3ba96f3f8b61b4c8565445722b202217c25fdafbcc89f3bcd');
INSERT INTO "events" VALUES('small',1,46,1795496424000,'TicketCalled','official:o-1',1,'{"type":"TicketCalled","ticket":"9895f2f7-7a08-4913-8e99-46079e1e0df7","leg":"8ffedeaf-6068-48fb-b127-b3bb93cb51b8","number":"A004","service":"papers","desk":"desk-2","desk_label":"2","zone":"upper","language":"kk","ticket_class":"ordinary","claim":null,"waited_ms":7000,"reason":"in-order","inputs":{"heads":[{"leg":"8ffedeaf-6068-48fb-b127-b3bb93cb51b8","number":"A004","service":"papers","ticket_class":"ordinary","order_key":1795496417000,"seq":35}],"share":0,"limit":0},"share_after":0}','f9efd67dc9158aacf28be1baf3017c8b9b18926754773e333441117a31b63f5c','be859b3252bb8e28604533cb36f90d648e0dafa953bb80fdf863723fc68540ee');
INSERT INTO "events" VALUES('small',1,47,1795496424000,'ServiceStarted','official:o-1',1,'{"type":"ServiceStarted","ticket":"9895f2f7-7a08-4913-8e99-46079e1e0df7","leg":"8ffedeaf-6068-48fb-b127-b3bb93cb51b8","number":"A004","desk":"desk-2"}','b35d628c5428ac1f1a5b64c2a5686054931246c96d2eb3da42f4509edd5a649c','5cc580f35a916eac00102741bd98840775869a016e8b161cba086b7238273496');
INSERT INTO "events" VALUES('small',1,48,1795496424000,'ServiceFinished','official:o-1',1,'{"type":"ServiceFinished","ticket":"9895f2f7-7a08-4913-8e99-46079e1e0df7","leg":"8ffedeaf-6068-48fb-b127-b3bb93cb51b8","number":"A004","desk":"desk-2"}','a0d0153eda518540ef8ce559779c685b620704f93d995b504f8f6218fbfa6b5d','59b433d4149b5e0b816502a550825964d31d107481d05c5c40be8f2304ac2104');
INSERT INTO "events" VALUES('small',1,49,1795496424000,'DayClosed','admin:a-1',1,'{"type":"DayClosed","service_day":"2026-11-24","still_waiting":4}','4234018817a913c516824766d6d0a09db2dece1f9b8492aa82d4afaba9974071','15d330cf4ecffa4c179549f798a2e2563807261683260064329bfbe143ff98a0');
CREATE TABLE hall_standings (
    hall text primary key references halls (id),
    standing text not null,
    reason text not null,
    since bigint not null
);
CREATE TABLE halls (
    id text primary key,
    epoch bigint not null,
    seq bigint not null,
    head_hash text not null,
    last_at bigint not null,
    wall_offset bigint not null,
    policy_version bigint not null,
    config text not null,
    config_digest text not null
, next_kiosk bigint not null default 1);
INSERT INTO "halls" VALUES('small',1,49,'30c1a0d9bc5b80016ce838ada0c68ac5762e06189b19965cd3fa6bd5b52f3f2a',1795496424000,0,1,'{"id":"small","names":{"en":"Small hall","kk":"Small hall","ru":"Small hall"},"time_zone":"Asia/Almaty","languages":["kk","ru","en"],"extra_voices":[],"notice":{},"hours":[{"weekday":1,"opens":"09:00","closes":"18:00"},{"weekday":2,"opens":"09:00","closes":"18:00"},{"weekday":3,"opens":"09:00","closes":"18:00"},{"weekday":4,"opens":"09:00","closes":"18:00"},{"weekday":5,"opens":"09:00","closes":"18:00"}],"bodies":[{"id":"office","names":{"en":"Office","kk":"Office","ru":"Office"}}],"series":[{"id":"main","prefix":"A","width":3},{"id":"heads","prefix":"M","width":2}],"services":[{"id":"papers","body":"office","names":{"en":"Papers","kk":"Papers","ru":"Papers"},"hours":[]},{"id":"advice","body":"office","names":{"en":"Advice","kk":"Advice","ru":"Advice"},"hours":[]},{"id":"head","body":"office","names":{"en":"Head","kk":"Head","ru":"Head"},"hours":[{"weekday":2,"opens":"10:00","closes":"12:00"}]}],"service_series":{"advice":"main","head":"heads","papers":"main"},"categories":[{"id":"veterans","names":{"en":"Veterans","kk":"Veterans","ru":"Veterans"},"legal_reference":{"en":"A law","kk":"A law","ru":"A law"}}],"zones":[{"id":"ground","names":{"en":"Ground","kk":"Ground","ru":"Ground"}},{"id":"upper","names":{"en":"Upper","kk":"Upper","ru":"Upper"}}],"desks":[{"id":"desk-1","label":"1","zone":"ground","services":["papers","advice"]},{"id":"desk-2","label":"2","zone":"upper","services":["papers","head"]}],"statutory_limit":2,"booked_limit":1,"start_is_optional":false,"recall_limit":2,"unclaimed_seconds":180,"acknowledgement_seconds":10}','5b6c0f5254a87fe452a57fff3f65be480848c7e75c0e15edcd24dd631efe9a30',1);
CREATE TABLE import_keys (
    hall text not null references halls (id),
    id text not null,
    key_digest text not null unique,
    made_at bigint not null,
    last_used_at bigint,
    revoked_at bigint,
    primary key (hall, id)
);
CREATE TABLE known_browsers (
    hall text not null,
    official text not null,
    browser_digest text not null,
    last_at bigint not null,
    primary key (hall, official, browser_digest),
    foreign key (hall, official) references officials (hall, id)
);
CREATE TABLE legs (
    id text primary key,
    hall text not null,
    ticket text not null references tickets (id),
    service text not null,
    ticket_class text not null,
    order_key bigint not null,
    seq bigint not null,
    state text not null,
    desk text,
    called_at bigint,
    recalls bigint not null, lane text not null default '', nth bigint not null default 1, due_at bigint, absent_at bigint, revivals bigint not null default 0, back_service text, back_lane text,
    foreign key (hall, service) references services (hall, id),
    foreign key (hall, desk) references desks (hall, id)
);
INSERT INTO "legs" VALUES('e079c805-1e9c-4cac-a96f-0b16953968de','small','84b62f0b-abcb-4aa2-80e0-00c981ab915a','advice','ordinary',1795410001000,3,'no-show','desk-1',1795410003000,1,'advice',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('46fab3e1-a81c-4541-8472-e24473da5a6a','small','b15e19bd-7d5f-49a1-8b78-feb1543bb5e7','papers','ordinary',1795410002000,4,'no-show','desk-2',1795410006000,1,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('8d9054f3-c429-44a6-866d-011a3b6068d8','small','0931b5b7-9868-4b44-8d1a-6bf25fa2addc','advice','ordinary',1795410004000,8,'lapsed',NULL,NULL,0,'advice',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('854f54b2-703a-40f4-9b3d-154cca9ed25b','small','bb122a90-cb93-4a76-9221-c7134b15dbc9','papers','ordinary',1795410005000,9,'finished','desk-2',1795410009000,0,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('b10352f8-3a3e-4b52-9f59-9355c6d388f0','small','ce52af5b-87d0-44c6-99f8-3691f64bbfac','papers','ordinary',1795410007000,13,'finished','desk-2',1795410012000,0,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('4b836a82-52c2-41a1-9f2c-005f311252a8','small','0fb7d059-ae9f-4084-ba38-4d54a33c9acf','papers','ordinary',1795410008000,14,'lapsed',NULL,NULL,0,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('5f2e1a2f-3d59-487a-92ca-406b0b3f1e92','small','4d3ceabd-0ce6-43cf-a3ec-f1874cd0394c','papers','ordinary',1795410010000,18,'lapsed',NULL,NULL,0,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('4248ebb0-dd0a-480d-ae0a-1b8faabd9285','small','86026933-7b17-478d-8dd2-097dbb848593','papers','ordinary',1795410011000,19,'lapsed',NULL,NULL,0,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('f2778210-dfa7-4f14-93ed-9da42fb29957','small','8b4e7c06-503d-4799-a2d7-28abed43b278','papers','statutory',1795496413000,29,'no-show','desk-2',1795496415000,1,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('22fa0dbf-19d6-40d0-960a-6fe27960e6f3','small','3439c68e-ebce-43b3-b44e-4488f32a6dad','papers','ordinary',1795496414000,30,'finished','desk-1',1795496418000,0,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('555b5e09-69fc-4eb5-8d9a-943dd1ea65f5','small','79848238-fe47-4746-913b-2c149ca3dfda','papers','ordinary',1795496416000,34,'finished','desk-2',1795496421000,0,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('8ffedeaf-6068-48fb-b127-b3bb93cb51b8','small','9895f2f7-7a08-4913-8e99-46079e1e0df7','papers','ordinary',1795496417000,35,'finished','desk-2',1795496424000,0,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('b2cedd7a-fbfb-4ac6-b094-8a0634bf1ab6','small','c5f0fc25-2083-42c2-b590-6a20e1cd3c8a','advice','ordinary',1795496419000,39,'waiting',NULL,NULL,0,'advice',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('21cb743a-1a50-48d1-afc6-60f85069f906','small','a31ee156-9fd8-4f34-8406-2ce3f7828d6a','papers','ordinary',1795496420000,40,'waiting',NULL,NULL,0,'papers',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('37c611b9-c975-45c5-bb30-d4153664be1f','small','c0a7abab-b8a0-42c9-a6c3-1bceafaa389e','advice','ordinary',1795496422000,44,'waiting',NULL,NULL,0,'advice',1,NULL,NULL,0,NULL,NULL);
INSERT INTO "legs" VALUES('9c39a25d-9bbb-49ae-b33a-293dd9b52be5','small','8f79e7ef-18ad-4732-84df-e5031aa046f2','papers','ordinary',1795496423000,45,'waiting',NULL,NULL,0,'papers',1,NULL,NULL,0,NULL,NULL);
CREATE TABLE login_failures (
    hall text not null references halls (id),
    kind text not null,
    key_digest text not null,
    failures bigint not null,
    last_at bigint not null, about text not null default '',
    primary key (hall, kind, key_digest)
);
CREATE TABLE officials (
    hall text not null references halls (id),
    id text not null,
    login text not null,
    password_hash text not null,
    role text not null,
    added_at bigint not null,
    is_disabled smallint not null, temporary_until bigint,
    primary key (hall, id),
    unique (hall, login)
);
CREATE TABLE offline_numbers (
    hall text not null references halls (id),
    kiosk bigint not null,
    ordinal bigint not null,
    ticket text not null references tickets (id),
    merged_by text not null,
    merged_at bigint not null,
    primary key (hall, kiosk, ordinal),
    unique (hall, ticket)
);
CREATE TABLE ordered_papers (
    hall text not null references halls (id),
    ticket text not null references tickets (id),
    copy bigint not null,
    device text not null,
    primary key (hall, ticket, copy)
);
CREATE TABLE pairings (
    hall text not null references halls (id),
    id text not null,
    code text not null,
    role text not null,
    address text not null,
    since bigint not null,
    expires_at bigint not null,
    wish text,
    outcome text,
    primary key (hall, id)
);
INSERT INTO "pairings" VALUES('small','0123456789abcdef','123456','kiosk','192.168.1.20',1795410500000,1795410800000,NULL,NULL);
CREATE TABLE requests (
    hall text not null references halls (id),
    request_id text not null,
    actor text not null,
    command text not null,
    body_digest text not null,
    epoch bigint not null,
    first_seq bigint not null,
    last_seq bigint not null,
    refusal text,
    at bigint not null,
    primary key (hall, request_id)
);
INSERT INTO "requests" VALUES('small','2bb31f9f-45aa-41aa-8094-8e906c5b6260','admin:a-1','OpenDay','23f45644a1b37f36f1b919569fd13f6e56652e1854698e5c5d03329cf10ce95c',1,2,2,NULL,1795410000000);
INSERT INTO "requests" VALUES('small','ce67396b-9a11-4521-ae7a-1abd75789c22','kiosk:kiosk-1','IssueTicket','f9354d43dd995baa5665a2eb4b5aef171f38c4779a43cfcc4d2efd4979beb49f',1,3,3,NULL,1795410001000);
INSERT INTO "requests" VALUES('small','2251b969-9d58-4f66-9fea-af6ef57a3fcb','kiosk:kiosk-1','IssueTicket','09deb91ee6863c6ecc2162bcd2da18ee02c51387b1bbaf9697e28b1f7aac50d1',1,4,4,NULL,1795410002000);
INSERT INTO "requests" VALUES('small','9e152390-c8aa-4923-a307-0dd302b08d32','official:o-1','CallNext','02c866a7c6f327a162c6c5c73b950449553abe9eba6f471f2143e49c65025511',1,5,5,NULL,1795410003000);
INSERT INTO "requests" VALUES('small','78575d1e-7f33-4c35-abd8-185ee3163f31','official:o-1','Recall','b5aec8d328a2038a563f2db3bd24871d257a6a57de1fa0a7e03f2a618092aae5',1,6,6,NULL,1795410003000);
INSERT INTO "requests" VALUES('small','5550f3bc-ef9f-4d29-a431-19f775623254','official:o-1','MarkNoShow','b7aab64c5424822e247d81c6a3542f835e4b0b1dde13b7a3610e0b90a9b4590a',1,7,7,NULL,1795410003000);
INSERT INTO "requests" VALUES('small','42279290-acd9-4c69-af6a-b02edadaf0d1','kiosk:kiosk-1','IssueTicket','37924138c83c4738bf1a286fb475b3eb015051dcf82a8ea67a01f688664b31ee',1,8,8,NULL,1795410004000);
INSERT INTO "requests" VALUES('small','c174ef58-3e4e-4e28-8ef2-4b7d11913742','kiosk:kiosk-1','IssueTicket','2081583af97ed95bd38f1f72247ac0fee05b6dfcb147873ef9256d664beb22d6',1,9,9,NULL,1795410005000);
INSERT INTO "requests" VALUES('small','2f5fbc0d-81a0-460f-b8e9-3b25c7609060','official:o-1','CallNext','3e07b11f5f3cebdd0f427410bb234c3a72fbb545c21a3d9d8f731032c8aca3fb',1,10,10,NULL,1795410006000);
INSERT INTO "requests" VALUES('small','bc4bc2a7-bfb0-4d68-b16b-33fdc500507d','official:o-1','Recall','eabe827d347ef3e1a4e884735ab48d89744900e483a92ddcd2497d7e762aa7f7',1,11,11,NULL,1795410006000);
INSERT INTO "requests" VALUES('small','ffb2ec41-0746-419b-8062-0164e02b120b','official:o-1','MarkNoShow','c9c040da7f4c819bb7f88ffb1fa2aa464ed6d91ddae53bc0b5cd00a438add468',1,12,12,NULL,1795410006000);
INSERT INTO "requests" VALUES('small','bc6bdee5-3693-49d4-ac39-a6c18ba20acd','kiosk:kiosk-1','IssueTicket','75c244e9393a8f984b113067a46edb565dc29aa2be319a8adb257c4864bc62b3',1,13,13,NULL,1795410007000);
INSERT INTO "requests" VALUES('small','b758aabd-9286-4076-8d45-b91ccb33adfa','kiosk:kiosk-1','IssueTicket','4415df2ec40f8b59da505e576aadcda71c3fab16f42477b11e7224d7c1d49559',1,14,14,NULL,1795410008000);
INSERT INTO "requests" VALUES('small','ac359d4d-8866-43cc-8d44-3d5fb1a47c09','official:o-1','CallNext','410249e205c98ca0c01631be8fab282cd62f7d8fa8d1c097132387e7cb91b243',1,15,15,NULL,1795410009000);
INSERT INTO "requests" VALUES('small','52836ca6-b417-411a-bad6-b04c1fd1fc28','official:o-1','StartService','d38f27d54d8a063051357c8ab5a38b54b1558330088b79c0ae713a7fdd2b632d',1,16,16,NULL,1795410009000);
INSERT INTO "requests" VALUES('small','ac205480-8b68-4edb-bf2d-436e6f0f411c','official:o-1','FinishService','4f6cfed2abb98d4d7504b06b8f7a25ed794d8d6fb8225bd26c338446e8d5d421',1,17,17,NULL,1795410009000);
INSERT INTO "requests" VALUES('small','118df806-35de-45b8-ba0f-1df4620cb8b3','kiosk:kiosk-1','IssueTicket','f29153993bc672f81d0905a73c39e5ff4aff8d0adf083a5758267e01fcca1b1f',1,18,18,NULL,1795410010000);
INSERT INTO "requests" VALUES('small','b3ad8942-83d9-4ffb-9d7a-c843816101c7','kiosk:kiosk-1','IssueTicket','de58fd3c1abafa37310fc6900f849391d8efbff34b2ecec4a4e368b9aaee4ee6',1,19,19,NULL,1795410011000);
INSERT INTO "requests" VALUES('small','2214c526-6965-472c-bcf4-d1d0e9882f3a','official:o-1','CallNext','de145fe804fcea65329c7a736d6004e97f5337c01e8c80f5d72bb1c67396ecef',1,20,20,NULL,1795410012000);
INSERT INTO "requests" VALUES('small','582755b1-40d6-42f7-95b4-805f7c7ac913','official:o-1','StartService','f455c3e2ed00ea6be5b2e60ae4db2220ea48b9cdef229c5ba21c76643f3b802e',1,21,21,NULL,1795410012000);
INSERT INTO "requests" VALUES('small','d8e13012-e521-4f75-bcec-412a12fe9b1f','official:o-1','FinishService','dda9996311d15c51062d3f7247aa631c4f23dbff4a6841ce358244ca1273319f',1,22,22,NULL,1795410012000);
INSERT INTO "requests" VALUES('small','f4158ab8-ee0f-492e-a180-cf1cdf117db1','admin:a-1','CloseDay','a32650fccd78828b1867dcec97d6fcfb0cb5a28feb4f47d3546d03937fa37ebf',1,23,23,NULL,1795410012000);
INSERT INTO "requests" VALUES('small','ca5a1a10-ff37-4783-a9c5-94ac39fff561','admin:a-1','OpenDay','8e5f3b1c2614bc9f9f116544518633cb6ad1bebd03871210f7f85c71ec3cc13e',1,24,28,NULL,1795496412000);
INSERT INTO "requests" VALUES('small','daf6e621-e5d2-4871-bb28-068584e05801','kiosk:kiosk-1','IssueTicket','dd285fd758602e5646dcc55e21cd0affdbb23241f7808232d0d2cfaea73688e1',1,29,29,NULL,1795496413000);
INSERT INTO "requests" VALUES('small','bf7c9c0d-6487-4bd5-9e55-05d85e546a34','kiosk:kiosk-1','IssueTicket','eb18214f142ed9de1c07d6299c0f1f837a5aaf28ea87d8628f74a01744cb86bd',1,30,30,NULL,1795496414000);
INSERT INTO "requests" VALUES('small','d423acaa-6e48-4db8-98fa-20e6a932e222','official:o-1','CallNext','7cff09964a772e44c6bb38e271e80009a84d6b41e871d0cd2f11c195f560ad04',1,31,31,NULL,1795496415000);
INSERT INTO "requests" VALUES('small','e14d2815-268d-42dc-aca5-fd10bcade59a','official:o-1','Recall','c1a0a3c47c31725c0a5982f87972d6c524afff8b4ce2340e5a199d86a49ce3f4',1,32,32,NULL,1795496415000);
INSERT INTO "requests" VALUES('small','d54a4a52-0eb3-4d6a-9d0e-bf6f5a5861d5','official:o-1','MarkNoShow','1d102e62af3c26a46c047f2a5bbc8a599f6e714abca36b63296f002006d62b5a',1,33,33,NULL,1795496415000);
INSERT INTO "requests" VALUES('small','bd751fb5-8f04-41d8-8d26-3fddc171e057','kiosk:kiosk-1','IssueTicket','4a92cabbc8efe8a1c67e9ce2ef1e6ae5eefb234c7157b34cb11e707805bf9b5f',1,34,34,NULL,1795496416000);
INSERT INTO "requests" VALUES('small','7e9c3450-6fef-4cc9-9cd7-9ae7aee183e7','kiosk:kiosk-1','IssueTicket','00e7cf92f9f83bbabc2dc99df153575ac8c4e2753f5ae32711c36ea728d352e0',1,35,35,NULL,1795496417000);
INSERT INTO "requests" VALUES('small','01daf762-a33a-49e4-8339-2464134c6bcd','official:o-1','CallNext','296581429ccb36de057bf574e03846733f538ccad54e3cb5d3bb6792495d228c',1,36,36,NULL,1795496418000);
INSERT INTO "requests" VALUES('small','3ce20892-84b1-427b-bba5-8e5feed46b78','official:o-1','StartService','1ab13e29cf37878a8ddd476867ffb8664eaa09fba8e2cf58ce16c9492d427e42',1,37,37,NULL,1795496418000);
INSERT INTO "requests" VALUES('small','98fef6f2-c2d1-4002-9fdc-12fb5c1f657a','official:o-1','FinishService','0847d7498d7927ed13c9061ae7564e9c7d7efdadd6bbd3fb8df558039f9044d5',1,38,38,NULL,1795496418000);
INSERT INTO "requests" VALUES('small','f68d5236-f94e-45cd-af15-2adc846dfd27','kiosk:kiosk-1','IssueTicket','e40a0d838f1d33193834732218677249ab002846dc10edf7b03943650bb3a6f2',1,39,39,NULL,1795496419000);
INSERT INTO "requests" VALUES('small','ec89d05c-1256-4fdb-94d3-4434509102eb','kiosk:kiosk-1','IssueTicket','7ab42560ff3d905d1980b077851004841cdfe2f738fcde59bd502cfb85889842',1,40,40,NULL,1795496420000);
INSERT INTO "requests" VALUES('small','964d547e-5836-48d3-90ed-107cd10428bf','official:o-1','CallNext','1d9d3aba4aa00b76d7696730a9fb25c73629d12ca19ca13ec1f4bd6a0b30d9a0',1,41,41,NULL,1795496421000);
INSERT INTO "requests" VALUES('small','02878f9a-e999-47d1-9373-c4bc5b292489','official:o-1','StartService','ecef7331203206a13acd5f0f3aa100f658145aad5320052cc21ffef993c0ef85',1,42,42,NULL,1795496421000);
INSERT INTO "requests" VALUES('small','eee855bd-0101-48c8-8d4c-d69ae117e256','official:o-1','FinishService','314d30677070a3b4731224598a8fb2525da2110aab7d6d210abf269bb8835e1f',1,43,43,NULL,1795496421000);
INSERT INTO "requests" VALUES('small','039c047a-2a27-4007-aea7-4abcce5c82b2','kiosk:kiosk-1','IssueTicket','d793c24fb0ed0ea097f4261ae347d316ed12dc1d6252bac5685816f9f1f2c0b7',1,44,44,NULL,1795496422000);
INSERT INTO "requests" VALUES('small','84c35640-37e6-4bb1-b837-79ef6b2f77dd','kiosk:kiosk-1','IssueTicket','5c38f48cb4c2326199301bcc4d27adb5f741c6ef0c2fbecba5901bce4cf7bd71',1,45,45,NULL,1795496423000);
INSERT INTO "requests" VALUES('small','0c13c694-8a6a-499f-b048-9e21293e13fd','official:o-1','CallNext','074e0a5f10321b85837dc4ed8b3aa7948233e28bee96129fe3abbb0b4701ce5b',1,46,46,NULL,1795496424000);
INSERT INTO "requests" VALUES('small','9a870989-e515-4ef5-9427-612c87ff77b8','official:o-1','StartService','7e435b205628281d36a3c74881d6a1c95c2934062b867fa5a3507664b4814363',1,47,47,NULL,1795496424000);
INSERT INTO "requests" VALUES('small','86fe09e6-a724-4bcf-b8ea-53a1bbcee8d5','official:o-1','FinishService','46d61528da8914854d2c61db53acfe4a4fd6b7faf196ea9d024250ff7c1537b9',1,48,48,NULL,1795496424000);
INSERT INTO "requests" VALUES('small','85f11e2a-b95c-4f31-b711-6e39b7cf6f57','admin:a-1','CloseDay','03fbcbd0c550fa09c642c1e3b3504f66888da4cad34c17dff2270c20d292d46e',1,49,49,NULL,1795496424000);
CREATE TABLE series (
    hall text not null references halls (id),
    id text not null,
    prefix text not null,
    width bigint not null,
    next bigint not null,
    primary key (hall, id),
    unique (hall, prefix)
);
INSERT INTO "series" VALUES('small','main','A',3,9);
INSERT INTO "series" VALUES('small','heads','M',2,1);
CREATE TABLE service_days (
    hall text not null references halls (id),
    id text not null,
    opened_at bigint not null,
    closed_at bigint,
    primary key (hall, id)
);
INSERT INTO "service_days" VALUES('small','2026-11-23',1795410000000,1795410012000);
INSERT INTO "service_days" VALUES('small','2026-11-24',1795496412000,1795496424000);
CREATE TABLE services (
    hall text not null references halls (id),
    id text not null,
    series text not null,
    primary key (hall, id),
    foreign key (hall, series) references series (hall, id)
);
INSERT INTO "services" VALUES('small','papers','main');
INSERT INTO "services" VALUES('small','advice','main');
INSERT INTO "services" VALUES('small','head','heads');
CREATE TABLE sessions (
    token_digest text primary key,
    hall text not null,
    official text not null,
    desk text,
    fence bigint not null,
    started_at bigint not null,
    last_used_at bigint not null,
    ends_at bigint not null, id text not null default '', browser_digest text not null default '', browser text not null default '', place text not null default '', idle_ms bigint not null default 0, confirmed_at bigint not null default 0,
    foreign key (hall, official) references officials (hall, id),
    foreign key (hall, desk) references desks (hall, id)
);
CREATE TABLE shares (
    hall text not null references halls (id),
    tier bigint not null,
    service text not null,
    share bigint not null,
    primary key (hall, tier, service)
);
CREATE TABLE taken_in (
    hall text not null,
    service_day text not null,
    service text not null,
    visitors bigint not null,
    primary key (hall, service_day, service),
    foreign key (hall, service) references services (hall, id)
);
CREATE TABLE tickets (
    id text primary key,
    hall text not null,
    service_day text not null,
    series text not null,
    ordinal bigint not null,
    number text not null,
    language text not null,
    claim text,
    issue_request text not null,
    issued_by text not null,
    issued_at bigint not null,
    epoch bigint not null,
    seq bigint not null, persons bigint not null default 1, is_claim_confirmed smallint not null default 0,
    unique (hall, service_day, series, ordinal),
    unique (hall, issue_request),
    foreign key (hall, service_day) references service_days (hall, id),
    foreign key (hall, series) references series (hall, id)
);
INSERT INTO "tickets" VALUES('84b62f0b-abcb-4aa2-80e0-00c981ab915a','small','2026-11-23','main',1,'A001','kk',NULL,'ce67396b-9a11-4521-ae7a-1abd75789c22','kiosk:kiosk-1',1795410001000,1,3,1,0);
INSERT INTO "tickets" VALUES('b15e19bd-7d5f-49a1-8b78-feb1543bb5e7','small','2026-11-23','main',2,'A002','kk',NULL,'2251b969-9d58-4f66-9fea-af6ef57a3fcb','kiosk:kiosk-1',1795410002000,1,4,1,0);
INSERT INTO "tickets" VALUES('0931b5b7-9868-4b44-8d1a-6bf25fa2addc','small','2026-11-23','main',3,'A003','kk',NULL,'42279290-acd9-4c69-af6a-b02edadaf0d1','kiosk:kiosk-1',1795410004000,1,8,1,0);
INSERT INTO "tickets" VALUES('bb122a90-cb93-4a76-9221-c7134b15dbc9','small','2026-11-23','main',4,'A004','kk',NULL,'c174ef58-3e4e-4e28-8ef2-4b7d11913742','kiosk:kiosk-1',1795410005000,1,9,1,0);
INSERT INTO "tickets" VALUES('ce52af5b-87d0-44c6-99f8-3691f64bbfac','small','2026-11-23','main',5,'A005','kk',NULL,'bc6bdee5-3693-49d4-ac39-a6c18ba20acd','kiosk:kiosk-1',1795410007000,1,13,1,0);
INSERT INTO "tickets" VALUES('0fb7d059-ae9f-4084-ba38-4d54a33c9acf','small','2026-11-23','main',6,'A006','kk',NULL,'b758aabd-9286-4076-8d45-b91ccb33adfa','kiosk:kiosk-1',1795410008000,1,14,1,0);
INSERT INTO "tickets" VALUES('4d3ceabd-0ce6-43cf-a3ec-f1874cd0394c','small','2026-11-23','main',7,'A007','kk',NULL,'118df806-35de-45b8-ba0f-1df4620cb8b3','kiosk:kiosk-1',1795410010000,1,18,1,0);
INSERT INTO "tickets" VALUES('86026933-7b17-478d-8dd2-097dbb848593','small','2026-11-23','main',8,'A008','kk',NULL,'b3ad8942-83d9-4ffb-9d7a-c843816101c7','kiosk:kiosk-1',1795410011000,1,19,1,0);
INSERT INTO "tickets" VALUES('8b4e7c06-503d-4799-a2d7-28abed43b278','small','2026-11-24','main',1,'A001','kk','veterans','daf6e621-e5d2-4871-bb28-068584e05801','kiosk:kiosk-1',1795496413000,1,29,1,0);
INSERT INTO "tickets" VALUES('3439c68e-ebce-43b3-b44e-4488f32a6dad','small','2026-11-24','main',2,'A002','kk',NULL,'bf7c9c0d-6487-4bd5-9e55-05d85e546a34','kiosk:kiosk-1',1795496414000,1,30,1,0);
INSERT INTO "tickets" VALUES('79848238-fe47-4746-913b-2c149ca3dfda','small','2026-11-24','main',3,'A003','kk',NULL,'bd751fb5-8f04-41d8-8d26-3fddc171e057','kiosk:kiosk-1',1795496416000,1,34,1,0);
INSERT INTO "tickets" VALUES('9895f2f7-7a08-4913-8e99-46079e1e0df7','small','2026-11-24','main',4,'A004','kk',NULL,'7e9c3450-6fef-4cc9-9cd7-9ae7aee183e7','kiosk:kiosk-1',1795496417000,1,35,1,0);
INSERT INTO "tickets" VALUES('c5f0fc25-2083-42c2-b590-6a20e1cd3c8a','small','2026-11-24','main',5,'A005','kk',NULL,'f68d5236-f94e-45cd-af15-2adc846dfd27','kiosk:kiosk-1',1795496419000,1,39,1,0);
INSERT INTO "tickets" VALUES('a31ee156-9fd8-4f34-8406-2ce3f7828d6a','small','2026-11-24','main',6,'A006','kk',NULL,'ec89d05c-1256-4fdb-94d3-4434509102eb','kiosk:kiosk-1',1795496420000,1,40,1,0);
INSERT INTO "tickets" VALUES('c0a7abab-b8a0-42c9-a6c3-1bceafaa389e','small','2026-11-24','main',7,'A007','kk',NULL,'039c047a-2a27-4007-aea7-4abcce5c82b2','kiosk:kiosk-1',1795496422000,1,44,1,0);
INSERT INTO "tickets" VALUES('8f79e7ef-18ad-4732-84df-e5031aa046f2','small','2026-11-24','main',8,'A008','kk',NULL,'84c35640-37e6-4bb1-b837-79ef6b2f77dd','kiosk:kiosk-1',1795496423000,1,45,1,0);
CREATE TABLE zones (
    hall text not null references halls (id),
    id text not null,
    primary key (hall, id)
);
INSERT INTO "zones" VALUES('small','ground');
INSERT INTO "zones" VALUES('small','upper');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX one_open_day_per_hall on service_days (hall) where closed_at is null;
CREATE INDEX legs_of_ticket on legs (ticket);
CREATE UNIQUE INDEX one_open_call_per_ticket on legs (ticket)
    where state in ('called', 'serving');
CREATE UNIQUE INDEX one_open_call_per_desk on legs (hall, desk)
    where state in ('called', 'serving');
CREATE INDEX requests_by_age on requests (hall, at);
CREATE INDEX events_by_seq on events (hall, seq, epoch);
CREATE INDEX days_opened on events (hall, epoch, seq) where kind = 'DayOpened';
CREATE INDEX sessions_of_official on sessions (hall, official);
CREATE INDEX known_browsers_by_age on known_browsers (hall, last_at);
CREATE UNIQUE INDEX one_authority_of_a_state on authorities (hall, state)
    where state in ('current', 'coming');
CREATE UNIQUE INDEX one_device_per_number on devices (hall, number) where number is not null;
CREATE INDEX login_failures_about on login_failures (hall, about);
CREATE INDEX told_of_time on events (hall, epoch, seq)
    where kind in ('ClockAdjusted', 'ClockDoubted', 'DayClosed');
CREATE INDEX ticket_layouts on events (hall, epoch, seq)
    where kind = 'TicketLayoutChanged';
CREATE INDEX callable_legs_by_lane on legs (hall, lane, ticket_class, order_key, seq)
    where state = 'waiting';
CREATE INDEX due_legs on legs (hall, due_at)
    where due_at is not null and state in ('parked', 'booked');
CREATE INDEX open_legs on legs (hall, seq)
    where state in (
        'waiting', 'unclaimed', 'parked', 'booked', 'recall-paused', 'called', 'serving'
    );
CREATE INDEX bookings_by_code on bookings (hall, code_digest);
CREATE INDEX bookings_by_slot on bookings (hall, service_day, slot);
CREATE INDEX expected_bookings on bookings (hall, service_day, service)
    where state = 'expected';
CREATE INDEX ready_desks on desk_standings (hall, ready_since, desk)
    where ready_since is not null;
COMMIT;
