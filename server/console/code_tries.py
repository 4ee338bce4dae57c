"""Tries of the set-up code: counted for each address by itself, so that nobody bars another."""

from server.console import throttle
from server.console.console import Console
from server.console.sessions import people_of
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.people import Failures


class CodeTry:
    """One try of the code from one address; a right one is taken back."""

    def __init__(self, console: Console, address: str) -> None:
        """Try from ``address``."""
        self._service = console.service
        self._key = throttle.code_counter(address)

    async def begin(self) -> Instant:
        """Count the try and return 0, or return how long to wait before the next, in ms."""
        now = self._service.now()
        # Who has to wait costs no write, however often he asks.
        wait = await self._service.read(lambda ledger: self._wait(ledger, now))
        if wait:
            return wait

        def count(ledger: Ledger) -> Instant:
            people_of(ledger).forget_failures(max(0, now - throttle.FORGET_AFTER_MS))
            wait = self._wait(ledger, now)
            if not wait:
                self._note(ledger, throttle.with_another(self._failures(ledger), now))
            return wait

        return await self._service.write(count)

    async def forgive(self) -> None:
        """Count this try no more: the code was right."""
        await self._service.write(
            lambda ledger: self._note(ledger, throttle.with_one_less(self._failures(ledger)))
        )

    def _wait(self, ledger: Ledger, now: Instant) -> Instant:
        return throttle.wait_ms(throttle.ADDRESS, self._failures(ledger), now)

    def _failures(self, ledger: Ledger) -> Failures:
        return people_of(ledger).failures(throttle.ADDRESS, self._key)

    def _note(self, ledger: Ledger, failures: Failures) -> None:
        people_of(ledger).note_failures(throttle.ADDRESS, self._key, failures)
