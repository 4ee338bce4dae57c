"""One example of every message, each kept as a golden file under tests/golden/wire."""

from server.protocol import (
    commands,
    device_events,
    events,
    frames,
    offline_events,
    pairing,
    people_events,
    restore_events,
    snapshots,
)
from server.protocol.errors import Failure
from server.protocol.identity import DeviceRole, Role
from server.protocol.printing import PaperTrouble, PrintOutcome, PrintProblem, SoundResult
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory
from server.protocol.ticket_layout import (
    HallLayout,
    LayoutRow,
    Part,
    Size,
    Spoken,
    TicketLayout,
)
from server.protocol.tickets import CallReason, SeenNumber, TicketClass

REQUEST = "3f2b8c1e-7a54-4d0e-9b1a-0c2d4e6f8a90"
OTHER_REQUEST = "7d9f0a32-1c64-4f7b-8e55-b1a2c3d4e5f6"
TICKET = "11111111-2222-4333-8444-555555555555"
LEG = "66666666-7777-4888-9999-aaaaaaaaaaaa"
HEAD = "5e" * 32
AT = 1_795_392_000_000
DAY = "2026-11-23"
AUTHORITY = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n"

TEXTS = {"kk": "Кеңес беру", "ru": "Консультация", "en": "Advice"}
TIME = snapshots.HallTime(AT, -120, 300)
HEADS = (
    events.LaneHead(LEG, "A042", "advice", TicketClass.ORDINARY, AT - 600_000, 40),
    events.LaneHead(TICKET, "A043", "advice", TicketClass.STATUTORY, AT - 300_000, 44),
)
BOARD_CALL = snapshots.BoardCall(51, "A042", "5", "main", "kk", AT, 0)

ISSUED = events.TicketIssued(
    ticket=TICKET,
    leg=LEG,
    number="A042",
    service_day=DAY,
    series="a",
    ordinal=42,
    service="advice",
    language="kk",
    ticket_class=TicketClass.STATUTORY,
    claim="veterans",
    order_key=AT,
    people_ahead=3,
    issue_request=REQUEST,
)
_WHO = {"ticket": TICKET, "leg": LEG, "number": "A042"}

LAYOUT = TicketLayout(
    (
        LayoutRow(part=Part.SERVICE, size=Size.LARGE, languages=Spoken.ALL),
        LayoutRow(part=Part.GAP, millimetres=3),
        LayoutRow(part=Part.NUMBER),
        LayoutRow(part=Part.NOTICE),
        LayoutRow(part=Part.LOGO, is_shown=False),
    )
)

COMMANDS: tuple[commands.Command, ...] = (
    commands.OpenDay(request_id=REQUEST, service_day=DAY),
    commands.CloseDay(request_id=REQUEST),
    commands.IssueTicket(request_id=REQUEST, service="advice", language="kk", claim="veterans"),
    commands.ReportSlips(
        request_id=REQUEST,
        slips=(commands.Slip(service="advice", given_at=AT, is_certain=False),),
        more=3,
    ),
    commands.MergeOffline(
        request_id=REQUEST,
        tickets=(
            commands.OfflineTicket(
                request=OTHER_REQUEST,
                kiosk=2,
                ordinal=7,
                service="advice",
                language="kk",
                claim="veterans",
                arrived_at=AT,
                contact_at=AT - 60_000,
                is_certain=True,
                outcome=PrintOutcome.CONFIRMED,
            ),
        ),
        reconnected_at=AT + 60_000,
    ),
    commands.NoteMemory(
        request_id=REQUEST,
        device="kiosk-1",
        epoch=1,
        seq=41,
        head=HEAD,
        numbers={"a": SeenNumber(DAY, 42)},
    ),
    commands.MarkUnclaimed(request_id=REQUEST, issue_requests=(OTHER_REQUEST,)),
    commands.MarkClaimed(request_id=REQUEST, issue_requests=(OTHER_REQUEST,)),
    commands.CallNext(request_id=REQUEST, desk="desk-5", current=None),
    commands.Recall(request_id=REQUEST, desk="desk-5", ticket=TICKET),
    commands.StartService(request_id=REQUEST, desk="desk-5", ticket=TICKET),
    commands.FinishService(request_id=REQUEST, desk="desk-5", ticket=TICKET),
    commands.MarkNoShow(request_id=REQUEST, desk="desk-5", ticket=TICKET),
    commands.ReportPrint(
        request_id=REQUEST,
        ticket=TICKET,
        copy=0,
        outcome=PrintOutcome.REJECTED_BEFORE_SEND,
        problem=PrintProblem.PAPER_OUT,
    ),
    commands.ReportShown(request_id=REQUEST, call=51, zone="main"),
    commands.ReportSpoken(request_id=REQUEST, call=51, zone="main", result=SoundResult.SPOKEN),
    commands.TrustClock(request_id=REQUEST, wall_offset_ms=86_400_000),
    commands.ChangeTicketLayout(request_id=REQUEST, version=0, layout=LAYOUT),
)

EVENTS: tuple[events.Event, ...] = (
    events.HallImported(digest=HEAD, policy_version=1),
    events.DayOpened(service_day=DAY),
    events.DayReopened(service_day=DAY),
    events.DayClosed(service_day=DAY, still_waiting=2),
    ISSUED,
    events.TicketUnclaimed(ticket=TICKET, leg=LEG),
    events.TicketClaimed(ticket=TICKET, leg=LEG),
    events.TicketCalled(
        **_WHO,
        service="advice",
        desk="desk-5",
        desk_label="5",
        zone="main",
        language="kk",
        ticket_class=TicketClass.STATUTORY,
        claim="veterans",
        waited_ms=300_000,
        reason=CallReason.BY_TIER,
        inputs=events.CallInputs(HEADS, 0, 2),
        share_after=1,
    ),
    events.TicketRecalled(
        **_WHO, desk="desk-5", desk_label="5", zone="main", language="kk", times=1
    ),
    events.ServiceStarted(**_WHO, desk="desk-5"),
    events.ServiceFinished(**_WHO, desk="desk-5"),
    events.NoShowMarked(**_WHO, desk="desk-5"),
    events.TicketLapsed(**_WHO),
    events.TicketPrinted(ticket=TICKET, number="A042", copy=0, outcome=PrintOutcome.CONFIRMED),
    events.PrintFailed(
        ticket=TICKET,
        number="A042",
        copy=1,
        outcome=PrintOutcome.UNKNOWN,
        problem=PrintProblem.NO_ANSWER,
    ),
    events.CallShown(call=51, number="A042", zone="main"),
    events.CallSpoken(call=51, number="A042", zone="main", result=SoundResult.NO_SOUND),
    events.ClockAdjusted(wall_offset_ms=-120),
    events.ClockDoubted(wall_offset_ms=31_536_000_000),
    events.TicketLayoutChanged(version=1, layout=LAYOUT),
    people_events.PersonAdded(person="o-1f2e3d4c", role=Role.OFFICIAL),
    people_events.RoleChanged(person="o-1f2e3d4c", role=Role.SUPERVISOR),
    people_events.PersonDisabled(person="o-1f2e3d4c"),
    people_events.PersonEnabled(person="o-1f2e3d4c"),
    people_events.PasswordReset(person="o-1f2e3d4c"),
    people_events.PasswordChanged(person="o-1f2e3d4c"),
    people_events.PersonUnlocked(person="o-1f2e3d4c"),
    people_events.SessionsEnded(person="o-1f2e3d4c", sessions=2),
    people_events.LogExported(last_seq=12_345),
    events.LogGap(restored_from_seq=412, epoch=2, margin=200),
    offline_events.TicketRenumbered(
        ticket=TICKET,
        leg=LEG,
        number="K2-07",
        was="A042",
        kiosk=2,
        ordinal=7,
        issue_request=REQUEST,
    ),
    offline_events.TicketRevived(
        ticket=TICKET,
        leg=LEG,
        number="K2-07",
        service="advice",
        language="kk",
        ticket_class=TicketClass.ORDINARY,
        claim=None,
        order_key=AT,
        issue_seq=41,
    ),
    offline_events.SlipsGiven(
        slips=(commands.Slip(service="advice", given_at=AT, is_certain=True),)
    ),
    offline_events.OfflineMerged(tickets=1, first_at=AT, last_at=AT, settled=(REQUEST,), moved=1),
    restore_events.HeadMissing(device="kiosk-1", epoch=1, seq=41, head=HEAD),
    restore_events.SeriesRaised(series="a", next=101, device="kiosk-1"),
    device_events.DevicePaired(device="board-1", role=DeviceRole.DISPLAY, zone="main"),
    device_events.PairingRefused(role=DeviceRole.KIOSK),
    device_events.DeviceRevoked(device="kiosk-1"),
    device_events.DeviceKeyRenewed(device="kiosk-1"),
    device_events.DeviceSuspected(device="kiosk-1", reason=device_events.Suspicion.KEY_REPLACED),
    device_events.DeviceCleared(device="kiosk-1"),
    device_events.AuthorityRenewed(fingerprint="ABCD-EFGH-IJKL-MNOP"),
)

KIOSK_SNAPSHOT = snapshots.KioskSnapshot(
    hall_names=TEXTS,
    languages=("kk", "ru", "en"),
    bodies=(Body("justice", TEXTS),),
    services=(Service("advice", "justice", TEXTS, (ReceptionHours(1, "09:00", "13:00"),)),),
    categories=(StatutoryCategory("veterans", TEXTS, TEXTS),),
    hours=(ReceptionHours(1, "09:00", "18:00"),),
    service_day=DAY,
    waiting={"advice": 3},
    time=TIME,
    ticket=HallLayout(1, LAYOUT),
)
BOARD_SNAPSHOT = snapshots.BoardSnapshot(
    hall_names=TEXTS,
    zone="main",
    languages=("kk", "ru", "en"),
    extra_voices=(),
    calls=(BOARD_CALL,),
    history=(),
    next_up=("A043", "M007"),
    notice=TEXTS,
    service_day=DAY,
    time=TIME,
)
CHANGES: tuple[snapshots.DeviceChange, ...] = (
    snapshots.WaitingChanged({"advice": 4}),
    snapshots.DayChanged(None),
    snapshots.LayoutChanged(HallLayout(1, LAYOUT)),
    snapshots.CallPlaced(BOARD_CALL),
    snapshots.CallEnded("A042", "5"),
    snapshots.NextUpChanged(("A043",)),
)

FRAMES_FROM_DEVICES: tuple[frames.FromDevice, ...] = (
    frames.Hello(
        1,
        "hall-demo",
        "kiosk-1",
        DeviceRole.KIOSK,
        "0f" * 32,
        frames.ResumePoint(1, 41),
        (REQUEST,),
        HEAD,
        {"a": SeenNumber(DAY, 42)},
    ),
    frames.Ask(COMMANDS[2]),
    frames.Received((REQUEST,)),
    frames.KeyKept("0f" * 32),
    frames.AuthorityKept("ABCD-EFGH-IJKL-MNOP"),
    frames.PrinterTold("epson_tm_t20iii"),
    frames.PaperShown(REQUEST, b"\x89PNG", 96, 6930, "ѫ"),
    frames.SpecimenEnded(REQUEST, PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.PAPER_OUT),
    frames.OrderFailed(REQUEST, PaperTrouble.BUSY),
)
FRAMES_FROM_SERVERS: tuple[frames.FromServer, ...] = (
    frames.Welcome(
        1,
        "hall-demo",
        1,
        50,
        HEAD,
        TIME,
        KIOSK_SNAPSHOT,
        frames.KioskIdentity(2, 6, HEAD, orders_papers=True),
    ),
    frames.Update(1, 50, 52, HEAD, AT, CHANGES),
    frames.Heartbeat(1, 52, 53, HEAD, TIME),
    frames.Answer(REQUEST, (ISSUED,)),
    frames.Refusal(REQUEST, Failure("service-closed", {"opens_at": "09:00"})),
    frames.KeyOffered("f0" * 32),
    frames.AuthorityAnnounced(AUTHORITY),
    frames.AuthoritySettled("ABCD-EFGH-IJKL-MNOP"),
    frames.ShowPaper(REQUEST, LAYOUT, "kk"),
    frames.PrintSpecimen(REQUEST, LAYOUT, "ru"),
)

PAIRING_FROM_DEVICES: tuple[pairing.PairingFromDevice, ...] = (
    pairing.PairRequest(1, DeviceRole.KIOSK, "c0" * 32),
    pairing.PairReveal("d1" * 32),
    pairing.PairKept(),
)
PAIRING_FROM_SERVERS: tuple[pairing.PairingFromServer, ...] = (
    pairing.HallShown(1, "hall-demo", TEXTS, AUTHORITY),
    pairing.PairChallenge("5e" * 32),
    pairing.PairWaiting(300),
    pairing.Paired("hall-demo", "kiosk-1", DeviceRole.KIOSK, "0f" * 32, AUTHORITY),
)
