"""The page that a computer opens before it knows the hall: it hands out the hall's authority."""

import hashlib
from ssl import PEM_cert_to_DER_cert

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery

from server.console.catalogues import LANGUAGES
from server.console.visits import PAGE_HEADERS, Visit
from server.protocol.languages import in_language

FILE_NAME = "hall-ca.crt"


def whole_digest(pem: str | None) -> str:
    """Return the SHA-256 of a certificate as browsers and systems show it."""
    if pem is None:
        return ""
    digest = hashlib.sha256(PEM_cert_to_DER_cert(pem)).hexdigest().upper()
    return ":".join(digest[start : start + 2] for start in range(0, len(digest), 2))


@get("/hall-ca", include_in_schema=False)
async def authority_page(
    visit: NamedDependency[Visit], language: FromQuery[str] = ""
) -> Response[str]:
    """Say how the hall's authority is installed; nothing here is secret, nobody logs in here."""
    console = visit.console
    fingerprint = console.trust.fingerprint if console.trust else None
    if fingerprint is None:
        raise NotFoundException
    reads = language if language in LANGUAGES else visit.browser.language
    values = {
        "hall": in_language(console.service.config.names, reads),
        "fingerprint": fingerprint,
        "sha256": whole_digest(console.trust.authority_pem if console.trust else None),
        "file": FILE_NAME,
    }
    html = console.pages.render(reads, "hall_ca.html", values)
    return Response(html, media_type=MediaType.HTML, headers=PAGE_HEADERS)
