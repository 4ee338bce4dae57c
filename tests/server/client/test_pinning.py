"""What a failed meeting means for a device with a pin; test_contexts tries the pin itself."""

import ssl

import pytest

from server.client.pinning import curious, failure_of, is_clock_behind, is_past, trusting
from server.trust.certificates import make_authority
from server.trust.signing_orders import MakeAuthority

PEM = make_authority(MakeAuthority("hall-demo", 1_795_410_000_000)).certificate
NO_CHECK_TIME = 0x200000


def verification_error(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError("failed")
    error.verify_code = code
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (verification_error(9), "certificate-time"),
        (verification_error(10), "certificate-time"),
        (verification_error(20), "foreign-server"),
        (ssl.SSLError("wrong version number"), "foreign-server"),
        (ssl.SSLEOFError("ended"), "server-unreachable"),
        (ssl.SSLZeroReturnError("closed"), "server-unreachable"),
        (ConnectionRefusedError(), "server-unreachable"),
        (TimeoutError(), "server-unreachable"),
    ],
)
def test_every_failure_has_its_meaning(error: OSError, code: str) -> None:
    assert failure_of(error, "10.0.0.1:8077").code == code


def test_a_pin_asks_for_tls_1_3_and_the_right_name() -> None:
    context = trusting((PEM,))

    assert context.minimum_version is ssl.TLSVersion.TLSv1_3
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert [len(context.get_ca_certs()), bool(context.verify_flags & NO_CHECK_TIME)] == [1, False]


def test_before_the_authority_was_made_dates_say_nothing() -> None:
    assert trusting((PEM,), lambda: 0.0).verify_flags & NO_CHECK_TIME


@pytest.mark.parametrize(
    ("certificate", "now", "is_over"),
    [
        ({"notAfter": "Nov 23 05:00:00 2026 GMT"}, 1_795_410_001.0, True),
        ({"notAfter": "Nov 23 05:00:00 2026 GMT"}, 1_795_409_999.0, False),
        ({}, 1_795_410_001.0, False),
        (None, 1_795_410_001.0, False),
    ],
)
def test_a_certificate_is_over_after_its_last_second(
    certificate: dict[str, object] | None, now: float, *, is_over: bool
) -> None:
    assert is_past(certificate, lambda: now) is is_over


@pytest.mark.parametrize(("code", "is_behind"), [(9, True), (10, False), (20, False)])
def test_only_a_certificate_of_later_tells_of_a_clock_that_is_behind(
    code: int, *, is_behind: bool
) -> None:
    assert is_clock_behind(verification_error(code)) is is_behind
    assert not is_clock_behind(OSError())


def test_several_authorities_may_be_pinned() -> None:
    other = make_authority(MakeAuthority("hall-demo", 1_795_410_000_000)).certificate

    assert len(trusting((PEM, other)).get_ca_certs()) == 2


@pytest.mark.parametrize("authorities", [(), ("",), ("no certificate",), (PEM[:200],)])
def test_what_is_no_certificate_pins_nothing(authorities: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="certificate"):
        trusting(authorities)


def test_curiosity_believes_nobody_and_speaks_no_older_tls() -> None:
    context = curious()

    assert context.verify_mode is ssl.CERT_NONE
    assert context.minimum_version is ssl.TLSVersion.TLSv1_3
