"""The printer as the staff see it on the kiosk, and what they may do with it."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.attendant import Attendant
from kiosk.printer_care import PrinterCare, Trial, TriedTicket
from kiosk.printer_standing import PrinterStanding

QML_IMPORT_NAME = "Kezek.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

UNKNOWN_METRES = -1.0


@QmlElement
class StaffScreen(QObject):
    """Properties follow ``kiosk.printer_standing.PrinterStanding`` and the last test ticket."""

    changed = Signal()

    def __init__(
        self, attendant: Attendant, care: PrinterCare | None, parent: QObject | None = None
    ) -> None:
        """Show the printer that ``care`` follows, if this kiosk has one."""
        super().__init__(parent)
        self._attendant = attendant
        self._care = care
        self._shown: tuple[object, ...] = ()

    def refresh(self) -> None:
        """Tell QML if anything here is new."""
        now = (self._standing, self._test, self.mayTest, self._attendant.language)
        if now != self._shown:
            self._shown = now
            self.changed.emit()

    @Property(bool, notify=changed)
    def hasPrinter(self) -> bool:
        return self._care is not None

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._standing.problem.value

    @Property(str, notify=changed)
    def paper(self) -> str:
        return self._standing.paper.value

    @Property(float, notify=changed)
    def rollMetres(self) -> float:
        metres = self._standing.roll_metres
        return UNKNOWN_METRES if metres is None else metres

    @Property(float, notify=changed)
    def metresLeft(self) -> float:
        left = None if self._care is None else self._care.metres_left
        return UNKNOWN_METRES if left is None else left

    @Property(str, notify=changed)
    def model(self) -> str:
        return self._standing.model

    @Property(str, notify=changed)
    def evidence(self) -> str:
        evidence = self._standing.evidence
        return "" if evidence is None else evidence.value

    @Property(str, notify=changed)
    def probedOn(self) -> str:
        return self._standing.probed_on

    @Property(bool, notify=changed)
    def hasLogo(self) -> bool:
        return self._standing.has_logo

    @Property(int, notify=changed)
    def drawnBack(self) -> int:
        return self._standing.drawn_back

    @Property(str, notify=changed)
    def unsaid(self) -> str:
        return " ".join(self._standing.unsaid)

    @Property(str, notify=changed)
    def test(self) -> str:
        test = self._test
        return test.outcome.value if test.trial is Trial.ENDED else test.trial.value

    @Property(bool, notify=changed)
    def mayTest(self) -> bool:
        return self._care is not None and self._care.may_test

    @Slot()
    def countNewRoll(self) -> None:
        if self._care is not None:
            self._care.new_roll()

    @Slot()
    def probe(self) -> None:
        if self._care is not None:
            self._care.probe()

    @Slot()
    def printTest(self) -> None:
        if self._care is not None:
            self._care.print_test(self._attendant.language)

    @property
    def _standing(self) -> PrinterStanding:
        return PrinterStanding() if self._care is None else self._care.standing

    @property
    def _test(self) -> TriedTicket:
        return TriedTicket() if self._care is None else self._care.test
