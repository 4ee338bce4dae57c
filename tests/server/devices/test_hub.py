"""Fan-out: every device its own queue, one chain of frames each, the slow cut and no other."""

import asyncio
from logging import WARNING

import pytest
from websockets.exceptions import ConnectionClosed

from server.devices.hub import MAX_HEADS, PAUSE_SECONDS, QUEUE_FRAMES, Hub, Seat
from server.protocol.availability import Availability, Reception
from server.protocol.codec import decode_from_server
from server.protocol.events import Entry
from server.protocol.frames import (
    FromServer,
    Heartbeat,
    ResumePoint,
    Update,
    Welcome,
)
from server.protocol.hall_events import ClockAdjusted
from server.protocol.identity import DeviceRole
from server.protocol.snapshots import (
    AvailabilityChanged,
    CallPlaced,
    KioskSnapshot,
    NextUpChanged,
    WaitingChanged,
    WaitsChanged,
)
from tests.conftest import ExpectedLog
from tests.server.devices.working_server import WorkingServer, linked


@pytest.fixture
def hub(server: WorkingServer) -> Hub:
    made = Hub(server.service)
    server.service.subscribe(made.publish)
    return made


def frames_of(seat: Seat) -> list[FromServer]:
    found = []
    while not seat.frames.empty():
        found.append(seat.frames.get_nowait())
    return found


def board(hub: Hub, device: str = "board-1", zone: str = "ground") -> Seat:
    return hub.join(device, DeviceRole.DISPLAY, zone, None)


async def test_every_frame_continues_the_one_before_it(server: WorkingServer, hub: Hub) -> None:
    seat = hub.join("kiosk-1", DeviceRole.KIOSK, None, None)
    await server.issue()
    hub.beat()
    await server.issue()
    hub.beat()
    await server.call()
    hub.beat()

    welcome, *rest = frames_of(seat)

    assert isinstance(welcome, Welcome)
    seen = welcome.seq
    for frame in rest:
        assert isinstance(frame, Update | Heartbeat)
        assert frame.after == seen
        seen = frame.seq
    assert seen == server.service.picture.seq
    assert [type(frame) for frame in rest] == 3 * [Update, Heartbeat]


async def test_a_seat_taken_in_between_has_a_chain_of_its_own(
    server: WorkingServer, hub: Hub
) -> None:
    await server.issue()
    early = board(hub, "board-1")
    await server.issue("advice")
    late = board(hub, "board-2")
    await server.call()

    early_frames, late_frames = frames_of(early), frames_of(late)

    assert isinstance(early_frames[-1], Update)
    assert isinstance(late_frames[-1], Update)
    assert early_frames[-1].changes == late_frames[-1].changes
    assert isinstance(late_frames[0], Welcome)
    assert late_frames[-1].after == late_frames[0].seq


async def test_boards_of_another_zone_hear_nothing_of_a_call(
    server: WorkingServer, hub: Hub
) -> None:
    ground, upper = board(hub, "board-1", "ground"), board(hub, "board-2", "upper")
    await server.issue("papers")
    await server.call("desk-1")

    assert [type(frame) for frame in frames_of(ground)] == [Welcome, Update, Update]
    assert [type(frame) for frame in frames_of(upper)] == [Welcome]


async def test_what_was_missed_for_a_moment_is_sent_after_the_welcome(
    server: WorkingServer, hub: Hub
) -> None:
    await server.issue()
    seen = ResumePoint(1, server.service.picture.seq)
    head = server.service.picture.head
    await server.call()

    seat = hub.join("board-1", DeviceRole.DISPLAY, "ground", seen)

    welcome, update = frames_of(seat)
    assert isinstance(welcome, Welcome)
    assert (welcome.snapshot, welcome.seq, welcome.head) == (None, seen.seq, head)
    assert isinstance(update, Update)
    assert (update.after, update.seq) == (seen.seq, server.service.picture.seq)


async def test_what_was_missed_for_longer_is_a_snapshot(server: WorkingServer, hub: Hub) -> None:
    await server.issue()
    seen = ResumePoint(1, server.service.picture.seq)
    await server.call()
    server.clock.advance(seconds=11)

    seat = hub.join("board-1", DeviceRole.DISPLAY, "ground", seen)

    (welcome,) = frames_of(seat)
    assert isinstance(welcome, Welcome)
    assert welcome.snapshot is not None


async def test_a_seq_whose_head_is_no_longer_at_hand_is_a_snapshot(
    server: WorkingServer, hub: Hub
) -> None:
    seen = server.service.picture
    long_ago = ResumePoint(seen.epoch, seen.seq)
    seat = hub.join("board-1", DeviceRole.DISPLAY, "upper", long_ago)
    first, *_ = frames_of(seat)
    hub.publish(tuple(_later(server, steps) for steps in range(1, MAX_HEADS + 1)))

    again = hub.join("board-1", DeviceRole.DISPLAY, "upper", long_ago)

    (welcome,) = frames_of(again)
    assert isinstance(first, Welcome)
    assert isinstance(welcome, Welcome)
    assert first.snapshot is None
    assert welcome.snapshot is not None


def _later(server: WorkingServer, steps: int) -> Entry:
    picture = server.service.picture
    picture.seq += 1
    picture.head = f"head-{steps}"
    adjusted = ClockAdjusted(wall_offset_ms=0)
    return Entry("hall-test", picture.epoch, picture.seq, 0, "server", 1, adjusted, picture.head)


async def test_a_device_ahead_of_the_server_is_told_once_a_minute(
    server: WorkingServer, hub: Hub, caplog: pytest.LogCaptureFixture, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.devices.hub", "was it restored")
    ahead, elsewhere = ResumePoint(1, 9999), ResumePoint(2, 1)

    seats = [hub.join("board-1", DeviceRole.DISPLAY, "ground", ahead) for _ in range(3)]
    hub.join("board-2", DeviceRole.DISPLAY, "ground", elsewhere)
    server.clock.advance(seconds=60)
    hub.join("board-1", DeviceRole.DISPLAY, "ground", ahead)

    warned = [one.getMessage().split(":")[0] for one in caplog.records if one.levelno >= WARNING]
    assert [line.split()[1] for line in warned] == ["board-1", "board-2", "board-1"]
    welcomes = [frame for seat in seats for frame in frames_of(seat)]
    assert [isinstance(w, Welcome) and w.snapshot is not None for w in welcomes] == [True] * 3


async def test_a_full_queue_cuts_its_seat_and_no_other(server: WorkingServer, hub: Hub) -> None:
    slow, quick = board(hub, "board-1"), board(hub, "board-2")

    for _ in range(QUEUE_FRAMES + 1):
        hub.beat()
        frames_of(quick)

    assert slow.cut.is_set()
    assert not quick.cut.is_set()
    assert server.service.picture.seq == quick.seen


async def test_what_changes_again_within_a_moment_is_told_together(
    server: WorkingServer, hub: Hub
) -> None:
    seat = hub.join("kiosk-1", DeviceRole.KIOSK, None, None)
    for _ in range(5):
        await server.issue()
    at_once = [frame.changes for frame in frames_of(seat) if isinstance(frame, Update)]

    await asyncio.sleep(2 * PAUSE_SECONDS)

    later = [frame.changes for frame in frames_of(seat) if isinstance(frame, Update)]
    assert at_once == [(WaitingChanged({"papers": 1}),)]
    assert later == [(WaitingChanged({"papers": 5}),)]


async def test_a_call_is_told_at_once_with_what_was_held_back(
    server: WorkingServer, hub: Hub
) -> None:
    seat = board(hub)
    for _ in range(3):
        await server.issue()

    await server.call()

    *_, last = frames_of(seat)
    assert isinstance(last, Update)
    assert isinstance(last.changes[0], CallPlaced)
    assert last.changes[1:] == (NextUpChanged(("A002", "A003")),)


async def test_who_joins_in_a_quiet_moment_gets_what_was_held_back_in_the_snapshot(
    server: WorkingServer, hub: Hub
) -> None:
    early = hub.join("kiosk-1", DeviceRole.KIOSK, None, None)
    for _ in range(3):
        await server.issue()

    late = hub.join("kiosk-2", DeviceRole.KIOSK, None, None)

    *_, told = frames_of(early)
    (welcome,) = frames_of(late)
    assert isinstance(told, Update)
    assert isinstance(welcome, Welcome)
    assert isinstance(welcome.snapshot, KioskSnapshot)
    assert welcome.snapshot.waiting["papers"] == 3
    assert told.seq == welcome.seq == early.seen == late.seen


async def test_one_change_is_put_into_words_once_for_all(server: WorkingServer, hub: Hub) -> None:
    seats = [board(hub, f"board-{number}") for number in range(3)]
    for seat in seats:
        frames_of(seat)

    await server.issue()

    told = [frame for seat in seats for frame in frames_of(seat)]
    texts = [seats[0].wording.of(frame) for frame in told]
    assert len(told) == 3
    assert all(frame is told[0] for frame in told)
    assert all(text is texts[0] for text in texts)
    assert decode_from_server(texts[0]) == told[0]


async def test_who_has_left_hears_nothing_more(server: WorkingServer, hub: Hub) -> None:
    seat = board(hub)
    frames_of(seat)

    hub.leave(seat)
    hub.beat()

    assert frames_of(seat) == []
    assert server.service.picture.seq == seat.seen


async def test_a_socket_that_takes_nothing_is_cut_and_others_stay(server: WorkingServer) -> None:
    stalled_board = await server.add_board("board-1")
    quick_board = await server.add_board("board-2")

    async with linked(server, stalled_board) as stalled, linked(server, quick_board) as quick:
        stalled.socket.transport.pause_reading()
        beats = [await quick.hear_one(Heartbeat) for _ in range(5)]
        await server.issue()
        update = await quick.hear_one(Update)
        stalled.socket.transport.resume_reading()
        with pytest.raises(ConnectionClosed):
            await stalled.hear_one(Update)

    assert update.after == beats[-1].seq


async def test_a_kiosk_that_resumes_is_told_how_services_stand(
    server: WorkingServer, hub: Hub
) -> None:
    seat = hub.join("kiosk-1", DeviceRole.KIOSK, None, None)
    await server.issue()
    picture = server.service.picture

    again = hub.join("kiosk-1", DeviceRole.KIOSK, None, ResumePoint(picture.epoch, seat.seen))
    hub.beat()

    *_, told, beat = frames_of(again)
    assert isinstance(told, Update)
    assert isinstance(beat, Heartbeat)
    assert told.changes == (
        AvailabilityChanged(
            {
                "papers": Availability(Reception.OPEN),
                "advice": Availability(Reception.OPEN),
            }
        ),
        WaitsChanged({}),
    )
    assert (told.seq, beat.after) == (picture.seq, picture.seq)
