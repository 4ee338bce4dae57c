"""What the log tells of past visits, brought up to date with it and kept in the store."""

from collections import deque
from collections.abc import Iterable
from functools import partial

from server.hall_service import HallService
from server.protocol.events import Entry
from server.protocol.identity import LegId
from server.protocol.past_visits import PastVisit
from server.protocol.tickets import TIERS, Instant
from server.storage.ledger import Ledger
from server.storage.past_visits import FIRST, PastVisits
from server.waits.courses import Course, Courses
from server.waits.hall_scene import DeskActs

PAGE = 200
"""So much is read or written in one go: visitors who take tickets wait for no more."""

SETTLED_MS = 10_000
"""An end so long ago is not taken back any more."""

NOTHING = (0, 0)
KEPT_MS = 400 * 86_400_000
LEARNED_MS = 30 * 86_400_000


class Record:
    """The courses of the day, from its opening on, and the visits kept before it."""

    def __init__(self, service: HallService) -> None:
        """Hear of what happens in the hall of ``service`` from now on."""
        self.acts = DeskActs()
        self._service = service
        self._courses = Courses()
        self._seen = NOTHING
        self._live: deque[Entry] = deque()
        self._unkept: list[PastVisit] = []
        self._unsubscribe = service.subscribe(self._live.extend)

    def close(self) -> None:
        """Hear of nothing more."""
        self._unsubscribe()

    async def catch_up(self) -> None:
        """Read the day so far, page by page, until what is heard goes on from there."""
        if self._seen == NOTHING:
            opened = await self._service.read(lambda ledger: ledger.events.opened_at())
            self._seen = NOTHING if opened is None else (opened[0], opened[1] - 1)
        while True:
            page = await self._service.read(self._page)
            self._fold(page)
            if len(page) < PAGE:
                return

    async def learned(self, at: Instant) -> list[PastVisit]:
        """Return the visits that are kept and can still teach something, in order."""
        found: list[PastVisit] = []
        place = max(FIRST, (at - LEARNED_MS, ""))
        while True:
            page = await self._service.read(partial(_page_of_visits, place=place))
            found += page
            if len(page) < PAGE:
                return found
            place = page[-1].ended_at, page[-1].leg

    def advance(self, at: Instant) -> tuple[PastVisit, ...]:
        """Take in what was heard; return the visits that are over and settled, once."""
        self._fold(self._live)
        self._live.clear()
        visits = tuple(
            visit
            for course in self._courses.drain(at - SETTLED_MS)
            if (visit := visit_of(course)) is not None
        )
        self._unkept += visits
        return visits

    async def keep(self, at: Instant) -> None:
        """Write down what is not kept yet."""
        while self._unkept:
            page = tuple(self._unkept[:PAGE])
            await self._service.write(partial(_keep, page=page, at=at))
            del self._unkept[: len(page)]

    def _page(self, ledger: Ledger) -> tuple[Entry, ...]:
        return ledger.events.since(*self._seen, limit=PAGE)

    def _fold(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if (entry.epoch, entry.seq) > self._seen:
                self._seen = entry.epoch, entry.seq
                self._courses.fold(entry)
                self.acts.fold(entry)


def visit_of(course: Course) -> PastVisit | None:
    """Return the visit of a course, if its visitor was called to a desk."""
    if course.desk is None or course.called_at is None or course.ended_at is None:
        return None
    return PastVisit(
        leg=course.leg,
        service=course.service,
        lane=course.lane,
        tier=TIERS[course.ticket_class],
        desk=course.desk,
        waits_from=course.waits_from,
        called_at=course.called_at,
        ended_at=course.ended_at,
        is_no_show=course.is_no_show,
        forecast=course.forecast,
        expected=course.expected,
    )


def _visits(ledger: Ledger) -> PastVisits:
    return PastVisits(ledger.connection, ledger.hall)


def _page_of_visits(ledger: Ledger, place: tuple[Instant, LegId]) -> tuple[PastVisit, ...]:
    return _visits(ledger).after(place, PAGE)


def _keep(ledger: Ledger, page: Iterable[PastVisit], at: Instant) -> None:
    visits = _visits(ledger)
    for visit in page:
        visits.add(visit)
    visits.forget(at - KEPT_MS)
