"""Calls and voices are believed only as far as log and recording go."""

from pathlib import Path

import pytest

from server.demo.evidence import Evidence
from server.demo.hall_checks import log_whole, nothing_lost_or_doubled, voice_check
from tests.server.demo.conftest import MORNING_SECONDS

pytestmark = pytest.mark.timeout(MORNING_SECONDS + 30)

WAV_HEADER_BYTES = 44


def test_silence_is_not_a_voice(spoilt: Path) -> None:
    call = spoilt / "call-A002.wav"
    sound = bytearray(call.read_bytes())
    sound[WAV_HEADER_BYTES:] = bytes(len(sound) - WAV_HEADER_BYTES)
    call.write_bytes(sound)

    evidence = Evidence.read(spoilt)

    assert voice_check("ru")(evidence).held is False
    assert voice_check("kk")(evidence).held is True


def test_a_log_that_was_changed_afterwards_is_found(spoilt: Path) -> None:
    path = spoilt / "events.jsonl"
    rows = path.read_text().splitlines()
    changed = [row.replace('\\"ordinal\\":2', '\\"ordinal\\":4') for row in rows]
    assert changed != rows
    path.write_text("\n".join(changed) + "\n")

    assert log_whole(Evidence.read(spoilt)).held is False


def test_a_log_whose_end_is_cut_off_is_found(spoilt: Path) -> None:
    path = spoilt / "events.jsonl"
    rows = path.read_text().splitlines()
    path.write_text("\n".join(rows[:-1]) + "\n")

    assert log_whole(Evidence.read(spoilt)).held is False


def test_a_paper_too_many_is_found(spoilt: Path) -> None:
    path = spoilt / "papers.jsonl"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[0]]) + "\n")

    assert nothing_lost_or_doubled(Evidence.read(spoilt)).held is False
