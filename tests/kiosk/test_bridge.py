"""The bridge from other threads to the GUI thread."""

from threading import Thread, get_ident

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.bridge import Bridge


def test_what_another_thread_tells_is_heard_in_this_one(qtbot: QtBot) -> None:
    bridge, heard = Bridge(), list[tuple[object, int]]()
    bridge.link_told.connect(
        lambda event: heard.append((event, get_ident())), Qt.ConnectionType.QueuedConnection
    )

    thread = Thread(target=bridge.link_told.emit, args=("news",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard), timeout=1_000)

    assert heard == [("news", get_ident())]
