"""Which kiosks and boards the hall has and what is amiss with them, as far as it is known."""

from server.console.console import Console
from server.console.device_view import DeviceView, device_view
from server.protocol.languages import LanguageCode


async def device_views(console: Console, language: LanguageCode) -> tuple[DeviceView, ...]:
    """Return every device that was ever the hall's, to a reader of ``language``."""
    if console.trust is None:
        return ()
    devices = await console.trust.devices()
    return tuple(device_view(console.service, one, language) for one in devices)


async def devices_in_force(console: Console, language: LanguageCode) -> tuple[DeviceView, ...]:
    """Return the devices that may speak for the hall."""
    return tuple(one for one in await device_views(console, language) if not one.is_revoked)
