"""NOTIFY alone would lose events: what a process hears of the others when hints get lost."""

import asyncio
from collections.abc import Callable

from server.storage.committer import IDLE_SECONDS
from server.storage.postgres import PostgresStore
from server.storage.witness import Seen
from tests.server.engines import Engines
from tests.server.storage.many_writers import HALL, Writer, log_of, strays, until, writers

NEVER_SECONDS = 3600.0


class WatchingStore(PostgresStore):
    """A store that says when it listens, so that what it hears later it was hinted at."""

    looks = 0

    def watch(self, look: Callable[[], None]) -> None:
        """Count how often there is cause to look."""

        def count() -> None:
            look()
            self.looks += 1  # afterwards: what is asked from now on is answered after that look

        super().watch(count)


class UnheardStore(WatchingStore):
    """A store whose hints all get lost."""

    def announce(self, seen: Seen) -> None:
        """Say nothing."""


def looks_of(writer: Writer) -> int:
    assert isinstance(writer.store, WatchingStore)
    return writer.store.looks


async def test_without_the_poll_a_hint_that_is_lost_loses_events(postgresql: Engines) -> None:
    url = postgresql.address()
    async with writers(url, 2, UnheardStore, NEVER_SECONDS) as (writer, other):
        await until(lambda: looks_of(other) > 0)
        await other.committer.run(HALL, lambda ledger: ledger.head)
        before = list(other.published)

        for _ in range(5):
            await writer.issue()
        await asyncio.sleep(2 * IDLE_SECONDS)
        lost = strays(other.published, log_of(url))

        assert other.published == before
        assert lost == [f"{seq} is lost" for seq in range(2, 7)]


async def test_without_the_poll_a_hint_that_is_heard_tells_all(postgresql: Engines) -> None:
    url = postgresql.address()
    async with writers(url, 2, WatchingStore, NEVER_SECONDS) as (writer, other):
        await until(lambda: looks_of(other) > 0)
        for _ in range(5):
            await writer.issue()

        await until(lambda: other.published == writer.published)

        assert strays(other.published, log_of(url)) == []


async def test_with_the_poll_nothing_is_lost_although_every_hint_is(postgresql: Engines) -> None:
    url = postgresql.address()
    async with writers(url, 3, UnheardStore) as all_three:
        await until(lambda: all(looks_of(one) > 0 for one in all_three))
        for _ in range(20):
            await asyncio.gather(*(one.issue() for one in all_three[:2]))
        await all_three[0].receive("desk-1")
        log = log_of(url)

        await until(lambda: all(one.published[-1].seq == log[-1][0] for one in all_three))

        assert [strays(one.published, log) for one in all_three] == [[], [], []]
        assert {looks_of(one) for one in all_three} == {1}
