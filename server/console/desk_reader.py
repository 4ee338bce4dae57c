"""Who looks at a desk's page, and when."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.languages import LanguageCode
from server.protocol.tickets import Instant


class DeskReader(Struct, frozen=True):
    """The reader's language and pseudonym, the moment, and how instants read on the wall."""

    language: LanguageCode
    official: Key | None
    now: Instant
    local: Callable[[Instant], datetime]
