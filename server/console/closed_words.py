"""Who receives next, and when, for a desk that cannot take its visitor in: in words, on paper."""

from server.console.desk_printers import printer_name
from server.console.visits import Visit
from server.protocol.booking_errors import CapacityReachedError
from server.protocol.errors import Failure, ServiceClosedError
from server.protocol.frames import PrintRouteSlip
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, in_language

_TURNED_AWAY = frozenset({ServiceClosedError.code, CapacityReachedError.code})


def with_way_on(visit: Visit, failure: Failure) -> Failure:
    """Return ``failure`` with the next reception and its office in words, if it names them."""
    at, key = failure.data.get("opens_at"), failure.data.get("post")
    if not isinstance(at, int):
        return failure
    service = visit.console.service
    said = {"next_reception": f"{service.local(at):%d.%m.%Y %H:%M}"}
    post = service.config.post(str(key))
    if post is not None:
        said["office"] = in_language(post.names, visit.browser.language)
    return Failure(failure.code, {**failure.data, **said})


async def with_slip(
    visit: Visit, failure: Failure, device: Key, language: LanguageCode
) -> Failure:
    """Have ``device`` print the slip of a visitor who was turned away; say so in ``failure``."""
    if failure.code not in _TURNED_AWAY:
        return failure
    if not visit.console.papers.print_paper(device, _slip(failure, language)):
        return failure
    name = await printer_name(visit, device)
    return Failure(failure.code, {**failure.data, "printed_by": name})


def _slip(failure: Failure, language: LanguageCode) -> PrintRouteSlip:
    at, post, where = (failure.data.get(name) for name in ("opens_at", "post", "elsewhere"))
    return PrintRouteSlip(
        service=str(failure.data["service"]),
        language=language,
        opens_at=at if isinstance(at, int) else None,
        post=post if isinstance(post, str) else None,
        elsewhere=where if isinstance(where, str) else None,
        is_full=failure.code == CapacityReachedError.code,
    )
