"""One example of every frame and snapshot, each kept as a golden file under tests/golden/wire."""

from server.protocol import frames, pairing, snapshots
from server.protocol.availability import Availability, Elsewhere, Holiday, Post, Reception
from server.protocol.errors import Failure
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import DeviceRole
from server.protocol.printing import (
    Evidence,
    PaperSupply,
    PaperTrouble,
    PrintOutcome,
    PrintProblem,
)
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory
from server.protocol.ticket_layout import HallLayout
from server.protocol.tickets import SeenNumber
from server.protocol.waits import WaitRange
from tests.server.protocol.examples import AT, COMMANDS, DAY, HEAD, ISSUED, LAYOUT, REQUEST

AUTHORITY = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n"
TEXTS = {"kk": "Кеңес беру", "ru": "Консультация", "en": "Advice"}
TIME = snapshots.HallTime(AT, -120, 300)
BOARD_CALL = snapshots.BoardCall(51, "A042", "5", "main", "kk", AT, 0)

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
    waits={"advice": WaitRange(15, None)},
    availability={"advice": Availability(Reception.UNTIL, until_at=AT + 1_800_000, left=2)},
    holidays=(Holiday("2026-12-16", TEXTS, ("10:00-13:00",)),),
    elsewhere=(Elsewhere("court", TEXTS, TEXTS),),
    posts=(Post("governor", TEXTS, "advice", "desk-5", minutes=10),),
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
    snapshots.WaitsChanged({"advice": WaitRange(20, 35, is_approximate=True)}),
    snapshots.BookingsTaken(),
    snapshots.AvailabilityChanged(
        {"advice": Availability(Reception.FULL, opens_at=AT, left=0, elsewhere="court")}
    ),
    snapshots.DayChanged(None),
    snapshots.HallStateChanged(HallStanding.STOPPED, {"en": "Fire"}),
    snapshots.LayoutChanged(HallLayout(1, LAYOUT)),
    snapshots.CallPlaced(BOARD_CALL),
    snapshots.CallReopened(BOARD_CALL),
    snapshots.CallEnded("A042", "5", is_past=False),
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
    frames.PrinterStands(
        PrintProblem.PAPER_NEAR_END,
        PaperSupply.NEAR_END,
        roll_metres=74.5,
        metres_left=5.5,
        model="TM-T20III",
        evidence=Evidence.PROCESS_ID,
        probed_on="2026-11-23",
        has_logo=True,
        drawn_back=2,
        unsaid="中",
    ),
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
        frames.KioskIdentity(2, 6, HEAD, orders_papers=True, watches_printers=True),
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
    frames.PrintTicket(ISSUED, 1, ISSUED.order_key),
    frames.PrintRouteSlip("akim", "kk", 1_795_410_000_000, "governor", "court", is_full=True),
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
