"""Stand-ins for players and a real sound server without a loudspeaker; for tests of the voice."""

import os
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from display.clips import RATE, as_wav

SHORT = as_wav(bytes(2 * RATE // 5))
READY_SECONDS = 10.0


def program(folder: Path, name: str, script: str) -> None:
    """Put a shell script of this name into ``folder``."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def environment(folder: Path) -> dict[str, str]:
    """Return an environment whose PATH is ``folder`` alone."""
    return {"PATH": str(folder)}


def until(command: str, reach: dict[str, str]) -> None:
    """Wait until the shell command succeeds; fail after a while."""
    subprocess.run(
        ["timeout", str(READY_SECONDS), "sh", "-c", f"until {command}; do sleep 0.05; done"],
        env=reach,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def null_sink(folder: Path, sink: str = "hall") -> Iterator[dict[str, str]]:
    """Run a private PulseAudio with one null sink; yield how its clients reach it."""
    socket = folder / "native"
    reach = dict(os.environ) | {
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder),
        "PULSE_SERVER": f"unix:{socket}",
    }
    modules = [
        f"module-null-sink sink_name={sink} rate={RATE} channels=1",
        f"module-native-protocol-unix socket={socket} auth-anonymous=1",
    ]
    with subprocess.Popen(
        [
            *["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no"],
            *["--exit-idle-time=-1", "--disallow-exit"],
            *[part for module in modules for part in ("-L", module)],
        ],
        env=reach,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            until("pactl info", reach)
            yield reach
        finally:
            server.terminate()
