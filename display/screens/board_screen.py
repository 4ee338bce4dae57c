"""The hall board as QML sees it; its meaning is documented on ``display.picture.Picture``."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Property, QDate, QLocale, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from display.board import Board, kiosks_of
from display.picture import (
    LinkStatus,
    Picture,
    after,
    new_calls,
    next_tick_at,
    taken_back,
    tick,
)
from display.screens.calls_model import CallsModel
from server.client.messages import LinkEvent
from server.protocol.languages import FALLBACK_ORDER, LanguageCode, in_language
from server.protocol.snapshots import BoardCall
from server.protocol.tickets import TicketNumber

QML_IMPORT_NAME = "Kezek.Board"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1_000
NO_BOARD = Board()


def _keep(_number: TicketNumber, _desk: str) -> None:
    """Have nothing to take back, on a board without a voice."""


@QmlElement
class BoardScreen(QObject):
    """Holds the picture, lets time pass in it, and hands new calls on to be spoken."""

    changed = Signal()
    ticked = Signal()

    def __init__(
        self,
        steady: Callable[[], int],
        announce: Callable[[BoardCall, tuple[LanguageCode, ...]], None],
        take_back: Callable[[TicketNumber, str], None] = _keep,
    ) -> None:
        """Measure time by ``steady`` (milliseconds); have new calls spoken by ``announce``.

        ``take_back`` is told number and desk of a call that was a mistake.
        """
        super().__init__()
        self._steady = steady
        self._announce = announce
        self._take_back = take_back
        self._picture = Picture()
        self._is_stale = False
        self._calls = CallsModel()
        self._second = QTimer(self, interval=TICK_MS)
        self._second.timeout.connect(self._let_pass)
        self._change = QTimer(self, singleShot=True)
        self._change.timeout.connect(self._let_pass)

    @property
    def picture(self) -> Picture:
        """Return what is shown now."""
        return self._picture

    def start(self) -> None:
        """Let the clock run."""
        self._second.start()

    def stop(self) -> None:
        """Stop the clock."""
        self._second.stop()
        self._change.stop()

    def receive(self, event: LinkEvent) -> None:
        """Show what the link told, then have its new calls spoken."""
        self._show(after(self._picture, event, self._steady()))
        for number, desk in taken_back(event):
            self._take_back(number, desk)
        for call in new_calls(event):
            self._announce(call, self._board.extra_voices)

    @Property(QObject, notify=changed)
    def calls(self) -> CallsModel:
        return self._calls

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def listedCalls(self) -> list[dict[str, str | bool]]:
        return [_row(call, is_open=not self._picture.is_outdated) for call in self._offstage()] + [
            _row(call, is_open=False) for call in self._board.history
        ]

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def bigNumbers(self) -> list[str]:
        return [place.call.number for place in self._picture.stage.places]

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def bigDesks(self) -> list[str]:
        return [place.call.desk for place in self._picture.stage.places]

    @Property(bool, notify=changed)
    def hasRepeats(self) -> bool:
        return any(place.call.repeat for place in self._picture.stage.places)

    @Property(int, notify=changed)
    def longestNextUp(self) -> int:
        return _longest(self._board.next_up)

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def nextUp(self) -> list[str]:
        return list(self._board.next_up)

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def kiosksAdded(self) -> list[str]:
        return [str(kiosk) for kiosk in kiosks_of(self._board.next_up)]

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def languages(self) -> list[str]:
        return list(self._languages)

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def hallNames(self) -> list[str]:
        return _each_once(in_language(self._board.hall_names, code) for code in self._languages)

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def notices(self) -> list[str]:
        return _each_once(in_language(self._board.notice, code) for code in self._languages)

    @Property(str, notify=changed)
    def standing(self) -> str:
        return self._board.standing.value

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def standingReasons(self) -> list[str]:
        return [in_language(self._board.standing_reason, code) for code in self._languages]

    @Property(bool, notify=changed)
    def isOpen(self) -> bool:
        return self._board.service_day is not None

    @Property(bool, notify=changed)
    def isKnown(self) -> bool:
        return self._picture.board is not None

    @Property(bool, notify=ticked)
    def isStale(self) -> bool:
        return self._is_stale

    @Property(bool, notify=changed)
    def isRefused(self) -> bool:
        return self._picture.link is LinkStatus.REFUSED

    @Property(str, notify=changed)
    def refusal(self) -> str:
        return self._picture.refusal

    @Property(bool, notify=changed)
    def isOutdated(self) -> bool:
        return self._picture.is_outdated

    @Property(int, notify=ticked)
    def staleSeconds(self) -> int:
        down_since = self._picture.down_since
        return 0 if down_since is None else max(0, self._steady() - down_since) // 1000

    @Property(str, notify=ticked)
    def lastNews(self) -> str:
        clock, down_since = self._picture.clock, self._picture.down_since
        return "" if clock is None or down_since is None else f"{clock.wall_now(down_since):%H:%M}"

    @Property(str, notify=ticked)
    def time(self) -> str:
        clock = self._picture.clock
        return "" if clock is None else f"{clock.wall_now(self._steady()):%H:%M}"

    @Property("QStringList", notify=ticked)  # type: ignore[arg-type]  # a Qt type's name
    def dates(self) -> list[str]:
        clock = self._picture.clock
        if clock is None:
            return []
        today = clock.wall_now(self._steady())
        date = QDate(today.year, today.month, today.day)
        return [QLocale(code).toString(date, "dddd, d MMMM") for code in self._languages]

    @property
    def _board(self) -> Board:
        return self._picture.board or NO_BOARD

    @property
    def _languages(self) -> tuple[LanguageCode, ...]:
        return self._board.languages or FALLBACK_ORDER

    def _offstage(self) -> list[BoardCall]:
        standing = {place.call.call for place in self._picture.stage.places}
        return [call for call in self._board.calls if call.call not in standing]

    def _let_pass(self) -> None:
        self._show(tick(self._picture, self._steady()))

    def _show(self, picture: Picture) -> None:
        before, self._picture = self._picture, picture
        self._calls.show(picture.stage.places, picture.live_calls)
        self._is_stale = picture.is_stale(self._steady())
        change_at = next_tick_at(picture, self._steady())
        if change_at is not None:
            self._change.start(max(0, change_at - self._steady()))
        if _without_clock(before) != _without_clock(picture):
            self.changed.emit()
        self.ticked.emit()


def _without_clock(picture: Picture) -> tuple[object, ...]:
    return picture.board, picture.stage, picture.link, picture.refusal, picture.is_outdated


def _row(call: BoardCall, *, is_open: bool) -> dict[str, str | bool]:
    return {"number": call.number, "desk": call.desk, "isOpen": is_open}


def _longest(texts: Iterable[str]) -> int:
    return max((len(text) for text in texts), default=1)


def _each_once(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]
