"""One try of a password: counted before it is looked at, checked slowly, forgiven when right."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.console import throttle
from server.console.browser import YEAR_SECONDS, Browser
from server.console.console import Console
from server.console.passwords import MAX_PASSWORD_LENGTH, is_outdated
from server.console.sessions import people_of, token_digest
from server.protocol.errors import ServerBusyError
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.people import Failures, Official, login_digest


@dataclass(frozen=True, slots=True)
class _Count:
    """What is counted of a try: under which keys, how often so far, how long it has to wait."""

    keys: Mapping[str, str]
    failures: Mapping[str, Failures]
    wait: Instant


class Attempt:
    """One try to prove to be somebody; none runs beside another that is not yet counted."""

    def __init__(self, console: Console, login: str, browser: Browser) -> None:
        """Try ``login`` from ``browser``."""
        self._console = console
        self._login = login
        self._browser = browser
        self._keys: Mapping[str, str] = {}

    async def begin(self) -> Instant:
        """Count the try and return 0, or return how long to wait before the next, in ms."""
        now = self._console.service.now()
        # Who has to wait costs no write, however often he asks.
        found = await self._console.service.read(lambda ledger: self._count(ledger, now))
        if found.wait:
            return found.wait

        def begin(ledger: Ledger) -> _Count:
            people = people_of(ledger)
            people.forget_failures(max(0, now - throttle.FORGET_AFTER_MS))
            count = self._count(ledger, now)
            if not count.wait:
                for kind, failures in count.failures.items():
                    more = throttle.with_another(failures, now)
                    people.note_failures(kind, count.keys[kind], more, self._about(kind))
            return count

        count = await self._console.service.write(begin)
        self._keys = count.keys
        return count.wait

    async def official(self, password: str) -> Official | None:
        """Return the official if the password is right, and take the count back."""
        official = await self._console.service.read(
            lambda ledger: people_of(ledger).official(self._login)
        )
        is_known = official is not None and not official.is_disabled
        password_hash = official.password_hash if official and is_known else None
        try:
            is_right = await self._console.passwords.is_right(
                password[: MAX_PASSWORD_LENGTH + 1], password_hash
            )
        except ServerBusyError:
            await self._console.service.write(self._take_back)
            raise
        if official is None or not is_right:
            return None
        await self._forgive(official, password)
        return official

    async def _forgive(self, official: Official, password: str) -> None:
        newer = None
        if is_outdated(official.password_hash):
            newer = await self._console.passwords.hash(password)
        now = self._console.service.now()

        def forgive(ledger: Ledger) -> None:
            people = people_of(ledger)
            self._take_back(ledger)
            people.clear_failures(throttle.PAIR, self._keys[throttle.PAIR])
            people.forget_browsers(max(0, now - YEAR_SECONDS * 1000))
            people.know_browser(official.id, token_digest(self._browser.secret), now)
            if newer:
                people.keep_password(official.id, newer)

        await self._console.service.write(forgive)

    def _count(self, ledger: Ledger, now: Instant) -> _Count:
        people, browser = people_of(ledger), self._browser
        is_known = people.knows_browser(self._login, token_digest(browser.secret))
        keys = throttle.counters(self._login, browser.address, browser.secret, is_known=is_known)
        failures = {kind: people.failures(kind, key) for kind, key in keys.items()}
        wait = max(throttle.wait_ms(kind, count, now) for kind, count in failures.items())
        return _Count(keys, failures, wait)

    def _about(self, kind: str) -> str:
        """Return whose count this is, so that an admin can clear it; an address is nobody's."""
        return "" if kind == throttle.ADDRESS else login_digest(self._login)

    def _take_back(self, ledger: Ledger) -> None:
        """Count this try no more; others may share the counts."""
        people = people_of(ledger)
        for kind, key in self._keys.items():
            failures = throttle.with_one_less(people.failures(kind, key))
            people.note_failures(kind, key, failures, self._about(kind))
