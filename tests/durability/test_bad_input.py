"""Bad input at every door: the named error of that door, nothing else, and no memory kept."""

import re
import tracemalloc
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zeroconf.asyncio import AsyncServiceInfo

from printers.responses import LONGEST_PRINTER_ID, ResponseDemultiplexer, Unknown
from server.hall_file import HallFileError, load_hall_file
from server.protocol.codec import decode_from_device, encode
from server.protocol.commands import CallNext, IssueTicket, ReportPrint
from server.protocol.discovery import SERVICE_TYPE, advertised_hall
from server.protocol.errors import BadMessageError
from server.protocol.frames import Ask, Hello, Received
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole
from server.protocol.printing import PrintOutcome
from tests.durability.results import keep
from tests.server.console.working_console import PASSWORD, working_console
from tests.server.working_hall import new_id

DEMO_HALL = Path("server/halls/demo.toml").read_bytes()
FRAMES = 20_000
FORMS = 150
FLAT_BYTES = 512 * 1024

GOOD_FRAMES = tuple(
    encode(frame)
    for frame in (
        Hello(PROTOCOL_VERSION, "hall-demo", "kiosk-1", DeviceRole.KIOSK, "ab" * 32),
        Ask(IssueTicket(request_id=new_id(), service="justice-appeal", language="kk")),
        Ask(CallNext(request_id=new_id(), desk="desk-1")),
        Ask(ReportPrint(request_id=new_id(), ticket=new_id(), outcome=PrintOutcome.CONFIRMED)),
        Received((new_id(), new_id())),
    )
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def txt_records() -> st.SearchStrategy[bytes]:
    """Draw TXT records that hold our keys, rightly or wrongly made."""
    texts = st.sampled_from((b"v=1", b"v=2", b"v", b"hall=hall-demo", b"hall=", b"HALL=x", b"=1"))
    parts = st.lists(texts | st.binary(max_size=60).map(lambda some: b"hall=" + some), max_size=6)
    return parts.map(lambda all_: b"".join(bytes((len(one),)) + one for one in all_))


def spoil(good: bytes, chance: Random) -> bytes:
    """Change, drop or double some bytes."""
    spoilt = bytearray(good)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(spoilt))
        match chance.randrange(4):
            case 0:
                spoilt[place] = chance.randrange(256)
            case 1:
                del spoilt[place : place + chance.randint(1, 30)]
            case 2:
                spoilt[place:place] = spoilt[: chance.randint(1, 60)]
            case _:
                spoilt[place:place] = chance.choice((b"[" * 40, b'"', b"\\u0000", b"1e999", b"{}"))
        if not spoilt:
            return b""
    return bytes(spoilt)


@given(st.binary(max_size=200) | JSON.map(lambda one: str(one).encode(errors="replace")))
def test_a_frame_is_read_or_refused_as_a_bad_message(data: bytes) -> None:
    assert is_read(data) in {True, False}


def test_twenty_thousand_spoilt_frames_are_read_or_refused_and_leave_nothing() -> None:
    chance = Random(20_261_123)
    read = sum(is_read(spoil(chance.choice(GOOD_FRAMES), chance)) for _ in range(FRAMES // 2))
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]

    read += sum(is_read(spoil(chance.choice(GOOD_FRAMES), chance)) for _ in range(FRAMES // 2))

    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < FLAT_BYTES
    assert 0 < read < FRAMES
    keep("spoilt frames", frames=FRAMES, read_all_the_same=read, memory_grown_bytes=grown)


def is_read(data: bytes) -> bool:
    try:
        decode_from_device(data)
    except BadMessageError:
        return False
    return True


@settings(max_examples=100)
@given(st.randoms(use_true_random=False))
def test_a_spoilt_hall_file_is_read_or_every_problem_is_named(chance: Random) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "hall.toml"
        path.write_bytes(spoil(DEMO_HALL, chance))

        with suppress(HallFileError):
            assert load_hall_file(path).desks


@pytest.mark.parametrize("deep", [b"x = " + b"[" * 9_000, b"[" + b"a." * 9_000 + b"a]"])
def test_a_hall_file_nested_too_deeply_is_refused(tmp_path: Path, deep: bytes) -> None:
    path = tmp_path / "hall.toml"
    path.write_bytes(deep)

    with pytest.raises(HallFileError):
        load_hall_file(path)


@given(st.lists(st.binary(max_size=120)))
def test_whatever_a_printer_answers_is_told_apart_and_not_kept(pieces: list[bytes]) -> None:
    split, whole = ResponseDemultiplexer(), ResponseDemultiplexer()
    received = b"".join(pieces)

    found = [response for piece in pieces for response in split.feed(piece)]

    assert found == list(whole.feed(received))
    assert all(
        len(one.data) <= LONGEST_PRINTER_ID + 1 for one in found if isinstance(one, Unknown)
    )


@given(st.binary(max_size=300) | txt_records())
def test_a_txt_record_names_a_hall_of_our_version_or_nothing(record: bytes) -> None:
    info = AsyncServiceInfo(SERVICE_TYPE, f"x.{SERVICE_TYPE}", properties=record)

    hall = advertised_hall(info.decoded_properties)

    assert hall is None or re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", hall)


@pytest.mark.parametrize("hall", ["", "Hall", "a" * 41, "../x", "a b", "a\n", "зал", "-a"])
def test_what_is_no_name_of_a_hall_is_not_taken_for_one(hall: str) -> None:
    assert advertised_hall({"v": "1", "hall": hall}) is None
    assert advertised_hall({"v": "1", "hall": "hall-demo"}) == "hall-demo"
    assert advertised_hall({"v": "2", "hall": "hall-demo"}) is None
    assert advertised_hall({"v": "1", "hall": None}) is None


async def test_spoilt_forms_of_the_console_are_refused_and_never_a_bug(tmp_path: Path) -> None:
    chance = Random(20_261_123)
    statuses = set()
    async with working_console(tmp_path) as console, console.person() as official:
        await official.sit_at("desk-1")
        for _ in range(FORMS):
            path = chance.choice(("/login", "/language", "/desk/choose", "/desk/next", "/desk/x"))
            good = f"csrf={official.csrf}&desk=desk-1&login=a&password={PASSWORD}&request_id=1"
            body = spoil(good.encode(), chance)
            kind = chance.choice(("application/x-www-form-urlencoded", "application/json", "x"))
            answer = await official.client.post(path, content=body, headers={"Content-Type": kind})
            statuses.add(answer.status_code)

    assert max(statuses) < 500
    assert min(statuses) >= 200
    keep("spoilt forms", forms=FORMS)
