"""A device keeps newer keys and further authorities, and says only what it has kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from server.client.device_state import MAX_AUTHORITIES, MAX_SPARES, DeviceState
from server.client.membership import Membership
from server.client.messages import LinkIdentity
from server.protocol.fingerprints import fingerprint
from server.protocol.frames import (
    AuthorityAnnounced,
    AuthorityKept,
    AuthoritySettled,
    KeyKept,
    KeyOffered,
)
from server.protocol.identity import DeviceRole
from server.trust.certificates import make_authority
from server.trust.signing_orders import MakeAuthority


def authority() -> str:
    return make_authority(MakeAuthority("hall-demo", 1_795_410_000_000)).certificate


PINNED = authority()
IDENTITY = LinkIdentity("hall-demo", "kiosk-1", DeviceRole.KIOSK, "5e" * 32, (PINNED,))
NEW_KEY = "6f" * 32


@pytest.fixture
def member(tmp_path: Path) -> Membership:
    """Give a device that was paired."""
    DeviceState(tmp_path).keep(IDENTITY)
    return Membership.of(DeviceState(tmp_path))


def test_a_newer_key_is_kept_before_it_is_said(member: Membership, tmp_path: Path) -> None:
    said = member.keep(KeyOffered(NEW_KEY))

    kept = DeviceState(tmp_path).load()
    assert said == KeyKept(NEW_KEY)
    assert kept is not None
    assert kept.key == NEW_KEY


def test_a_further_authority_is_trusted_beside_the_first(member: Membership) -> None:
    coming = authority()

    said = member.keep(AuthorityAnnounced(coming))

    assert said == AuthorityKept(fingerprint(coming))
    assert member.identity is not None
    assert member.identity.authorities == (PINNED, coming)
    context = member.context()
    assert context is not None
    assert len(context.get_ca_certs()) == 2


def test_announcements_without_end_fill_no_disk(member: Membership) -> None:
    announced = [authority() for _ in range(2 * MAX_AUTHORITIES)]
    for one in announced:
        member.keep(AuthorityAnnounced(one))

    assert member.identity is not None
    assert len(member.identity.authorities) == MAX_AUTHORITIES
    assert member.identity.authorities[-1] == announced[-1]


def said_keys(member: Membership) -> list[str]:
    """Return with which keys the device says hello while all are refused, once round."""
    said = []
    while True:
        greeting = member.greeting()
        assert greeting is not None
        said.append(greeting.key)
        if not member.fall_back():
            return said


def test_a_spare_key_that_opens_is_the_present_one_and_the_newer_is_not_lost(
    member: Membership, tmp_path: Path
) -> None:
    member.keep(KeyOffered(NEW_KEY))

    assert member.fall_back()
    greeting = member.greeting()
    member.welcomed()

    assert greeting is not None
    assert greeting.key == IDENTITY.key
    assert DeviceState(tmp_path).load() == replace(IDENTITY, spares=(NEW_KEY,))
    assert said_keys(member) == [IDENTITY.key, NEW_KEY]


def test_all_keys_have_their_turn_the_newest_first_and_then_again(member: Membership) -> None:
    newer = [digit * 64 for digit in "123"]
    for key in newer:
        member.keep(KeyOffered(key))

    rounds = [said_keys(member), said_keys(member)]

    assert rounds == [[*reversed(newer), IDENTITY.key]] * 2


def test_spare_keys_are_bounded(member: Membership, tmp_path: Path) -> None:
    for number in range(3 * MAX_SPARES):
        member.keep(KeyOffered(f"{number:064x}"))

    kept = DeviceState(tmp_path).load()
    assert kept is not None
    assert len(kept.spares) == MAX_SPARES
    assert kept.spares[0] == f"{3 * MAX_SPARES - 2:064x}"


def test_a_welcome_by_the_present_key_changes_nothing(member: Membership) -> None:
    member.keep(KeyOffered(NEW_KEY))
    before = member.identity

    member.welcomed()

    assert member.identity == before


def test_a_device_that_never_renewed_has_nothing_to_fall_back_to(member: Membership) -> None:
    assert not member.fall_back()
    assert member.greeting() == IDENTITY


def test_what_was_pinned_before_the_settled_authority_is_forgotten(
    member: Membership, tmp_path: Path
) -> None:
    used, coming = authority(), authority()
    for one in (used, coming):
        member.keep(AuthorityAnnounced(one))

    said = member.keep(AuthoritySettled(fingerprint(used)))

    kept = DeviceState(tmp_path).load()
    assert said is None
    assert kept is not None
    assert kept.authorities == (used, coming)


@pytest.mark.parametrize(
    "named", [fingerprint(PINNED), "ABCD-EFGH-IJKL-MNOP"], ids=["pinned", "unknown"]
)
def test_nobody_can_have_a_newer_authority_forgotten(member: Membership, named: str) -> None:
    """Whoever has an old one's key, or names what nobody pinned, changes nothing."""
    newer = authority()
    member.keep(AuthorityAnnounced(newer))

    member.keep(AuthoritySettled(named))

    assert member.identity is not None
    assert member.identity.authorities == (PINNED, newer)


def test_what_is_no_authority_is_not_kept(member: Membership) -> None:
    assert member.keep(AuthorityAnnounced("no certificate")) is None
    assert member.identity == IDENTITY


def test_a_key_from_a_file_is_never_changed() -> None:
    plain = LinkIdentity("hall-demo", "kiosk-1", DeviceRole.KIOSK, "5e" * 32)
    member = Membership(plain)

    assert member.keep(KeyOffered(NEW_KEY)) is None
    assert member.context() is None
    assert member.identity == plain


def test_a_disk_that_refuses_leaves_the_old_key(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    member = Membership(IDENTITY, DeviceState(tmp_path / "file"))

    with pytest.raises(OSError, match="file"):
        member.keep(KeyOffered(NEW_KEY))

    assert member.identity == IDENTITY


def test_a_new_device_trusts_nobody(tmp_path: Path) -> None:
    member = Membership.of(DeviceState(tmp_path))

    assert member.identity is None
    assert member.context() is None
