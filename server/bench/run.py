"""One run of the bench: everything measured in turn, and the report that comes of it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from server.bench.clusters import an_empty
from server.bench.figures import Figures, Spread, complete, percentile, repeated
from server.bench.grounds import Grounds, kiosk, lay_out
from server.bench.growth import Grown, Pairs, measure_growth
from server.bench.limits import commits_per_second, syncs_per_second
from server.bench.measures import (
    Round,
    Sizes,
    measure_calls,
    measure_health,
    measure_idle_boards,
    measure_issue,
    measure_memory,
    measure_start,
)
from server.bench.open_pages import measure_hall_at_work
from server.bench.screens import measure_screen
from server.bench.served import BY_TLS, PLAIN, WARM_UP, Served, one_server, start
from server.demo.cast import rehearsal_environment
from server.demo.processes import Stage

IDLE_BOARDS = 50

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found: the promised figures, and further facts in words."""

    figures: Figures
    facts: tuple[tuple[str, str], ...]


class Run:
    """Measures part after part and remembers what was found."""

    def __init__(self, folder: Path, sizes: Sizes, say: Say, database: str | None = None) -> None:
        """Keep every file of the run in ``folder``; tell the waiting reader by ``say``.

        The halls are kept by SQLite, or in new databases beside the one named.
        """
        self._folder = folder
        self._sizes = sizes
        self._say = say
        self._database = database
        self._measured: dict[str, float | None] = {}
        self._facts: list[tuple[str, str]] = []

    async def measure(self) -> Report:
        """Measure everything."""
        before = os.getloadavg()[0]
        self._limits()
        self._say("start")
        sizes, database = self._sizes, self._database
        start = await measure_start(self._folder, sizes.starts, database)
        self._keep(start_s=start.middle)
        self._fact("start, s", start)
        async with one_server(self._folder, "hall", 0, database) as served:
            await self._issue(served)
        async with one_server(self._folder, "desk", 0, database) as served:
            await self._call(served)
        await self._at_work()
        await self._by_tls()
        await self._grow()
        await self._screen()
        self._fact(
            "load of the machine before and after", f"{before:.1f}, {os.getloadavg()[0]:.1f}"
        )
        return Report(complete(self._measured), tuple(self._facts))

    def _limits(self) -> None:
        self._say("limits: commit, fdatasync")
        count, folder = self._sizes.limit_commits, self._folder
        self._keep(
            limit_commit_per_s=commits_per_second(folder / "limit.db", count),
            limit_fdatasync_per_s=syncs_per_second(folder / "limit.bin", count),
        )

    async def _issue(self, served: Served) -> None:
        self._say("issue beside a bare application; memory")
        rounds = await measure_issue(served, self._folder, self._sizes)
        numbers = [
            number
            for one in rounds
            for load in (one.one, one.sixteen, one.sixty_four)
            for number in load.numbers
        ]
        self._keep(**_issue_figures(rounds), repeated_numbers=repeated(numbers))
        for words, tries in _issue_tries(rounds):
            self._fact(words, Spread.of(tries))
        health = await measure_health(served, self._folder, self._sizes)
        self._fact("GET /healthz, 16 clients, a second", f"{health.per_second:.0f}")
        issued = len(numbers)
        more = max(1, self._sizes.memory_issues - issued)
        self._keep(memory_mb=await measure_memory(served, more))
        self._fact("waiting at the end of the issues", str(issued + more + WARM_UP))

    async def _call(self, served: Served) -> None:
        self._say("calls to 1, 50 and 200 boards; idle boards")
        sizes = self._sizes
        # Nobody else waits: a queue of ten thousand would be no hall's.
        await served.issue(16, sizes.calls + 2 * sizes.calls_to_boards)
        one = await measure_calls(served, 1, sizes.calls)
        fifty = await measure_calls(served, 50, sizes.calls_to_boards)
        many = await measure_calls(served, 200, sizes.calls_to_boards)
        self._keep(
            call_p50_ms=percentile(one.answers, 0.5),
            call_p99_ms=percentile(one.answers, 0.99),
            call_50_p99_ms=percentile(fifty.boards, 0.99),
            call_200_p99_ms=percentile(many.boards, 0.99),
            boards_50_cpu_percent=await measure_idle_boards(
                served, IDLE_BOARDS, sizes.idle_seconds
            ),
        )
        for count, calls in ((1, one), (50, fifty), (200, many)):
            middle, high = (percentile(calls.boards, share) for share in (0.5, 0.99))
            self._fact(
                f"press to board, {count} linked, p50 and p99, ms", f"{middle:.2f}, {high:.2f}"
            )
            middle, high = (percentile(calls.answers, share) for share in (0.5, 0.99))
            self._fact(
                f"press to answer, {count} linked, p50 and p99, ms", f"{middle:.2f}, {high:.2f}"
            )

    async def _at_work(self) -> None:
        pages, issues = self._sizes.pages, self._sizes.issues_beside_pages
        self._say(f"a hall at work with {pages} open pages")
        database = self._database
        async with one_server(self._folder, "pages", 0, database, more_desks=pages) as served:
            found = await measure_hall_at_work(served, pages, issues)
        for words, ms in (
            ("issue, ten a second", found.issues),
            ("press to answer, ten desks at work", found.answers),
        ):
            middle, high = (percentile(ms, share) for share in (0.5, 0.99))
            self._fact(
                f"{words}, pages of {pages} desks open, p50 and p99, ms",
                f"{middle:.2f}, {high:.2f}",
            )

    async def _by_tls(self) -> None:
        self._say("the same by TLS")
        folder, sizes = self._folder, self._sizes
        start = await measure_start(folder, sizes.starts, self._database, BY_TLS)
        self._fact("start by TLS, s", start)
        async with one_server(folder, "tls", 0, self._database, is_tls=True) as served:
            one = await served.issue(1, sizes.issues_1)
            sixteen = await served.issue(16, sizes.issues_16)
        middle, high = (percentile(one.ms, share) for share in (0.5, 0.99))
        self._fact("issue by TLS, 1 kiosk, p50 and p99, ms", f"{middle:.2f}, {high:.2f}")
        self._fact("issue by TLS, 16 kiosks, a second", f"{sixteen.per_second:.0f}")

    async def _grow(self) -> None:
        self._measured |= {"growth_100k": None, "growth_1m": None, "report_p99_ratio": None}
        for key, past in (
            ("growth_100k", self._sizes.past),
            ("growth_1m", self._sizes.much_past),
        ):
            if past is not None:
                self._say(f"growth with {past:,} past tickets, and reports on them")
                pairs = self._sizes.pairs
                grown = await measure_growth(self._folder, past, pairs, self._database)
                self._keep(**{key: grown.growth.middle, "report_p99_ratio": grown.report})
                self._grown(past, pairs, grown)

    def _grown(self, past: int, pairs: Pairs, grown: Grown) -> None:
        of = f"with {past:,} past tickets"
        self._fact(f"growth {of}, {pairs.count} pairs", grown.growth)
        self._fact(
            f"issue p99 {of}, while reports read {pairs.rows:,} events each, times", grown.reports
        )
        self._fact(f"events a report reads a second {of}", f"{grown.rows_per_second:,.0f}")

    async def _screen(self) -> None:
        self._say("kiosk and paper")
        with an_empty(self._database) as address:
            devices = (kiosk(1), kiosk(2))
            await self._visits(await lay_out(self._folder / "screen", devices, 0, address))

    async def _visits(self, grounds: Grounds) -> None:
        async with Stage(self._folder / "screen" / "logs", rehearsal_environment({})) as stage:
            server = await start(stage, grounds, *PLAIN)
            first_frame, waits = await measure_screen(
                stage, grounds, server, self._folder / "papers", self._sizes.visits
            )
        self._keep(kiosk_first_frame_s=first_frame, paper_first_byte_ms=median(waits))
        self._fact("commit to the first byte of the paper, ms", Spread.of(waits))

    def _keep(self, **figures: float | None) -> None:
        self._measured |= figures

    def _fact(self, words: str, fact: Spread | str) -> None:
        self._facts.append((words, str(fact)))


def _issue_figures(rounds: list[Round]) -> dict[str, float]:
    """Return the median of the rounds."""
    return {
        "issue_1_p50_ms": median(percentile(one.one.ms, 0.5) for one in rounds),
        "issue_1_p99_ms": median(percentile(one.one.ms, 0.99) for one in rounds),
        "issue_16_per_s": median(one.sixteen.per_second for one in rounds),
        "issue_16_p99_ms": median(percentile(one.sixteen.ms, 0.99) for one in rounds),
        "issue_64_per_s": median(one.sixty_four.per_second for one in rounds),
        "limit_bare_16_per_s": median(one.bare_sixteen.per_second for one in rounds),
        "limit_bare_1_p50_ms": median(one.bare_one.p50 / 1000 for one in rounds),
    }


def _issue_tries(rounds: list[Round]) -> tuple[tuple[str, list[float]], ...]:
    """Return what is told with its spread."""
    return (
        ("issue, 1 kiosk, p50, ms", [percentile(one.one.ms, 0.5) for one in rounds]),
        ("issue, 1 kiosk, p95, ms", [percentile(one.one.ms, 0.95) for one in rounds]),
        ("issue, 16 kiosks, a second", [one.sixteen.per_second for one in rounds]),
        ("issue, 16 kiosks, p50, ms", [percentile(one.sixteen.ms, 0.5) for one in rounds]),
        ("issue, 64 kiosks, a second", [one.sixty_four.per_second for one in rounds]),
        ("issue, 64 kiosks, p99, ms", [percentile(one.sixty_four.ms, 0.99) for one in rounds]),
        ("bare application, 1 client, p50, ms", [one.bare_one.p50 / 1000 for one in rounds]),
        (
            "bare application, 16 clients, a second",
            [one.bare_sixteen.per_second for one in rounds],
        ),
        (
            "bare application over sockets, 1 client, p50, ms",
            [percentile(one.socket_one.ms, 0.5) for one in rounds],
        ),
        (
            "bare application over sockets, 16 clients, a second",
            [one.socket_sixteen.per_second for one in rounds],
        ),
        (
            "issue, 1 kiosk, p50, times the bare application's over sockets",
            [percentile(one.one.ms, 0.5) / percentile(one.socket_one.ms, 0.5) for one in rounds],
        ),
        (
            "issue, 16 kiosks, rate, share of the bare application's over sockets",
            [one.sixteen.per_second / one.socket_sixteen.per_second for one in rounds],
        ),
    )
