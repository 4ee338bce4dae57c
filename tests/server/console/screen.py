"""A real Chromium at a desk's page, watched for whatever it should not have done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright, expect

from tests.server.console.working_console import PASSWORD, WorkingConsole, working_console

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]


class Screen:
    """One tab of one browser, which remembers whatever it should not have seen."""

    def __init__(self, page: Page, url: str) -> None:
        """Watch ``page`` for errors and for requests that leave ``url``."""
        self.page = page
        self.url = url
        self.faults: list[str] = []
        self.presses: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._see)

    async def sit_at(self, desk: str, login: str = "aigerim") -> None:
        """Log in and choose a desk as a person does."""
        await self.page.goto(f"{self.url}/")
        await self.page.fill("#login", login)
        await self.page.fill("#password", PASSWORD)
        await self.page.keyboard.press("Enter")
        await self.page.click(f'button.desk-tile[value="{desk}"]')
        await expect(self.page.locator("#next")).to_be_visible()
        await expect(self.page.locator("body.is-live")).to_be_visible()

    async def shows(self, number: str, state: str) -> None:
        """Wait until the visitor with ``number`` is shown in ``state``."""
        await expect(self.page.locator("#number")).to_have_text(number)
        await expect(self.page.locator(f".state.{state}")).to_be_visible()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(message.text)

    def _see(self, request: Request) -> None:
        if not request.url.startswith(f"{self.url}/"):
            self.faults.append(f"asked for {request.url}")
        if request.method == "POST":
            self.presses.append(request.url.removeprefix(self.url))


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start the system's browser, which must be there."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def sitting(browser: Browser, working: WorkingConsole) -> AsyncIterator[Screen]:
    """Give a new browser window that reads English."""
    context = await browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 720})
    screen = Screen(await context.new_page(), working.url)
    yield screen
    await context.close()


@asynccontextmanager
async def desk_1(tmp_path: Path) -> AsyncIterator[tuple[WorkingConsole, Screen]]:
    """Give a console at work, and an official at desk 1 before a healthy page."""
    async with (
        working_console(tmp_path) as working,
        chromium() as browser,
        sitting(browser, working) as screen,
    ):
        await screen.sit_at("desk-1")
        yield working, screen
        assert screen.faults == []
