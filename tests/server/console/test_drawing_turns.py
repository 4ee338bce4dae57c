"""Tests of drawing pages in turn: others come between two of them, nobody waits for a lost one."""

import asyncio
import itertools

from server.console.drawing_turns import REST, DrawingTurns

PAGES = 5
DRAWING_SECONDS = 0.01


def busy(seconds: float) -> None:
    """Hold the loop up, as drawing does."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while loop.time() - begun < seconds:
        pass


async def test_pages_are_drawn_in_the_order_in_which_they_asked() -> None:
    drawing, drawn = DrawingTurns(), list[int]()

    async def page(number: int) -> None:
        async with drawing.turn():
            drawn.append(number)
            await asyncio.sleep(0)
            drawn.append(number)

    await asyncio.gather(*(page(number) for number in range(PAGES)))

    assert drawn == [number for number in range(PAGES) for _ in range(2)]


async def test_others_have_twice_the_time_that_a_page_took_before_the_next_one() -> None:
    drawing, loop = DrawingTurns(), asyncio.get_running_loop()
    spans = list[tuple[float, float]]()

    async def page() -> None:
        async with drawing.turn():
            begun = loop.time()
            busy(DRAWING_SECONDS)
            spans.append((begun, loop.time()))

    await asyncio.gather(*(page() for _ in range(PAGES)))

    rests = [later[0] - earlier[1] for earlier, later in itertools.pairwise(spans)]
    assert min(rests) >= 0.9 * REST * DRAWING_SECONDS


async def test_somebody_who_presses_waits_for_one_page_and_not_for_all() -> None:
    drawing, before = DrawingTurns(), list[int]()
    left = PAGES

    async def page() -> None:
        nonlocal left
        async with drawing.turn():
            busy(DRAWING_SECONDS)
            left -= 1

    async def press() -> None:
        await asyncio.sleep(0)
        before.append(PAGES - left)

    pages = [asyncio.create_task(page()) for _ in range(PAGES)]
    await asyncio.create_task(press())
    await asyncio.gather(*pages)

    assert before[0] <= 1


async def test_pages_that_are_lost_while_drawn_or_waiting_leave_their_turns() -> None:
    drawing, first = DrawingTurns(), asyncio.Event()

    async def page() -> None:
        async with drawing.turn():
            first.set()
            await asyncio.Event().wait()

    pages = [asyncio.create_task(page()) for _ in range(2)]
    await first.wait()
    for each in pages:
        each.cancel()

    async with asyncio.timeout(5), drawing.turn():
        assert all(each.cancelled() for each in pages)
