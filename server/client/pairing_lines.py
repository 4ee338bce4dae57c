"""What a device without a screen says of its pairing: the page's words, a line per language."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from server.client.messages import LinkEvent
from server.client.pairing_page import PairingPage, after_link, after_state
from server.client.pairing_states import Done, PairingState
from server.protocol.languages import LanguageCode

WORDS = Path(__file__).parent / "pairing_words"


def read_words(language: LanguageCode) -> dict[str, str]:
    """Return every text in ``language`` by its code."""
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))


class PairingLines:
    """Says once what has changed, so that a device that asks for hours fills no log."""

    def __init__(
        self,
        languages: tuple[LanguageCode, ...],
        write: Callable[[str], None],
        steady_ms: Callable[[], int],
    ) -> None:
        """Speak ``languages`` to ``write``, which gets whole lines."""
        self._texts = [read_words(language) for language in languages]
        self._write = write
        self._steady_ms = steady_ms
        self._page = PairingPage()

    def show(self, state: PairingState) -> None:
        """Say how far the pairing has come."""
        if isinstance(state, Done):
            self._say("done", device=state.device)
        self._turn(after_state(state, self._steady_ms()))

    def hear_link(self, event: LinkEvent) -> None:
        """Say that a member's server cannot be trusted."""
        self._turn(after_link(self._page, event))

    def _turn(self, page: PairingPage) -> None:
        before, self._page = self._page, page
        if page.page is None or (page.page, page.shown) == (before.page, before.shown):
            return
        shown = page.shown
        if shown is None:
            self._say(page.page)
            return
        self._say(
            page.page,
            code=" ".join(page.code_groups),
            digits=shown.code,
            fingerprint=shown.fingerprint,
            minutes=max(1, shown.seconds // 60),
            address=shown.address,
        )

    def _say(self, text: str, /, **data: str | int) -> None:
        for texts in self._texts:
            self._write(texts[text].format_map(data))
