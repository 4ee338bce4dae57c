"""Which kiosks and boards the hall has and which of them are linked, as far as it is known."""

from server.console.console import Console
from server.console.hall_view import DeviceRow


async def device_rows(console: Console) -> tuple[DeviceRow, ...]:
    """Return the devices that may speak for the hall."""
    if console.trust is None:
        return ()
    return tuple(
        DeviceRow(one.row.id, one.row.role, one.is_linked, is_suspect=bool(one.row.suspect))
        for one in await console.trust.devices()
        if not one.row.is_revoked
    )
