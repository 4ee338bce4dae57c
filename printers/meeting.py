"""When the driver asks whom its line leads to: somebody else may be there than last time."""

from printers.acquaintance import Acquaintance
from printers.connection import Connection
from printers.status import may_print
from server.protocol.printing import PrintProblem


class Meeting:
    """Due each time the line was opened, and each time a printer on it had fallen silent."""

    def __init__(self, connection: Connection, unit: Acquaintance) -> None:
        """Begin with nobody met."""
        self._connection = connection
        self._unit = unit
        self._met_in_life = 0
        self._fell_silent = False

    def forget(self) -> None:
        """Have the unit met again on the line that is open."""
        self._met_in_life = 0

    def is_due(self, problem: PrintProblem) -> bool:
        """Tell whether the unit is to be asked now, with ``problem`` in the way of printing."""
        if not self._connection.is_open:
            return False
        is_silent = problem is PrintProblem.NO_ANSWER
        # A serial line stays open while printers are changed; all that is seen is the silence.
        self._fell_silent = self._fell_silent or is_silent
        is_new = self._met_in_life != self._connection.lives
        if is_silent:
            return is_new and self._unit.record.probe is None
        # What is queued behind other trouble would be answered after a reload only.
        return may_print(problem) and (is_new or self._fell_silent)

    def hold(self) -> None:
        """Ask the unit; a line that breaks meanwhile is lost, as ever."""
        self._met_in_life = self._connection.lives
        self._fell_silent = False
        self._connection.converse(self._unit.meet)
