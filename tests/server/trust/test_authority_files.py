"""The authority's certificate is handed out by TLS and on the plain port, as browsers want it."""

import asyncio
import ssl
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from server.trust.trust import TrustOptions
from tests.server.trust.trusted_hall import TrustedHall, trusted_hall


async def fetched(url: str) -> tuple[bytes, str]:
    """Return what a browser gets on the plain port, and its type."""

    def fetch() -> tuple[bytes, str]:
        with build_opener(ProxyHandler({})).open(url, timeout=5) as answer:
            return answer.read(100_000), answer.headers["Content-Type"]

    return await asyncio.to_thread(fetch)


async def test_the_plain_port_hands_the_authority_out(hall: TrustedHall) -> None:
    setup = hall.server.setup_url

    binary, binary_type = await fetched(f"{setup}/hall-ca.crt")
    text, _ = await fetched(f"{setup}/hall-ca.pem")

    assert binary_type == "application/x-x509-ca-cert"
    assert ssl.DER_cert_to_PEM_cert(binary).split() == hall.pem.split()
    assert text.decode() == hall.pem


async def test_the_console_is_on_the_plain_port_only_when_asked_for(tmp_path: Path) -> None:
    options = TrustOptions(is_tls=True, is_plain_console=True)
    async with trusted_hall(tmp_path / "data", options) as hall:
        body, _ = await fetched(f"{hall.server.setup_url}/healthz")

    assert b'"hall":"hall-test"' in body
