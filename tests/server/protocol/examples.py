"""One example of every command and event, each kept as a golden file under tests/golden/wire."""

from typing import Any

from server.protocol import (
    commands,
    device_events,
    events,
    hall_events,
    offline_events,
    people_events,
    restore_events,
)
from server.protocol.identity import DeviceRole, Role
from server.protocol.printing import PrintOutcome, PrintProblem, SoundResult
from server.protocol.ticket_layout import (
    LayoutRow,
    Part,
    Size,
    Spoken,
    TicketLayout,
)
from server.protocol.tickets import CallReason, SeenNumber, TicketClass
from server.protocol.waits import Forecast, WaitRange
from tests.server.protocol.booking_examples import BOOKING_COMMANDS, BOOKING_EVENTS
from tests.server.protocol.desk_examples import DESK_COMMANDS, DESK_EVENTS
from tests.server.protocol.visit_examples import VISIT_COMMANDS, VISIT_EVENTS

REQUEST = "3f2b8c1e-7a54-4d0e-9b1a-0c2d4e6f8a90"
OTHER_REQUEST = "7d9f0a32-1c64-4f7b-8e55-b1a2c3d4e5f6"
TICKET = "11111111-2222-4333-8444-555555555555"
LEG = "66666666-7777-4888-9999-aaaaaaaaaaaa"
HEAD = "5e" * 32
AT = 1_795_392_000_000
DAY = "2026-11-23"

HEADS = (
    events.LaneHead(LEG, "A042", "advice", TicketClass.ORDINARY, AT - 600_000, 40),
    events.LaneHead(TICKET, "A043", "advice", TicketClass.STATUTORY, AT - 300_000, 44),
)

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
    expected=WaitRange(20, 35),
    forecast=Forecast(1_320_000, 1_860_000, 2, is_many=True),
)
_WHO: dict[str, Any] = {"ticket": TICKET, "leg": LEG, "number": "A042"}

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
                code="482913",
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
    *VISIT_COMMANDS,
    *DESK_COMMANDS,
    *BOOKING_COMMANDS,
)

EVENTS: tuple[events.Event, ...] = (
    hall_events.HallImported(digest=HEAD, policy_version=1),
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
    hall_events.ClockAdjusted(wall_offset_ms=-120),
    hall_events.ClockDoubted(wall_offset_ms=31_536_000_000),
    hall_events.TicketLayoutChanged(version=1, layout=LAYOUT),
    people_events.PersonAdded(person="o-1f2e3d4c", role=Role.OFFICIAL),
    people_events.RoleChanged(person="o-1f2e3d4c", role=Role.SUPERVISOR),
    people_events.PersonDisabled(person="o-1f2e3d4c"),
    people_events.PersonEnabled(person="o-1f2e3d4c"),
    people_events.PasswordReset(person="o-1f2e3d4c"),
    people_events.PasswordChanged(person="o-1f2e3d4c"),
    people_events.PersonUnlocked(person="o-1f2e3d4c"),
    people_events.SessionsEnded(person="o-1f2e3d4c", sessions=2),
    people_events.LogExported(last_seq=12_345),
    hall_events.LogGap(restored_from_seq=412, epoch=2, margin=200),
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
    *VISIT_EVENTS,
    *DESK_EVENTS,
    *BOOKING_EVENTS,
)
