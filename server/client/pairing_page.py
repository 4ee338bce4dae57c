"""What the pairing page shows: pure, for kiosk and board; the words lie beside it in ``qml``."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from server.client.messages import LinkDown, LinkEvent, LinkUp
from server.client.pairing_states import Done, Ended, PairingState, Searching, Shown
from server.protocol.errors import Failure
from server.protocol.languages import FALLBACK_ORDER

QML_MODULES = Path(__file__).parent / "qml"
"""Where a program's QML finds ``Kezek.Pairing``, the page itself."""


class Page(StrEnum):
    """What the page speaks of."""

    SEARCHING = "searching"
    CODE = "code"
    REFUSED = "refused"
    EXPIRED = "expired"
    LOST = "lost"
    BUSY = "busy"
    FOREIGN = "foreign"
    CERTIFICATE = "certificate"


PAGES = {
    "pairing-refused": Page.REFUSED,
    "pairing-expired": Page.EXPIRED,
    "pairing-busy": Page.BUSY,
    "foreign-server": Page.FOREIGN,
    "certificate-time": Page.CERTIFICATE,
}
"""What is shown for each failure that people can do something about."""


@dataclass(frozen=True, slots=True)
class PairingPage:
    """What stands on the page, which is off without a ``page``; ``shown`` is there with a code."""

    page: Page | None = None
    shown: Shown | None = None
    ends_at_ms: int = 0
    is_pairing: bool = False

    @property
    def code_groups(self) -> list[str]:
        """Return the code as people say it, three digits at a time."""
        return [] if self.shown is None else [self.shown.code[:3], self.shown.code[3:]]

    @property
    def fingerprint_groups(self) -> list[str]:
        """Return the fingerprint as it is compared, four letters at a time."""
        return [] if self.shown is None else self.shown.fingerprint.split("-")

    @property
    def hall_names(self) -> list[str]:
        """Return what the hall calls itself, each name once."""
        names = {} if self.shown is None else self.shown.hall_names
        return list(dict.fromkeys(names[code] for code in FALLBACK_ORDER if code in names))

    @property
    def address(self) -> str:
        """Return where the server that shows this code is."""
        return "" if self.shown is None else self.shown.address

    def time_left(self, now_ms: int) -> str:
        """Return how long the code is good from ``now_ms`` on, in minutes and seconds."""
        if self.shown is None:
            return ""
        seconds = max(0, self.ends_at_ms - now_ms) // 1000
        return f"{seconds // 60}:{seconds % 60:02d}"


def after_state(state: PairingState, now_ms: int) -> PairingPage:
    """Return the page for how far the pairing has come; no older page matters to it."""
    match state:
        case Searching(failure=failure):
            page = Page.SEARCHING if failure is None else PAGES.get(failure.code, Page.SEARCHING)
            return PairingPage(page, is_pairing=True)
        case Shown(seconds=seconds):
            return PairingPage(Page.CODE, state, now_ms + seconds * 1000, is_pairing=True)
        case Ended(failure=failure):
            return PairingPage(PAGES.get(failure.code, Page.LOST), is_pairing=True)
        case Done():
            return PairingPage()
        case _:
            assert_never(state)


def after_link(page: PairingPage, event: LinkEvent) -> PairingPage:
    """Return the page after ``event``: a server that cannot be trusted is told of till one can."""
    match event:
        case LinkDown(failure=Failure(code=code)) if code in PAGES:
            return replace(page, page=PAGES[code], shown=None)
        case LinkUp():
            return replace(page, page=None, shown=None)
        case _:
            return page
