"""Fingerprint and code are the same at both ends, and differ as soon as something lies between."""

import pytest

from server.protocol.fingerprints import commitment, fingerprint, pairing_code

PEM = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n"
OTHER_PEM = PEM.replace("AAEC", "AAED")
DEVICE, SERVER = "d1" * 32, "5e" * 32


def test_the_way_the_lines_are_broken_changes_no_fingerprint() -> None:
    assert fingerprint(PEM.replace("AAEC", "AA\nEC")) == fingerprint(PEM)


@pytest.mark.parametrize(
    "text",
    ["", "AAEC", PEM + PEM, PEM.replace("AAEC", "A*EC"), PEM.replace("AAEC", "AAECA"), "x" + PEM],
)
def test_anything_but_one_certificate_has_no_fingerprint(text: str) -> None:
    with pytest.raises(ValueError, match="not one certificate"):
        fingerprint(text)


def test_a_code_has_six_digits_and_depends_on_all_three() -> None:
    codes = {
        pairing_code(DEVICE, SERVER, PEM),
        pairing_code(SERVER, DEVICE, PEM),
        pairing_code(DEVICE, "5f" * 32, PEM),
        pairing_code(DEVICE, SERVER, OTHER_PEM),
    }

    assert len(codes) == 4
    assert all(len(code) == 6 and code.isdecimal() for code in codes)


def test_code_and_fingerprint_are_what_they_were_in_the_first_version() -> None:
    assert pairing_code(DEVICE, SERVER, PEM) == "153133"
    assert fingerprint(PEM) == "VZFT-FAHF-NYX2-7A7U"
    assert commitment(DEVICE).startswith("2e581a1bdad8e247")
