"""A kiosk that gives numbers without a server: the real journal, and a socket for its printer.

Started as ``python -m tests.durability.lonely_kiosk DIRECTORY VISITORS [FIRST]``; it tells each
step on standard output, so that a test can kill it there.
"""

import socket
import sys
from pathlib import Path
from uuid import UUID

from kiosk.journal.journal import Journal
from kiosk.journal.records import Stamp
from server.protocol.commands import IssueTicket
from server.protocol.printing import PrintOutcome, PrintProblem

KIOSK = 2
MERGED_AT_ONCE = 5
BOOT = Stamp("first", 1000, 2000, 3000, 3500, 0)


def main(directory: Path, visitors: int, first: int) -> None:
    """Give ``visitors`` numbers; now and then the server, unseen here, takes some of them."""
    paper, printer = socket.socketpair()
    journal = Journal(directory)
    journal.name(KIOSK, 0)
    _tell("open")
    for visitor in range(first, first + visitors):
        command = IssueTicket(request_id=str(UUID(int=visitor)), service="visas", language="kk")
        journal.press(command, BOOT)
        _tell(f"pressed {visitor}")
        numbered = journal.number(command, BOOT)
        _tell(f"numbered {visitor}")
        paper.sendall(f"paper {command.request_id} {numbered.ordinal}\n".encode())
        printer.recv(200)
        _tell(f"printed {visitor} {numbered.ordinal}")
        journal.end_paper(command.request_id, PrintOutcome.CONFIRMED, PrintProblem.NONE)
        _tell(f"ended {visitor}")
        if visitor % MERGED_AT_ONCE == 0:
            requests = tuple(held.request for held in journal.state.held)
            paper.sendall(f"merged {' '.join(requests)}\n".encode())
            printer.recv(1000)
            journal.merge(requests)
            _tell(f"merged {visitor}")
    journal.close()


def _tell(step: str) -> None:
    sys.stdout.write(step + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
