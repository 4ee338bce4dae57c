"""The page that browsers keep: it shows the last list of a desk when no server answers."""

from dataclasses import replace

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from server.console.catalogues import LANGUAGES
from server.console.visits import Visit

KEPT_SECONDS = 24 * 3600
"""A browser opens the page so long without asking the server; it holds words and nothing else."""


class PaperController(Controller):
    """The page for the time without a server; what it lists is in the browser already."""

    path = "/paper"
    include_in_schema = False

    @get("/{language:str}")
    async def show(self, visit: NamedDependency[Visit], language: FromPath[str]) -> Response[str]:
        """Show the page in ``language``."""
        if language not in LANGUAGES:
            raise NotFoundException
        reader = replace(visit, browser=replace(visit.browser, language=language))
        headers = {"Cache-Control": f"private, max-age={KEPT_SECONDS}"}
        return reader.answer("paper.html", headers=headers)
