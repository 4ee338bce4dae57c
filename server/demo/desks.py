"""Officials at their desks, in a headless Chromium; loaded only by the rehearsed demo."""

import base64
import hashlib
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from playwright.async_api import Browser, Page, async_playwright, expect
from playwright.async_api import Error as BrowserError

from server.demo.processes import StageError

__all__ = ["BROWSER", "BrowserError", "DeskPage", "chromium"]

BROWSER = "chromium"
QUIET_BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
VIEW = {"width": 1280, "height": 720}
SECONDS = 20_000


@asynccontextmanager
async def chromium(authority: str | None = None) -> AsyncIterator[Browser]:
    """Give a headless Chromium that talks to nobody but the hall's server.

    It believes certificates of ``authority`` alone, as a PC does on which it was installed.
    """
    path = shutil.which(BROWSER)
    if path is None:
        raise StageError(BROWSER, "not installed")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=[*QUIET_BROWSER, *_trust(authority)]
        )
        try:
            yield browser
        finally:
            await browser.close()


def _trust(authority: str | None) -> list[str]:
    """Return the flag by which Chromium believes one public key in a chain, and no other."""
    if authority is None:
        return []
    key = load_pem_x509_certificate(authority.encode()).public_key()
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    pin = base64.b64encode(hashlib.sha256(info).digest()).decode()
    return [f"--ignore-certificate-errors-spki-list={pin}"]


class DeskPage:
    """One official's desk page, worked by keys as officials do."""

    def __init__(self, page: Page, desk: str) -> None:
        """Hold an open page of ``desk``."""
        self.desk = desk
        self._page = page

    @classmethod
    async def open(
        cls, browser: Browser, url: str, login: str, password: str, desk: str, language: str
    ) -> "DeskPage":
        """Log in with a fresh browser profile and choose the desk."""
        context = await browser.new_context(
            viewport={"width": VIEW["width"], "height": VIEW["height"]}, locale=language
        )
        page = await context.new_page()
        page.set_default_timeout(SECONDS)
        await page.goto(f"{url}/login")
        await page.fill("#login", login)
        await page.fill("#password", password)
        await page.click("#log-in")
        await page.click(f'button[name="desk"][value="{desk}"]')
        await page.wait_for_selector("body.is-live #actions")
        return cls(page, desk)

    async def press(self, key: str) -> None:
        """Press one key of the page, such as ``n`` for Next."""
        await self._page.keyboard.press(key)

    async def number(self) -> str:
        """Return the number of the visitor at the desk."""
        return (await self._page.inner_text("#number")).strip()

    async def until_ready(self, action: str) -> None:
        """Wait until the button of ``action`` may be pressed."""
        await expect(self._page.locator(f"#{action}")).to_be_enabled(timeout=SECONDS)

    async def until_called(self) -> str:
        """Wait until a visitor is called to the desk and return the number."""
        await self._page.wait_for_selector("#visitor .state.called")
        return await self.number()

    async def until_number(self, number: str) -> None:
        """Wait until ``number`` stands at the desk."""
        await expect(self._page.locator("#number")).to_have_text(number, timeout=SECONDS)

    async def until_free(self) -> None:
        """Wait until nobody is at the desk."""
        await expect(self._page.locator("#number")).to_have_count(0, timeout=SECONDS)

    async def until_delivered(self) -> None:
        """Wait until the page says that the board has shown and spoken the call."""
        await expect(self._page.locator("#delivery .step.done")).to_have_count(2, timeout=SECONDS)

    async def grab(self, path: Path) -> str:
        """Save a picture of the page and return all it says."""
        await self._page.screenshot(path=str(path))
        return await self._page.inner_text("body")
