"""What every command is; the commands themselves stand in ``commands`` and the modules beside."""

from msgspec import Struct

from server.protocol.identity import RequestId


class Requested(
    Struct, frozen=True, kw_only=True, tag=True, tag_field="type", forbid_unknown_fields=True
):
    """What every command carries: the same ``request_id`` always gets the same answer."""

    request_id: RequestId
