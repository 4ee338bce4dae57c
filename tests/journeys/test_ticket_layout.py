"""An admin gives the ticket another look: sees what a printer makes of it, tries it, saves it."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from server.demo.cast import (
    CLONE,
    VirtualPrinter,
    kiosk_flags,
    rehearsal_environment,
    start_server,
)
from server.demo.processes import Stage
from server.demo.scenery import set_up
from server.demo.timeline import read_lines
from tests.journeys.waiting import until, until_is
from tests.server.console.screen import chromium

LOGIN, PASSWORD = "dana", "tulip-orchard-seventy"


@dataclass(frozen=True, slots=True)
class Counter:
    """A server, a kiosk without a screen and its printer, and an admin's browser."""

    page: Page
    url: str
    papers: Path

    async def paper(self) -> str:
        """Return the text of the only paper once it is cut."""
        await until(lambda: len(self._papers()) == 1, "a paper")
        return "\n".join(self._papers()[0]["lines"])

    async def open(self) -> None:
        """Open the page once the kiosk is linked; without scripts it has to be opened anew."""
        await until_is(self._may_preview, bool)

    async def _may_preview(self) -> bool:
        await self.page.goto(f"{self.url}/admin/ticket")
        return await self.page.locator("#preview").count() == 1

    def _papers(self) -> list[dict[str, list[str]]]:
        log = self.papers / "papers.jsonl"
        return list(read_lines(log)) if log.exists() else []


@pytest.fixture
async def counter(tmp_path: Path) -> AsyncIterator[Counter]:
    """Give a hall whose only kiosk has no screen."""
    scenery = await set_up(tmp_path / "hall", logins=(), is_morning=True)
    add = ["add-official", "--data", str(scenery.data), "--login", LOGIN, "--role", "admin"]
    command = (sys.executable, "-m", "server", *add, "--password-stdin")
    adding = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    await adding.communicate(f"{PASSWORD}\n".encode())
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage, chromium() as browser:
        server = await start_server(stage, scenery, 0)
        papers = tmp_path / "papers"
        options = ("--port", "0", "--model", CLONE)
        printer = await VirtualPrinter.start(stage, "printer", papers, *options)
        flags = kiosk_flags(scenery, server.address, "kiosk-1", printer, CLONE, "540x960")
        await stage.start_module("kiosk", "kiosk", "--no-screen", *flags)
        context = await browser.new_context(locale="kk", java_script_enabled=False)
        context.set_default_timeout(40_000)
        page = await context.new_page()
        await page.goto(f"{server.url}/login")
        await page.fill("#login", LOGIN)
        await page.fill("#password", PASSWORD)
        await page.keyboard.press("Enter")
        await expect(page).to_have_url(f"{server.url}/admin/devices")
        yield Counter(page, server.url, papers)
        await context.close()


@pytest.mark.timeout(180)
async def test_an_admin_sees_tries_and_saves_another_ticket_by_plain_forms(
    counter: Counter,
) -> None:
    page = counter.page
    await counter.open()

    await page.click('[id="do-load.0.short"]')
    await page.select_option("#reader", "ru")
    await page.click("#preview")
    shown = page.locator("#shown img")
    await expect(shown).to_be_visible()
    size = await shown.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    await page.click("#print")
    await expect(page.locator("#printed")).to_contain_text("Сынақ талоны шықты.")
    paper = await counter.paper()
    await page.click("#save")
    await expect(page.locator(".notice.good")).to_be_visible()

    assert size[0] == 640
    assert 200 < size[1] < 800
    assert "Образец" in paper
    assert "Номер талона" not in paper
    await expect(page.locator(".is-hidden")).to_have_count(6)
