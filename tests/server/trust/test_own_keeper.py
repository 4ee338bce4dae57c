"""The own certificate is shown while it is good; new files are taken in, bad ones told of."""

import asyncio
import ssl
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from server.client.pinning import trusting
from server.protocol.start_failures import StartFailure
from server.trust.contexts import load_leaf, server_context
from server.trust.own_certificate import OwnCertificate, OwnPair
from server.trust.own_keeper import OwnKeeper, OwnStatus
from server.trust.signing import SigningError
from server.trust.signing_orders import AuthorityMade, LeafMade
from server.trust.trust import TrustOptions
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.trust.own_files import NAME, own
from tests.server.trust.test_contexts import echoing, meeting
from tests.server.trust.trusted_hall import TrustedHall, today, trusted_hall, until

LOGGER = "server.trust.own_keeper"


@dataclass(slots=True)
class Kept:
    """A certificate that is kept, in a context that also has the hall's own."""

    folder: Path
    context: ssl.SSLContext
    authority: str
    keeper: OwnKeeper
    clock: FakeClock = field(default_factory=today)

    async def look_again(self) -> OwnStatus:
        """Look until files that have just changed are seen to lie still."""
        await self.keeper.look()
        return await self.keeper.look()

    async def is_own(self, authority: str | None = None) -> bool:
        """Return whether a browser that calls the public name is shown the own certificate."""
        believing = trusting((authority or self.authority,))
        try:
            async with echoing(self.context) as port, meeting(port, believing, NAME):
                return True
        except ssl.SSLCertVerificationError:
            return False


def tells(log: ExpectedLog, words: str) -> None:
    """Expect what is told in three languages, in one of them with these words."""
    log.expect(LOGGER, words)
    log.expect(LOGGER, "")  # in the others, and what is done meanwhile


@pytest.fixture
def kept(tmp_path: Path, leaf: LeafMade) -> Kept:
    """Give a certificate that nobody has looked at yet."""
    certificate, authority = own(tmp_path)
    context, clock = server_context(), today()
    load_leaf(context, leaf)
    return Kept(
        tmp_path, context, authority, OwnKeeper(certificate, context, clock.wall_ms), clock
    )


async def test_a_good_certificate_is_shown_with_its_end(kept: Kept) -> None:
    status = await kept.keeper.look()

    assert await kept.is_own()
    assert (status.name, status.failure, status.is_shown) == (NAME, None, True)
    assert status.ends_at is not None
    assert status.ends_at > kept.clock.wall_ms()


async def test_renewed_files_are_taken_in_and_no_link_is_dropped(kept: Kept) -> None:
    await kept.keeper.look()

    async with (
        echoing(kept.context) as port,
        meeting(port, trusting((kept.authority,)), NAME) as before,
    ):
        _, renewed = own(kept.folder)
        await kept.look_again()
        async with meeting(port, trusting((renewed,)), NAME) as after:
            assert await after.echo(b"new") == b"new"
            assert await before.echo(b"old") == b"old"


async def test_files_that_do_not_change_are_read_once(kept: Kept) -> None:
    reads = 0

    class Counted(OwnCertificate):
        async def read(self) -> OwnPair:
            nonlocal reads
            reads += 1
            return await super().read()

    counted = Counted(kept.folder / "chain.pem", kept.folder / "key.pem", NAME)
    keeper = OwnKeeper(counted, kept.context, kept.clock.wall_ms)

    await keeper.look()
    await keeper.look()

    assert reads == 1


async def test_files_that_are_being_written_are_left_alone(kept: Kept) -> None:
    await kept.keeper.look()

    (kept.folder / "chain.pem").write_text("half of")
    half = await kept.keeper.look()
    own(kept.folder)
    whole = await kept.look_again()

    assert (half.failure, whole.failure) == (None, None)
    assert not await kept.is_own()


@pytest.mark.parametrize(
    ("spoilt", "failure", "words"),
    [
        ("chain.pem", StartFailure.CERTIFICATE_UNREADABLE, "The certificate cannot be used"),
        ("key.pem", StartFailure.CERTIFICATE_KEY, "The key of the certificate cannot be used"),
    ],
)
async def test_a_bad_pair_is_told_of_in_three_languages_and_the_one_before_stays(
    kept: Kept,
    expected_log: ExpectedLog,
    caplog: pytest.LogCaptureFixture,
    spoilt: str,
    failure: StartFailure,
    words: str,
) -> None:
    tells(expected_log, words)
    await kept.keeper.look()

    (kept.folder / spoilt).write_text("none")
    status = await kept.look_again()
    await kept.keeper.look()

    assert await kept.is_own()
    assert (status.failure, status.path, status.is_shown) == (failure, kept.folder / spoilt, True)
    told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len([line for line in told if "is still shown" in line]) == 1
    for language in ("көрсетіле береді", "по-прежнему предъявляется", "is still shown"):
        assert any(language in line for line in told)


async def test_a_bad_pair_from_the_start_is_told_of_until_it_is_put_right(
    kept: Kept, expected_log: ExpectedLog
) -> None:
    tells(expected_log, "shows the hall's own certificate for kezek.example")
    good = (kept.folder / "key.pem").read_text()
    (kept.folder / "key.pem").unlink()

    bad = await kept.keeper.look()
    was_own = await kept.is_own()
    (kept.folder / "key.pem").write_text(good)
    mended = await kept.look_again()

    assert (bad.failure, bad.is_shown, was_own) == (StartFailure.CERTIFICATE_KEY, False, False)
    assert (mended.failure, mended.is_shown) == (None, True)
    assert await kept.is_own()


async def test_a_certificate_that_ends_gives_way_to_the_halls_own(
    kept: Kept, expected_log: ExpectedLog, authority: AuthorityMade
) -> None:
    tells(expected_log, "is not valid today")
    await kept.keeper.look()

    kept.clock.advance(hours=24 * 300)
    ended = await kept.keeper.look()

    assert (ended.failure, ended.is_shown) == (StartFailure.CERTIFICATE_EXPIRED, False)
    assert not await kept.is_own()
    async with (
        echoing(kept.context) as port,
        meeting(port, trusting((authority.certificate,))) as device,
    ):
        assert await device.echo(b"hi") == b"hi"


async def test_a_new_one_that_is_not_valid_yet_waits_and_the_old_one_stays(
    kept: Kept, expected_log: ExpectedLog
) -> None:
    tells(expected_log, "is not valid today")
    await kept.keeper.look()
    _, coming = own(kept.folder, days_ago=-200)

    early = await kept.look_again()
    was_own = await kept.is_own()
    kept.clock.advance(hours=24 * 30)
    due = await kept.keeper.look()

    assert (early.failure, early.is_shown, was_own) == (
        StartFailure.CERTIFICATE_EXPIRED,
        True,
        True,
    )
    assert (due.failure, due.is_shown) == (None, True)
    assert due.ends_at != early.ends_at
    assert not await kept.is_own()
    assert coming != kept.authority


async def test_what_could_not_be_found_out_is_tried_again(
    kept: Kept, expected_log: ExpectedLog
) -> None:
    expected_log.expect(LOGGER, "could not be looked at")

    class Busy(OwnCertificate):
        async def read(self) -> OwnPair:
            if not tries:
                tries.append(1)
                msg = "TimeoutError"
                raise SigningError(msg)
            return await super().read()

    tries: list[int] = []
    busy = Busy(kept.folder / "chain.pem", kept.folder / "key.pem", NAME)
    keeper = OwnKeeper(busy, kept.context, kept.clock.wall_ms)

    first, second = await keeper.look(), await keeper.look()

    assert (first, first.failure) == (OwnStatus(NAME), None)
    assert second.is_shown


async def serves(hall: TrustedHall, folder: Path) -> bool:
    """Return whether a kiosk is let in and linked."""
    device = await hall.pair(folder)
    return device.membership.identity is not None


async def test_a_hall_serves_its_devices_with_an_expired_own_certificate(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    tells(expected_log, "is not valid today")
    expired, authority = own(tmp_path, days_ago=400)
    options = TrustOptions(is_tls=True, public_name=NAME)

    async with trusted_hall(tmp_path / "data", options, expired) as hall:
        assert await serves(hall, tmp_path / "kiosk")
        assert hall.trust.own is not None
        assert not hall.trust.own.is_shown
        halls_own, theirs = trusting((hall.pem,)), trusting((authority,))
        port = hall.server.port
        async with meeting(port, halls_own, NAME) as browser:
            assert browser.certificate()
        with pytest.raises(ssl.SSLCertVerificationError):
            async with meeting(port, theirs, NAME):
                pytest.fail("was shown")


async def test_looking_goes_on_by_itself(kept: Kept) -> None:
    told: list[OwnStatus] = []
    running = asyncio.create_task(kept.keeper.run(told.append, every_seconds=0.01))

    await until(lambda: told and told[-1].is_shown)
    before = told[-1]
    own(kept.folder, days_ago=1)
    await until(lambda: told[-1] != before and told[-1].is_shown)

    assert not running.done()
    running.cancel()
    await asyncio.wait({running})
