"""Tests of the desk in a real Chromium: keys, live parts, focus, nothing from elsewhere."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from server.protocol.commands import ReportShown, ReportSpoken
from server.protocol.printing import SoundResult
from tests.server.console.screen import chromium, desk_1, sitting
from tests.server.console.working_console import WorkingConsole, working_console
from tests.server.working_hall import BOARD, new_id

pytestmark = pytest.mark.timeout(120)

LONG_NAMES = ("labour-appeal", "health-appeal", "interior-appeal")


async def report(working: WorkingConsole, sound: SoundResult) -> None:
    """Let the board say that it has shown and spoken the call at desk 1."""
    seen = working.service.picture.occupancy.desk("desk-1")
    assert seen is not None
    shown = ReportShown(request_id=new_id(), call=seen.call, zone=seen.zone)
    spoken = ReportSpoken(request_id=new_id(), call=seen.call, zone=seen.zone, result=sound)
    await working.service.carry_out(shown, BOARD)
    await working.service.carry_out(spoken, BOARD)


async def test_a_whole_visit_on_keys(tmp_path: Path) -> None:
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
        await screen.page.keyboard.press("n")
        await screen.shows("A002", "called")
        await screen.page.keyboard.press("x")
        await screen.page.keyboard.press("x")
        await expect(screen.page.locator("#number")).to_have_count(0)

        counts = working.service.picture.occupancy.counts("desk-1")
        assert (counts.received, counts.no_shows) == (1, 1)


async def test_keys_work_by_their_place_in_every_layout(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        await working.issue()
        await expect(screen.page.locator("#next")).to_be_enabled()

        # The key that writes N on a Latin layout writes Т on the Kazakh and the Russian one.
        await screen.page.evaluate(
            "document.body.dispatchEvent(new KeyboardEvent('keydown',"
            " {key: 'т', code: 'KeyN', bubbles: true}))"
        )

        await screen.shows("A001", "called")


async def test_one_press_of_no_show_only_asks(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        await working.issue()
        await screen.page.click("#next")
        await screen.shows("A001", "called")

        await screen.page.keyboard.press("x")

        await expect(screen.page.locator("#no-show .label")).to_have_text("Press X again")
        await expect(screen.page.locator("#no-show .label")).to_have_text("No-show", timeout=8000)
        await screen.shows("A001", "called")


async def test_a_held_key_and_a_double_click_are_one_press(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        for _ in range(4):
            await working.issue()
        await expect(screen.page.locator("#next")).to_be_enabled()

        await screen.page.dblclick("#next")
        await screen.shows("A001", "called")
        for _ in range(3):
            await screen.page.keyboard.down("s")
        await screen.shows("A001", "serving")

        assert working.service.picture.waiting_at("desk-1") == 3
        assert screen.presses.count("/desk/start") == 1


async def test_a_quick_press_right_after_another_is_not_lost(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        for _ in range(9):
            await working.issue()
        await expect(screen.page.locator("#next")).to_be_enabled()

        for number in range(1, 9):
            await screen.page.keyboard.press("n")
            await screen.shows(f"A{number:03d}", "called")
            await screen.page.keyboard.press("s")
            await screen.shows(f"A{number:03d}", "serving")

        assert working.service.picture.occupancy.counts("desk-1").received == 7


async def test_the_page_follows_the_hall_without_a_touch(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        await working.issue()
        await expect(screen.page.locator("#queue .row-number")).to_have_text(["A001"])
        await working.issue(claim="veterans")
        await expect(screen.page.locator(".next-number")).to_have_text("A002")
        await expect(screen.page.locator("#upcoming .why")).to_contain_text("A001 came earlier")


@pytest.mark.parametrize(
    ("sound", "words"),
    [
        (SoundResult.SPOKEN, "Announced by voice"),
        (SoundResult.NO_SOUND, "No sound in the hall: please call in person"),
    ],
)
async def test_the_page_says_what_the_board_has_done(
    tmp_path: Path, sound: SoundResult, words: str
) -> None:
    async with desk_1(tmp_path) as (working, screen):
        await working.issue()
        await screen.page.click("#next")
        await expect(screen.page.locator("#delivery")).to_contain_text("Not yet announced")

        await report(working, sound)

        await expect(screen.page.locator("#delivery .step.done").first).to_have_text(
            "Shown on the board"
        )
        await expect(screen.page.locator("#delivery")).to_contain_text(words)


async def test_focus_stays_where_it_was_when_parts_change(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        await working.issue()
        await screen.page.click("#next")
        await screen.shows("A001", "called")
        await screen.page.focus("#recall")

        await working.issue()

        await expect(screen.page.locator("#queue .row-number")).to_have_text(["A002"])
        await expect(screen.page.locator("#recall")).to_be_focused()


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


async def test_the_page_speaks_three_languages_to_the_letter(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        await working.issue()
        said = []
        for language in ("kk", "ru", "en"):
            await screen.page.click(f'button.language[lang="{language}"]')
            await expect(screen.page.locator("html")).to_have_attribute("lang", language)
            said.append(await screen.page.inner_text("#next .label"))

        assert said == ["Келесі", "Следующий", "Next"]


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


async def test_a_page_whose_stream_broke_comes_back_by_itself(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        working.console.close()
        await expect(screen.page.locator("#stale")).to_be_visible()
        working.console.nudges.is_closed = False

        await working.issue()

        await expect(screen.page.locator("#stale")).to_be_hidden()
        await expect(screen.page.locator("#queue .row-number")).to_have_text(["A001"])
        # htmx tells every broken stream on the browser's console.
        screen.faults.clear()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (400, 800)])
async def test_nothing_is_cut_off_sideways_and_the_buttons_are_in_sight(
    tmp_path: Path, width: int, height: int
) -> None:
    async with desk_1(tmp_path) as (working, screen):
        for number in range(20):
            await working.issue(claim="veterans" if number % 3 else None)
        await screen.page.set_viewport_size({"width": width, "height": height})
        for language in ("kk", "ru", "en"):
            await screen.page.click(f'button.language[lang="{language}"]')
            await expect(screen.page.locator("html")).to_have_attribute("lang", language)

            overflow = await screen.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow == 0
            for button in ("next", "start", "finish", "recall", "no-show"):
                await expect(screen.page.locator(f"#{button}")).to_be_in_viewport(ratio=1)


async def test_no_name_of_a_body_or_service_is_cut_in_any_language(tmp_path: Path) -> None:
    cut = (
        "names => [...document.querySelectorAll(names)].filter(each =>"
        " each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1)"
        ".map(each => each.textContent)"
    )
    async with desk_1(tmp_path) as (working, screen):
        for service in LONG_NAMES:
            await working.issue(service=service)
        found = []
        for path, names in (("/desk", ".row-text, .row-body"), ("/desk/choose", ".desk-body > *")):
            await screen.page.goto(f"{working.url}{path}")
            for language in ("kk", "ru", "en"):
                await screen.page.click(f'button.language[lang="{language}"]')
                await expect(screen.page.locator("html")).to_have_attribute("lang", language)
                await expect(screen.page.locator(names)).not_to_have_count(0)
                found += await screen.page.evaluate(cut, names)

        assert found == []


async def test_on_a_narrow_screen_the_hall_gives_way_to_the_desk(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (_, screen):
        await expect(screen.page.locator(".hall")).to_be_visible()

        await screen.page.set_viewport_size({"width": 700, "height": 900})

        await expect(screen.page.locator(".hall")).to_be_hidden()
        await expect(screen.page.locator(".desk-name")).to_be_visible()


async def test_beside_a_called_visitor_next_says_what_comes_first(tmp_path: Path) -> None:
    async with desk_1(tmp_path) as (working, screen):
        await working.issue()
        await working.issue()
        await screen.page.click("#next")
        await screen.shows("A001", "called")
        said = []

        for language in ("kk", "ru", "en"):
            await screen.page.click(f'button.language[lang="{language}"]')
            await expect(screen.page.locator("html")).to_have_attribute("lang", language)
            said.append(await screen.page.inner_text("#next .caption"))

        assert said == [
            "алдымен «Бастау» немесе «Келмеді»",
            "сначала «Начать» или «Не явился»",
            "first Start or No-show",
        ]
        await screen.page.click("#start")
        await expect(screen.page.locator("#next .caption")).to_contain_text("calls A002")
