"""A scripted server, and links to it that are stopped at the end of the test."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from server.client.finder import Finder
from server.client.link import Link
from server.client.messages import LinkEvent
from tests.fakes.hall_server import ScriptedServer, scripted_server
from tests.server.client.linking import IDENTITY, StartLink


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    """Give a real WebSocket whose every frame the test decides."""
    async with scripted_server() as running:
        yield running


@pytest.fixture
def start_link(server: ScriptedServer) -> Iterator[StartLink]:
    """Give what starts a link to the scripted server."""
    links: list[Link] = []

    def start(deliver: Callable[[LinkEvent], None]) -> Link:
        link = Link(IDENTITY, Finder("hall-demo", (server.address,), has_mdns=False), deliver)
        links.append(link)
        link.start()
        return link

    yield start
    for link in links:
        link.stop()
