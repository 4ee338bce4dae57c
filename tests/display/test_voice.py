"""Players that play, fail, hang or are missing; and a real sound server."""

import subprocess
import threading
import time
from pathlib import Path

import pytest

from display.clips import RATE, ClipLibrary, as_wav, seconds_of
from display.phrases import phrase
from display.voice import KeepingVoice, Mute, PlayerVoice
from display.waveform import from_frames, root_mean_square
from server.protocol.printing import SoundResult
from tests.conftest import ExpectedLog
from tests.display.calls import call
from tests.display.players import SHORT, environment, null_sink, program, until

REAL_SINK = "echo alsa_output.pci"


def test_a_player_that_ends_well_on_a_real_sink_has_spoken(tmp_path: Path) -> None:
    program(tmp_path, "pactl", REAL_SINK)
    program(tmp_path, "paplay", f'/bin/cp "$1" {tmp_path}/played.wav')

    result = PlayerVoice(environment=environment(tmp_path)).play(SHORT)

    assert result is SoundResult.SPOKEN
    assert (tmp_path / "played.wav").read_bytes() == SHORT


@pytest.mark.parametrize("sink", ["echo auto_null", "echo", "exit 1"])
def test_without_a_real_sink_nothing_counts_as_spoken(tmp_path: Path, sink: str) -> None:
    program(tmp_path, "pactl", sink)
    program(tmp_path, "paplay", "exit 0")

    assert PlayerVoice(environment=environment(tmp_path)).play(SHORT) is SoundResult.NO_SOUND


def test_paplay_alone_cannot_tell_of_a_real_sink(tmp_path: Path) -> None:
    program(tmp_path, "paplay", "exit 0")

    assert PlayerVoice(environment=environment(tmp_path)).play(SHORT) is SoundResult.NO_SOUND


def test_without_any_player_there_is_no_sound(tmp_path: Path) -> None:
    assert PlayerVoice(environment=environment(tmp_path)).play(SHORT) is SoundResult.NO_SOUND


def test_a_failing_player_gives_way_to_the_next(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("display.voice", "paplay ended with 3")
    program(tmp_path, "pactl", REAL_SINK)
    program(tmp_path, "paplay", "exit 3")
    program(tmp_path, "aplay", "exit 0")

    assert PlayerVoice(environment=environment(tmp_path)).play(SHORT) is SoundResult.SPOKEN


def test_a_failing_player_alone_is_no_sound(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("display.voice", "aplay ended with 1")
    program(tmp_path, "aplay", "exit 1")

    assert PlayerVoice(environment=environment(tmp_path)).play(SHORT) is SoundResult.NO_SOUND


def test_a_player_that_hangs_is_ended_at_its_deadline(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("display.voice", "aplay did not end")
    program(tmp_path, "aplay", "exec /bin/sleep 30")
    voice = PlayerVoice(environment=environment(tmp_path), grace_seconds=0.3)

    begun = time.monotonic()
    result = voice.play(SHORT)

    assert result is SoundResult.NO_SOUND
    assert time.monotonic() - begun < 5


def test_a_stopped_voice_ends_its_player_and_starts_no_other(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("display.voice", "aplay ended with -9")
    subprocess.run(["mkfifo", str(tmp_path / "fifo")], check=True)
    program(tmp_path, "aplay", f"echo > {tmp_path}/fifo; exec /bin/sleep 30")
    voice = PlayerVoice(environment=environment(tmp_path))
    results: list[SoundResult] = []
    speaking = threading.Thread(target=lambda: results.append(voice.play(SHORT)))

    speaking.start()
    (tmp_path / "fifo").read_text()
    voice.stop()
    speaking.join(timeout=5)
    results.append(voice.play(SHORT))

    assert results == [SoundResult.NO_SOUND, SoundResult.NO_SOUND]


def test_a_mute_board_says_that_it_was_silent() -> None:
    voice = Mute()

    voice.stop()

    assert voice.play(SHORT) is SoundResult.NO_SOUND


def test_a_keeping_voice_numbers_what_it_was_handed(tmp_path: Path) -> None:
    voice = KeepingVoice(Mute(), tmp_path / "calls")

    voice.play(SHORT)
    voice.play(as_wav(b""))
    voice.stop()

    assert (tmp_path / "calls" / "call-1.wav").read_bytes() == SHORT
    assert (tmp_path / "calls" / "call-2.wav").read_bytes() == as_wav(b"")


def test_a_call_is_heard_on_a_real_sound_server(tmp_path: Path) -> None:
    wav = ClipLibrary().join(phrase(call(1, "A042", "5")))
    with (
        null_sink(tmp_path) as reach,
        subprocess.Popen(
            [
                "parec",
                "--device=hall.monitor",
                f"--rate={RATE}",
                "--channels=1",
                "--raw",
                "--latency-msec=50",
            ],
            env=reach,
            stdout=subprocess.PIPE,
        ) as recorder,
    ):
        assert recorder.stdout is not None
        recorder.stdout.read(2 * RATE // 10)

        result = PlayerVoice(environment=reach).play(wav)

        heard = from_frames(recorder.stdout.read(len(wav) + 2 * RATE))
        recorder.terminate()

    loud = [index for index, sample in enumerate(heard) if abs(sample) > 300]
    assert result is SoundResult.SPOKEN
    assert (loud[-1] - loud[0]) / RATE == pytest.approx(seconds_of(wav), abs=0.4)
    assert root_mean_square(heard) > 1000


def test_a_sound_server_that_dies_in_mid_call_is_no_sound(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("display.voice", "paplay ended with 1")
    results: list[SoundResult] = []
    wav = as_wav(b"\x00\x10" * RATE * 20)
    with null_sink(tmp_path) as reach:
        voice = PlayerVoice(("paplay",), reach)
        speaking = threading.Thread(target=lambda: results.append(voice.play(wav)))
        speaking.start()
        until("pactl list sink-inputs | grep -q paplay", reach)
    speaking.join(timeout=10)

    assert results == [SoundResult.NO_SOUND]
