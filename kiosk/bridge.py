"""The bridge from the threads of link and printer to the GUI thread: a signal's emit."""

from PySide6.QtCore import QObject, Signal


class Bridge(QObject):
    """Emitted from any thread, heard in the GUI thread."""

    link_told = Signal(object)
    port_told = Signal(object)
    changed = Signal()
