"""Test of the time without a server, in a real Chromium."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.server.console.screen import chromium, sitting
from tests.server.console.working_console import working_console

pytestmark = pytest.mark.timeout(120)


async def until_forgotten(page: Page) -> None:
    """Wait until the browser keeps no list; a page of ours may not wait for words of script."""
    async with asyncio.timeout(10):
        while True:
            if await page.evaluate("localStorage.getItem('kezek-list')") is None:
                return
            await asyncio.sleep(0.05)


async def test_without_a_server_the_desk_has_its_last_list_and_a_sheet_to_print(
    tmp_path: Path,
) -> None:
    async with AsyncExitStack() as serving, chromium() as browser:
        working = await serving.enter_async_context(working_console(tmp_path))
        await working.issue()
        await working.issue(claim="veterans")
        async with sitting(browser, working) as screen:
            page = screen.page
            async with page.expect_response("**/paper/en"):
                await screen.sit_at("desk-1")
            await expect(page.locator("#sheet:not(.is-empty)")).to_have_count(1)
            await page.goto(f"{working.url}/tickets")
            await page.click("#log-out")
            await expect(page.locator("[name=password]")).to_be_visible()
            await until_forgotten(page)
            await screen.sit_at("desk-1")
            await expect(page.locator("#sheet:not(.is-empty)")).to_have_count(1)

            await serving.aclose()

            await expect(page.locator("#sheet")).to_be_visible(timeout=60_000)
            await expect(page.locator("#sheet .sheet-number").nth(1)).to_contain_text("A001")
            await expect(page.locator("#sheet [data-paper=age]")).to_have_text(
                "less than a minute"
            )
            await page.emulate_media(media="print")
            await expect(page.locator("#sheet tbody tr").first).to_be_visible()
            await expect(page.locator("#print-sheet")).to_be_hidden()
            await expect(page.locator("header.bar")).to_be_hidden()
            await page.emulate_media(media="screen")

            await page.goto(f"{working.url}/paper/en")

            await expect(page.locator("#sheet .sheet-number").first).to_contain_text("A002 §")
