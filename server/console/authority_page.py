"""The page that a computer opens before it knows the hall: it hands out the hall's authority.

It comes without encryption, so it shows no digits: who stands between would show his own.
"""

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery

from server.console.catalogues import LANGUAGES
from server.console.visits import PAGE_HEADERS, Visit
from server.protocol.languages import in_language

FILE_NAME = "hall-ca.crt"


@get("/hall-ca", include_in_schema=False)
async def authority_page(
    visit: NamedDependency[Visit], language: FromQuery[str] = ""
) -> Response[str]:
    """Say how the hall's authority is installed; nothing here is secret, nobody logs in here."""
    console = visit.console
    if console.trust is None or console.trust.authority is None:
        raise NotFoundException
    reads = language if language in LANGUAGES else visit.browser.language
    values = {
        "hall": in_language(console.service.config.names, reads),
        "file": FILE_NAME,
    }
    html = console.pages.render(reads, "hall_ca.html", values)
    return Response(html, media_type=MediaType.HTML, headers=PAGE_HEADERS)
