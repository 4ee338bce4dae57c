"""What the console's routes share: the hall, the pages, the passwords, the open pages."""

from dataclasses import dataclass, field

from server.console.assets import Assets
from server.console.drawing_turns import DrawingTurns
from server.console.log_check import LogCheck
from server.console.nudges import Nudges
from server.console.pages import Pages
from server.console.passwords import PasswordPool
from server.console.past_days import PastDays
from server.console.setup_code import SetupCode
from server.console.shown_papers import ShownPapers
from server.hall_service import HallService
from server.paper_orders import PaperOrders
from server.trust.trust import Trust


@dataclass(frozen=True, slots=True)
class Console:
    """The console of one hall."""

    service: HallService
    assets: Assets
    pages: Pages
    passwords: PasswordPool
    nudges: Nudges
    trust: Trust | None = None
    log_check: LogCheck | None = None
    setup_code: SetupCode | None = None
    papers: PaperOrders = field(default_factory=PaperOrders)
    pictures: ShownPapers = field(default_factory=ShownPapers)
    past_days: PastDays = field(default_factory=PastDays)
    drawing: DrawingTurns = field(default_factory=DrawingTurns)

    def close(self) -> None:
        """End every open page's stream; browsers come back by themselves."""
        self.nudges.close()

    @classmethod
    def of(
        cls,
        service: HallService,
        trust: Trust | None = None,
        log_check: LogCheck | None = None,
        setup_code: SetupCode | None = None,
    ) -> "Console":
        """Build the console of the hall that ``service`` keeps."""
        assets = Assets.load()
        pages, passwords, nudges = Pages(assets), PasswordPool(), Nudges()
        return cls(service, assets, pages, passwords, nudges, trust, log_check, setup_code)
