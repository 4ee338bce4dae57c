"""Playing a WAV by a child process, with a deadline; used by the speaker."""

import logging
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from display.clips import seconds_of
from server.protocol.printing import SoundResult

GRACE_SECONDS = 4.0
"""How much longer than its sound a player may run."""

ASK_SECONDS = 2.0
NO_SINKS = frozenset({"", "auto_null", "@DEFAULT_SINK@"})
"""What a sound server calls its default when it has no real output."""

PULSE_PLAYER = "paplay"
ALSA_PLAYER = "aplay"

_log = logging.getLogger(__name__)


class Voice(Protocol):
    """Something that makes a WAV heard."""

    def play(self, wav: bytes) -> SoundResult:
        """Return when the WAV has been played, or has failed to."""

    def stop(self) -> None:
        """End what plays now and refuse what comes later."""


class Mute:
    """The voice of a board that is to be silent: it says so."""

    def play(self, wav: bytes) -> SoundResult:  # noqa: ARG002 - the shape of a voice
        """Return ``no-sound`` at once."""
        return SoundResult.NO_SOUND

    def stop(self) -> None:
        """Do nothing."""


class PlayerVoice:
    """Plays by ``paplay``, else ``aplay``; ``spoken`` only if one ended well on a real sink."""

    def __init__(
        self,
        players: Sequence[str] = (PULSE_PLAYER, ALSA_PLAYER),
        environment: Mapping[str, str] = os.environ,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        """Try the ``players`` in their order, found on the PATH of ``environment``."""
        self._players = players
        self._grace_seconds = grace_seconds
        self._environment = dict(environment) | {"LC_ALL": "C"}
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def play(self, wav: bytes) -> SoundResult:
        """Return ``spoken`` when a player ended well within the deadline."""
        with tempfile.NamedTemporaryFile(prefix="kezek-call-", suffix=".wav") as file:
            file.write(wav)
            file.flush()
            deadline = seconds_of(wav) + self._grace_seconds
            if any(self._has_played(player, file.name, deadline) for player in self._players):
                return SoundResult.SPOKEN
        return SoundResult.NO_SOUND

    def stop(self) -> None:
        """End the player that runs, if any; no other is started."""
        with self._lock:
            self._is_stopped = True
            if self._child is not None:
                self._child.kill()

    def _has_played(self, player: str, path: str, deadline: float) -> bool:
        program = self._find(player)
        if program is None or (player == PULSE_PLAYER and not self._has_real_sink()):
            return False
        child = self._start([program, path])
        if child is None:
            return False
        try:
            code = child.wait(deadline)
        except subprocess.TimeoutExpired:
            _log.warning("%s did not end within %.1f s", player, deadline)
            code = None
        finally:
            child.kill()
            child.wait()
            with self._lock:
                self._child = None
        if code:
            _log.warning("%s ended with %s", player, code)
        return code == 0

    def _start(self, command: list[str]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._is_stopped:
                return None
            self._child = subprocess.Popen(  # noqa: S603 - a program of the PATH and our own file
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=self._environment,
            )
            return self._child

    def _has_real_sink(self) -> bool:
        """Ask the sound server; without an output it makes a dummy one, which nobody hears."""
        program = self._find("pactl")
        if program is None:
            return False
        try:
            answer = subprocess.run(  # noqa: S603 - a program of the PATH, fixed arguments
                [program, "get-default-sink"],
                capture_output=True,
                timeout=ASK_SECONDS,
                check=True,
                env=self._environment,
            )
        except (subprocess.SubprocessError, OSError) as error:
            _log.info("no sound server: %s", error)
            return False
        return answer.stdout.decode(errors="replace").strip() not in NO_SINKS

    def _find(self, program: str) -> str | None:
        return shutil.which(program, path=self._environment.get("PATH", os.defpath))


class KeepingVoice:
    """A voice that also keeps what it is handed as ``call-<n>.wav``; for debugging only."""

    def __init__(self, voice: Voice, directory: Path) -> None:
        """Play by ``voice`` and keep in ``directory``."""
        self._voice = voice
        self._directory = directory
        self._count = 0

    def play(self, wav: bytes) -> SoundResult:
        """Keep the WAV, then play it."""
        self._count += 1
        self._directory.mkdir(parents=True, exist_ok=True)
        (self._directory / f"call-{self._count}.wav").write_bytes(wav)
        return self._voice.play(wav)

    def stop(self) -> None:
        """Stop the voice."""
        self._voice.stop()
