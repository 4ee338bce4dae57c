"""The digits that people compare are those that openssl shows of the same certificate."""

import subprocess

import pytest

from server.trust.digests import sha256, thumbprint
from server.trust.signing_orders import AuthorityMade


@pytest.mark.parametrize("kind", ["sha256", "sha1"])
def test_the_digits_are_those_that_systems_show(authority: AuthorityMade, kind: str) -> None:
    shown = subprocess.run(
        ["openssl", "x509", "-noout", "-fingerprint", f"-{kind}"],
        input=authority.certificate,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    ours = {"sha256": sha256, "sha1": thumbprint}[kind](authority.certificate)

    assert shown.strip().partition("=")[2] == ours
