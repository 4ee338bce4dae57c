"""Tests of the admins' pages in a real Chromium: pairing by keys, live parts, nothing cut off."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.server.console.screen import chromium, sitting
from tests.server.console.working_console import PASSWORD, working_console

pytestmark = pytest.mark.timeout(120)

PAGES = (
    "/admin/devices",
    "/admin/devices/kiosk-1",
    "/admin/people",
    "/admin/sessions",
    "/admin/security",
    "/admin/ticket",
    "/admin/waits",
    "/hall",
    "/supervisor",
    "/calls",
    "/tickets",
    "/log",
    "/password",
    "/hall-ca",
)
SIZES = ((1280, 720), (720, 900))
LANGUAGES = ("kk", "ru")
"""Those whose words are longest."""


async def test_a_device_is_let_in_by_keys_alone_and_every_page_fits_every_screen(
    tmp_path: Path,
) -> None:
    async with (
        working_console(tmp_path) as working,
        chromium() as browser,
        sitting(browser, working) as screen,
    ):
        page = screen.page
        await page.goto(f"{working.url}/login")
        await expect(page.locator("#login")).to_be_focused()
        await page.keyboard.type("dana")
        await page.keyboard.press("Tab")
        await page.keyboard.type(PASSWORD)
        await page.keyboard.press("Enter")
        await expect(page).to_have_url(f"{working.url}/admin/devices")

        code = working.device().code
        await expect(page.locator("#waiting .rows-list li")).to_have_count(1)
        await page.focus("#code")
        await page.keyboard.type(code)
        await page.keyboard.press("Tab")
        await page.keyboard.type("Кіреберістегі киоск")
        await page.keyboard.press("Enter")
        await expect(page.locator("#devices .strong")).to_contain_text("Кіреберістегі киоск")
        await expect(page.locator("#waiting .rows-list li")).to_have_count(0)

        cut = []
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            for language in LANGUAGES:
                await page.goto(f"{working.url}/admin/people")
                await page.click(f'button.language[lang="{language}"]')
                for path in PAGES:
                    await page.goto(f"{working.url}{path}")
                    beyond = await page.evaluate(
                        "document.documentElement.scrollWidth"
                        " - document.documentElement.clientWidth"
                    )
                    if beyond:
                        cut.append((path, language, width, beyond))
        assert cut == []
        assert screen.faults == []
