"""A loudspeaker that nobody hears: a PulseAudio null sink, recorded from its monitor."""

import asyncio
import shutil
from pathlib import Path

from server.demo.processes import Program, Stage, StageError

PULSEAUDIO = "pulseaudio"
SINK = "hall"
READY_SECONDS = 10.0


class NullSpeaker:
    """A private PulseAudio with one null sink; programs reach it through ``environment``."""

    def __init__(self, folder: Path) -> None:
        """Keep socket and state in ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._socket = folder / "native"

    @property
    def environment(self) -> dict[str, str]:
        """Return what a player needs in its environment."""
        return {
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_RUNTIME_PATH": str(self._folder),
            "PULSE_STATE_PATH": str(self._folder),
            "PULSE_COOKIE": str(self._folder / "cookie"),
        }

    async def start(self, stage: Stage) -> Program:
        """Start it and wait until it takes connections."""
        if shutil.which(PULSEAUDIO) is None:
            raise StageError(PULSEAUDIO, "not installed")
        program = await stage.start(
            PULSEAUDIO,
            PULSEAUDIO,
            "-n",
            "--daemonize=no",
            "--use-pid-file=no",
            "--exit-idle-time=-1",
            "--disallow-exit",
            "-L",
            f"module-null-sink sink_name={SINK} rate=22050 channels=1",
            "-L",
            f"module-native-protocol-unix socket={self._socket} auth-anonymous=1",
        )
        await self._until_ready(program)
        return program

    async def record(self, stage: Stage, path: Path) -> Program:
        """Record all that is played into one WAV file until the program is ended."""
        return await stage.start(
            "recorder",
            "parec",
            f"--device={SINK}.monitor",
            "--file-format=wav",
            "--rate=22050",
            "--channels=1",
            "--format=s16le",
            "--latency-msec=50",
            str(path),
        )

    async def _until_ready(self, program: Program) -> None:
        deadline = asyncio.get_running_loop().time() + READY_SECONDS
        while not self._socket.exists():
            if not program.is_running or asyncio.get_running_loop().time() > deadline:
                raise StageError(program.name, f"did not start; see {program.log}")
            await asyncio.sleep(0.02)
