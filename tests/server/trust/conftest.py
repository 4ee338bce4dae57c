"""What the tests of trust share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.trust.certificates import make_authority, make_leaf
from server.trust.signing_orders import AuthorityMade, LeafMade, MakeAuthority, MakeLeaf
from tests.server.devices.working_server import HALL
from tests.server.trust.trusted_hall import TrustedHall, today, trusted_hall


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[TrustedHall]:
    """Give a hall that is served by TLS."""
    async with trusted_hall(tmp_path / "data") as running:
        yield running


@pytest.fixture(scope="session")
def authority() -> AuthorityMade:
    """Give an authority of the test's hall, made now."""
    return make_authority(MakeAuthority(HALL, today().wall_ms()))


@pytest.fixture(scope="session")
def leaf(authority: AuthorityMade) -> LeafMade:
    """Give a certificate of that authority for this computer."""
    order = MakeLeaf(
        HALL,
        authority.certificate,
        authority.private_key,
        ("localhost",),
        ("127.0.0.1",),
        today().wall_ms(),
    )
    return make_leaf(order)
