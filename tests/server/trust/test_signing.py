"""Certificates come from a process of their own; the server never loads the library."""

import subprocess
import sys

import pytest

from server.trust.signing import SigningError, carry_out, sign
from server.trust.signing_orders import (
    AuthorityMade,
    CertificateRead,
    CertificateUnreadableError,
    LeafMade,
    MakeAuthority,
    MakeLeaf,
    ReadCertificate,
    Unmade,
)
from tests.server.devices.working_server import HALL

NOW = 1_795_410_000_000


async def test_an_authority_made_in_another_process_certifies_servers() -> None:
    authority = await sign(MakeAuthority(HALL, NOW), AuthorityMade)
    order = MakeLeaf(HALL, authority.certificate, authority.private_key, (), (), NOW)

    leaf = await sign(order, LeafMade)

    assert leaf.chain.endswith(authority.certificate)


async def test_what_cannot_be_read_is_told_by_the_other_process() -> None:
    with pytest.raises(CertificateUnreadableError):
        await sign(ReadCertificate("none"), CertificateRead)


async def test_another_answer_than_wanted_is_none() -> None:
    with pytest.raises(SigningError):
        await sign(MakeAuthority(HALL, NOW), LeafMade)


def test_an_authority_that_is_none_signs_nothing() -> None:
    assert isinstance(carry_out(MakeLeaf(HALL, "", "", (), (), NOW)), Unmade)


def test_every_order_is_carried_out() -> None:
    authority = carry_out(MakeAuthority(HALL, NOW))

    assert isinstance(authority, AuthorityMade)
    read = carry_out(ReadCertificate(authority.certificate))
    assert isinstance(read, CertificateRead)


def test_keys_show_in_no_text() -> None:
    assert "secret" not in repr(AuthorityMade("certificate", "secret"))
    assert "secret" not in repr(MakeLeaf(HALL, "certificate", "secret", (), (), NOW))


def test_a_server_loads_nothing_of_the_library() -> None:
    look = "import server.__main__, sys; print('cryptography' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
