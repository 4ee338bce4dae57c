"""Tests of the desk in a real Chromium: keys, live parts, focus, nothing from elsewhere.

A browser costs seconds to start: what one official can do in one sitting is one test.
"""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from server.protocol.commands import ReportShown, ReportSpoken
from server.protocol.printing import SoundResult
from tests.server.console.screen import Screen, chromium, desk_1, sitting
from tests.server.console.working_console import WorkingConsole, working_console
from tests.server.working_hall import BOARD, new_id

pytestmark = pytest.mark.timeout(120)

LONG_NAMES = ("labour-appeal", "health-appeal", "interior-appeal")
LANGUAGES = ("kk", "ru", "en")

CUT = (
    "names => [...document.querySelectorAll(names)].filter(each =>"
    " each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1)"
    ".map(each => each.textContent)"
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def report(working: WorkingConsole, sound: SoundResult) -> None:
    """Let the board say that it has shown and spoken the call at desk 1."""
    seen = working.service.picture.occupancy.desk("desk-1")
    assert seen is not None
    shown = ReportShown(request_id=new_id(), call=seen.call, zone=seen.zone)
    spoken = ReportSpoken(request_id=new_id(), call=seen.call, zone=seen.zone, result=sound)
    await working.service.carry_out(shown, BOARD)
    await working.service.carry_out(spoken, BOARD)


async def read_in(screen: Screen, language: str) -> None:
    """Switch the page to ``language``."""
    await screen.page.click(f'button.language[lang="{language}"]')
    await expect(screen.page.locator("html")).to_have_attribute("lang", language)


async def test_a_whole_visit_on_keys_in_every_layout(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        await working.issue()
        await working.issue()

        await expect(screen.page.locator("#next")).to_be_enabled()
        await screen.page.keyboard.press("Space")
        await screen.shows("A001", "called")
        await screen.page.keyboard.press("r")
        await expect(screen.page.locator(".recalls")).to_be_visible()
        await screen.page.keyboard.press("s")
        await screen.shows("A001", "serving")
        # The key that writes N on a Latin layout writes Т on the Kazakh and the Russian one.
        await screen.page.evaluate(
            "document.body.dispatchEvent(new KeyboardEvent('keydown',"
            " {key: 'т', code: 'KeyN', bubbles: true}))"
        )
        await screen.shows("A002", "called")

        await screen.page.keyboard.press("x")
        await expect(screen.page.locator("#no-show .label")).to_have_text("Press X again")
        await expect(screen.page.locator("#no-show .label")).to_have_text("No-show", timeout=8000)
        await screen.shows("A002", "called")
        await screen.page.keyboard.press("x")
        await screen.page.keyboard.press("x")
        await expect(screen.page.locator("#number")).to_have_count(0)

        counts = working.service.picture.occupancy.counts("desk-1")
        assert (counts.received, counts.no_shows) == (1, 1)


async def test_quick_held_and_double_presses_are_what_they_mean(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        for _ in range(6):
            await working.issue()
        await expect(screen.page.locator("#next")).to_be_enabled()

        await screen.page.dblclick("#next")
        await screen.shows("A001", "called")
        for _ in range(3):
            await screen.page.keyboard.down("s")
        await screen.shows("A001", "serving")
        assert working.service.picture.waiting_at("desk-1") == 5
        assert screen.presses.count("/desk/start") == 1
        await screen.page.keyboard.up("s")

        for number in range(2, 7):
            await screen.page.keyboard.press("n")
            await screen.shows(f"A{number:03d}", "called")
            await screen.page.keyboard.press("s")
            await screen.shows(f"A{number:03d}", "serving")
        assert working.service.picture.occupancy.counts("desk-1").received == 5


async def test_what_needs_a_word_more_is_done_on_keys_beside_the_queue(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        page = screen.page
        await page.keyboard.press("a")
        await expect(page.locator("#act-not-ready")).to_be_visible()
        await working.issue()
        await screen.shows("A001", "called")

        await page.keyboard.press("p")
        await expect(page.locator("#panel .panel")).to_be_visible()
        await page.keyboard.press("n")
        await page.keyboard.press("Escape")
        await expect(page.locator("#panel .panel")).to_have_count(0)
        await page.keyboard.press("p")
        await expect(page.locator('#panel input[name="minutes"]').first).to_be_focused()
        await page.keyboard.press("2")
        await expect(page.locator("#aside li")).to_contain_text("Makes copies")
        await expect(page.locator("#panel .panel")).to_have_count(0)

        await page.click("#aside button")
        await expect(page.locator("#queue .row-number")).to_have_text(["A001"])
        await expect(page.locator("#aside li")).to_have_count(0)
        await page.keyboard.press("n")
        await screen.shows("A001", "called")
        await expect(page.locator("#undo-act")).to_contain_text("Undo: the call")
        await page.click("#undo-act")
        await expect(page.locator("#number")).to_have_count(0)
        assert screen.presses.count("/desk/next") == 1

        await working.issue()
        await page.click("#act-choose")
        await expect(page.locator("#act-ticket option")).to_have_count(2)
        await page.fill("#act-find", "002")
        await expect(page.locator("#act-ticket option")).to_have_count(1)
        await page.locator('#panel button[name="reason"]').first.click()
        await screen.shows("A002", "called")


async def test_the_page_follows_the_hall_and_the_board_and_keeps_the_focus(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        page = screen.page
        await working.issue()
        await expect(page.locator("#queue .row-number")).to_have_text(["A001"])
        await working.issue(claim="veterans")
        await expect(page.locator(".next-number")).to_have_text("A002")
        await expect(page.locator("#upcoming .why")).to_contain_text("A001 came earlier")
        for sound, words in (
            (SoundResult.SPOKEN, "Announced by voice"),
            (SoundResult.NO_SOUND, "No sound in the hall: please call in person"),
        ):
            await page.click("#next")
            await expect(page.locator("#delivery")).to_contain_text("Not yet announced")
            await report(working, sound)
            await expect(page.locator("#delivery .step.done").first).to_have_text(
                "Shown on the board"
            )
            await expect(page.locator("#delivery")).to_contain_text(words)
            await page.focus("#recall")
            await working.issue()
            await expect(page.locator("#queue .count")).to_have_text("2")
            await expect(page.locator("#recall")).to_be_focused()
            await page.keyboard.press("s")
            await expect(page.locator(".state.serving")).to_be_visible()

        working.console.close()
        await expect(page.locator("#stale")).to_be_visible()
        working.console.nudges.is_closed = False
        await working.issue()
        await expect(page.locator("#stale")).to_be_hidden()
        await expect(page.locator("#queue .count")).to_have_text("3")
        # htmx tells every broken stream on the browser's console.
        screen.faults.clear()


async def test_the_older_window_is_told_and_can_take_the_desk_back(tmp_path: Path) -> None:
    async with working_console(tmp_path) as working, chromium() as browser:
        await working.issue()
        async with sitting(browser, working) as first, sitting(browser, working) as second:
            await first.sit_at("desk-1")
            await second.sit_at("desk-1", "daniyar")

            await expect(first.page.locator("#take-back")).to_be_visible()
            await first.page.click("#take-back")

            await expect(first.page.locator("#next")).to_be_enabled()
            await expect(second.page.locator("#take-back")).to_be_visible()
            assert (first.faults, second.faults) == ([], [])


async def test_a_hidden_tab_gives_its_connection_back_and_catches_up_when_seen(
    tmp_path: Path,
) -> None:
    hide = (
        "is => { Object.defineProperty(document, 'hidden', {get: () => is, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    async with desk_1(tmp_path) as (working, screen):
        await expect(screen.page.locator("#stale")).to_be_hidden()
        await screen.page.clock.install()
        await screen.page.evaluate(hide, True)
        await screen.page.clock.fast_forward("00:11")
        for _ in range(400):
            if working.console.nudges.pages == 0:
                break
            await asyncio.sleep(0.05)
        assert working.console.nudges.pages == 0
        await working.issue()

        await screen.page.evaluate(hide, False)

        await expect(screen.page.locator("#queue .row-number")).to_have_text(["A001"])
        await working.issue()
        await expect(screen.page.locator("#queue .row-number")).to_have_text(["A001", "A002"])


async def test_everything_is_in_sight_on_every_screen_in_every_language(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        page = screen.page
        for service in LONG_NAMES:
            await working.issue(service=service)
        for number in range(20):
            await working.issue(claim="veterans" if number % 3 else None)
        await page.click("#next")
        await expect(page.locator(".state.called")).to_be_visible()
        said, cut = [], []

        for language in LANGUAGES:
            await page.set_viewport_size({"width": 1280, "height": 720})
            await read_in(screen, language)
            said.append(await page.inner_text("#next"))
            cut += await page.evaluate(CUT, ".row-text, .row-body")
            for width, height in ((1280, 720), (1920, 1080), (400, 800)):
                await page.set_viewport_size({"width": width, "height": height})
                assert await page.evaluate(OVERFLOW) == 0, (language, width)
                for button in ("next", "start", "finish", "recall", "no-show"):
                    await expect(page.locator(f"#{button}")).to_be_in_viewport(ratio=1)
            await expect(page.locator(".hall")).to_be_hidden()
            await page.goto(f"{working.url}/desk/choose")
            cut += await page.evaluate(CUT, ".desk-body > *")
            await page.goto(f"{working.url}/desk")

        assert [one.splitlines()[0] for one in said] == ["Келесі", "Следующий", "Next"]
        assert [one.splitlines()[1] for one in said] == [
            "алдымен «Бастау» немесе «Келмеді»",
            "сначала «Начать» или «Не явился»",
            "first Start or No-show",
        ]
        assert cut == []
