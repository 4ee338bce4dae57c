"""The bridge from the threads of link, printer and journal to the GUI thread: a signal's emit."""

from PySide6.QtCore import QObject, Signal


class Bridge(QObject):
    """Emitted from any thread, heard in the GUI thread."""

    link_told = Signal(object)
    pairing_told = Signal(object)
    port_told = Signal(object)
    journal_told = Signal(object)
    order_told = Signal(object)
    picture_told = Signal(object)
    changed = Signal()
