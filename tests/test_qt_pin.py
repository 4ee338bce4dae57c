"""Guards the pin of PySide6: 6.12.0 drops a reference to None with every call and aborts."""

import subprocess
import sys

CALLS = 20_000
PROGRAM = f"""
import sys
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
timer = QTimer()
timer.setSingleShot(True)
before = sys.getrefcount(None)
for _ in range({CALLS}):
    timer.start(60_000)
timer.stop()
print(before - sys.getrefcount(None))
"""


def test_calls_into_qt_lose_no_references() -> None:
    # In its own process: where it fails, Python itself goes down.
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < CALLS // 100
