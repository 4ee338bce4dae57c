"""Every failure by its code, those of the themes too, so that it stays itself over the wire."""

from collections.abc import Mapping

from server.protocol import booking_errors, desk_errors, errors, visit_errors
from server.protocol.errors import Failure, KezekError

_MODULES = frozenset(
    module.__name__ for module in (booking_errors, desk_errors, errors, visit_errors)
)
"""Where failures stand that devices may hear of; those of admins stay among themselves."""


def family(root: type[KezekError]) -> dict[str, type[KezekError]]:
    """Return ``root`` and all below it that devices may hear of, by code."""
    found = {root.code: root}
    for child in root.__subclasses__():
        if child.__module__ in _MODULES:
            found |= family(child)
    return found


ERRORS_BY_CODE: Mapping[str, type[KezekError]] = family(KezekError)


def to_error(failure: Failure) -> KezekError:
    """Return the exception that the far side raised; an unknown code becomes ``KezekError``."""
    error_class = ERRORS_BY_CODE.get(failure.code)
    if error_class is None:
        return KezekError(unknown_code=failure.code)
    return error_class(**failure.data)
