"""The hall's authority as files that browsers and systems take in; it is public."""

import ssl
from collections.abc import Sequence

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.types import ControllerRouterHandler

from server.trust.trust import Trust

CERTIFICATE = "application/x-x509-ca-cert"
PEM = "application/x-pem-file"


def authority_routes(trust: Trust) -> Sequence[ControllerRouterHandler]:
    """Return the routes of the authority's certificate, as DER and as PEM."""

    @get("/hall-ca.crt", include_in_schema=False)
    async def binary() -> Response[bytes]:
        return _file(ssl.PEM_cert_to_DER_cert(_pem(trust)), CERTIFICATE, f"{trust.hall}-ca.crt")

    @get("/hall-ca.pem", include_in_schema=False)
    async def text() -> Response[bytes]:
        return _file(_pem(trust).encode(), PEM, f"{trust.hall}-ca.pem")

    return (binary, text)


def _pem(trust: Trust) -> str:
    if trust.authority_pem is None:
        raise NotFoundException
    return trust.authority_pem


def _file(content: bytes, media_type: str, name: str) -> Response[bytes]:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
