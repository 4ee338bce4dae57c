"""Runs a command with a bound on its time; nothing that it started outlives it."""

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.gate.environment import environment
from tests.gate.places import ROOT

# So long may a command that is interrupted say how far it came; pytest names what failed.
LAST_WORDS_SECONDS = 20.0
TIMED_OUT = 124


def run(
    command: tuple[str, ...],
    seconds: float,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
) -> int:
    """Return the exit code of ``command``; 124, as timeout(1) does, if it took longer."""
    with subprocess.Popen(
        command, cwd=cwd, env=environment() if env is None else env, start_new_session=True
    ) as running:
        try:
            return running.wait(seconds)
        except subprocess.TimeoutExpired:
            print(f"stopped: over {seconds / 60:g} minutes: {' '.join(command)}", flush=True)
            running.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                running.wait(LAST_WORDS_SECONDS)
            return TIMED_OUT
        finally:
            # A server that a dead test left behind would hold our output open for ever.
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
