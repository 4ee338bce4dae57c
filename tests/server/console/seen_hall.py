"""A hall in memory together with its picture, as a desk's page sees it."""

from datetime import UTC, datetime

from server.console.desk_reader import DeskReader
from server.console.desk_view import desk_view
from server.console.views import DeskView
from server.protocol.commands import Command
from server.protocol.identity import Actor, Key
from server.protocol.languages import LanguageCode
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.working_hall import OFFICIAL, WorkingHall


class SeenHall(WorkingHall):
    """A working hall whose desks can be looked at."""

    def look(
        self, desk: str = "desk-1", language: LanguageCode = "en", official: Key = OFFICIAL.id
    ) -> DeskView:
        """Return what the page of ``desk`` shows now to ``official``."""
        picture = HallPicture(self.config.desks, Limits())
        for entry in self.log():
            picture.fold(entry)
        found = self.config.desk(desk)
        assert found is not None
        now = self.log()[-1].at if self.log() else 0
        reader = DeskReader(language, official, now, _local)
        return desk_view(picture, self.config, found, reader)

    def called(self) -> str:
        """Let a visitor come and be called to the first desk; return the ticket."""
        self.issue()
        return self.call().ticket

    def at_desk(self, command: Command, actor: Actor = OFFICIAL) -> None:
        """Press something."""
        self.do(command, actor)


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)
