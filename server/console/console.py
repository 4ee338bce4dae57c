"""What the console's routes share: the hall, the pages, the passwords, the open pages."""

from dataclasses import dataclass

from server.console.assets import Assets
from server.console.nudges import Nudges
from server.console.pages import Pages
from server.console.passwords import PasswordPool
from server.hall_service import HallService


@dataclass(frozen=True, slots=True)
class Console:
    """The console of one hall."""

    service: HallService
    assets: Assets
    pages: Pages
    passwords: PasswordPool
    nudges: Nudges

    def close(self) -> None:
        """End every open page's stream; browsers come back by themselves."""
        self.nudges.close()

    @classmethod
    def of(cls, service: HallService) -> "Console":
        """Build the console of the hall that ``service`` keeps."""
        assets = Assets.load()
        return cls(service, assets, Pages(assets), PasswordPool(), Nudges())
