"""A device of an older program leaves aside what it does not know, and nothing else."""

import json

import msgspec
import pytest

from server.protocol.codec import decode_from_server, encode, heed_from_server
from server.protocol.errors import BadMessageError
from server.protocol.frames import Answer, Heartbeat, Update
from server.protocol.newer import without_newer
from server.protocol.snapshots import DayChanged, HallTime

REQUEST = "3f2b8c1e-7a54-4d0e-9b1a-0c2d4e6f8a90"
CHANGE = DayChanged("2026-11-23")
UPDATE = Update(epoch=1, after=4, seq=5, head="ab", at=7, changes=(CHANGE, CHANGE))
NEWER = {"type": "WeatherChanged", "degrees": -20}


def with_newer(frame: Update | Answer, field: str) -> bytes:
    plain = json.loads(encode(frame))
    plain[field].insert(1 if plain[field] else 0, NEWER)
    return json.dumps(plain).encode()


def test_a_change_that_came_later_is_left_out() -> None:
    assert heed_from_server(with_newer(UPDATE, "changes")) == UPDATE


def test_an_event_that_came_later_is_left_out_of_an_answer() -> None:
    assert heed_from_server(with_newer(Answer(REQUEST, ()), "events")) == Answer(REQUEST, ())


def test_a_frame_that_came_later_is_left_aside() -> None:
    assert heed_from_server(json.dumps(NEWER)) is None


def test_a_frame_that_is_known_is_what_it_was() -> None:
    beat = Heartbeat(epoch=1, after=4, seq=4, head="ab", time=HallTime(7, 0, 300))

    assert heed_from_server(encode(beat)) == beat


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"[]",
        b"{}",
        b'{"type":7}',
        b'{"type":"Update","changes":[]}',
        b'{"type":"Update","epoch":1,"after":4,"seq":5,"head":"a","at":7,"changes":[{}]}',
        b'{"type":"Update","epoch":1,"after":4,"seq":5,"head":"a","at":7,"changes":[7]}',
        (
            b'{"type":"Update","epoch":1,"after":4,"seq":5,"head":"a","at":7,'
            b'"changes":[{"type":"DayChanged","service_day":7}]}'
        ),
        b'{"type":"WeatherChanged"',
        b'{"type":"WeatherChanged","deep":' + b"[" * 17 + b"]" * 17 + b"}",
    ],
)
def test_what_is_wrong_is_wrong_for_everybody(wrong: bytes) -> None:
    with pytest.raises(BadMessageError):
        heed_from_server(wrong)


def test_whoever_is_of_the_same_age_is_strict() -> None:
    with pytest.raises(BadMessageError):
        decode_from_server(with_newer(UPDATE, "changes"))


def test_no_json_is_no_frame() -> None:
    with pytest.raises(msgspec.DecodeError):
        without_newer(b'{"type"')
