"""Tests of the pairing page: every state has its words, and the code goes by itself."""

import pytest

from server.client.messages import DownReason, LinkDown, LinkUp
from server.client.pairing_page import Page, PairingPage, after_link, after_state
from server.client.pairing_states import Done, Ended, PairingState, Searching, Shown
from server.protocol.errors import Failure
from server.protocol.frames import Welcome
from server.protocol.snapshots import HallTime

NAMES = {"en": "Hall", "kk": "Зал", "ru": "Зал"}
SHOWN = Shown("493027", "K7QM-2HXV-BW9D-4TRC", NAMES, "192.168.1.20:8077", 300)


@pytest.mark.parametrize(
    ("state", "page"),
    [
        (Searching(), Page.SEARCHING),
        (Searching(Failure("pairing-busy")), Page.BUSY),
        (Searching(Failure("foreign-server")), Page.FOREIGN),
        (Searching(Failure("server-unreachable")), Page.SEARCHING),
        (SHOWN, Page.CODE),
        (Ended(Failure("pairing-refused")), Page.REFUSED),
        (Ended(Failure("pairing-expired")), Page.EXPIRED),
        (Ended(Failure("certificate-time")), Page.CERTIFICATE),
        (Ended(Failure("server-unreachable")), Page.LOST),
    ],
)
def test_every_state_has_its_page(state: PairingState, page: Page) -> None:
    told = after_state(state, 0)

    assert (told.page, told.is_pairing) == (page, True)


def test_a_device_that_is_paired_needs_no_page() -> None:
    assert after_state(Done("kiosk-1"), 0) == PairingPage()


def test_the_code_stands_in_groups_that_people_can_compare() -> None:
    page = after_state(SHOWN, 0)

    assert page.code_groups == ["493", "027"]
    assert page.fingerprint_groups == ["K7QM", "2HXV", "BW9D", "4TRC"]
    assert page.hall_names == ["Зал", "Hall"]
    assert page.address == "192.168.1.20:8077"


@pytest.mark.parametrize(("now", "left"), [(7_000, "5:00"), (68_000, "3:59"), (400_000, "0:00")])
def test_the_time_that_is_left_runs_down_and_never_below_nothing(now: int, left: str) -> None:
    assert after_state(SHOWN, 7_000).time_left(now) == left


@pytest.mark.parametrize(
    "state", [Searching(), Ended(Failure("pairing-expired")), Done("kiosk-1")]
)
def test_without_a_code_nothing_stands_in_its_place(state: PairingState) -> None:
    page = after_state(state, 0)

    assert (page.code_groups, page.fingerprint_groups, page.hall_names) == ([], [], [])
    assert (page.address, page.time_left(0)) == ("", "")


@pytest.mark.parametrize(
    ("code", "page"),
    [
        ("foreign-server", Page.FOREIGN),
        ("certificate-time", Page.CERTIFICATE),
        ("unknown-device", None),
    ],
)
def test_a_member_says_when_its_server_cannot_be_trusted(code: str, page: Page | None) -> None:
    told = after_link(PairingPage(), LinkDown(DownReason.REFUSED, 0, Failure(code)))

    assert told == PairingPage(page)


def test_a_server_that_cannot_be_trusted_takes_the_code_away() -> None:
    told = after_link(
        after_state(SHOWN, 0), LinkDown(DownReason.REFUSED, 0, Failure("foreign-server"))
    )

    assert (told.page, told.shown, told.is_pairing) == (Page.FOREIGN, None, True)


def test_a_server_that_can_be_trusted_again_ends_the_page() -> None:
    page = PairingPage(Page.FOREIGN)

    told = after_link(page, LinkUp(Welcome(1, "hall-demo", 1, 1, "00", HallTime(0, 0, 0), None)))

    assert told == PairingPage()


def test_a_link_that_is_lost_changes_nothing() -> None:
    page = after_state(SHOWN, 0)

    assert after_link(page, LinkDown(DownReason.LOST, 0)) is page
