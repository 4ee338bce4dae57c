"""The very first page of a hall: its first administrator, made by a code from the server's PC."""

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from server.acts.people import Staffing
from server.console.code_tries import CodeTry
from server.console.origins import Place
from server.console.password_rules import MIN_PASSWORD_LENGTH, fault_of_new
from server.console.people_pages import BAD_LOGIN, is_login
from server.console.sessions import begin_session, people_of
from server.console.setup_code import SetupCode, needs_admin
from server.console.visits import Visit
from server.protocol.errors import Failure, KezekError, to_failure
from server.protocol.identity import SERVER_ACTOR, Key, Role
from server.storage.ledger import Ledger

WRONG_CODE = Failure("wrong-setup-code")


class SetupForm(Struct, frozen=True):
    """What the page sends."""

    code: str = ""
    login: str = ""
    new: str = ""
    again: str = ""


class SetupController(Controller):
    """The first administrator."""

    path = "/setup"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show the form while the hall has no administrator."""
        if await open_code(visit) is None:
            return Redirect("/login", status_code=303)
        return _page(visit, SetupForm())

    @post()
    async def make(
        self,
        visit: NamedDependency[Visit],
        data: Annotated[SetupForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[str]:
        """Make the first administrator and log them in."""
        code = await open_code(visit)
        if code is None:
            return Redirect("/login", status_code=303)
        login = data.login.strip().lower()
        field, failure = await _fault(visit, code, data, login)
        if failure is not None:
            return _page(visit, data, field, failure)
        console, now = visit.console, visit.console.service.now()
        password_hash = await console.passwords.hash(data.new)

        def make(ledger: Ledger) -> Key | None:
            if not needs_admin(ledger):
                return None
            return Staffing(ledger, SERVER_ACTOR, now).add(login, password_hash, Role.ADMIN)

        try:
            person = await console.service.write(make)
        except KezekError as error:
            return _page(visit, data, "login", to_failure(error))
        code.forget()
        found = await console.service.read(lambda ledger: people_of(ledger).official(login))
        if person is None or found is None:
            return Redirect("/login", status_code=303)
        cookie = await begin_session(console, found, visit.browser)
        return Redirect("/", status_code=303, cookies=[cookie, visit.own_cookie()])


async def open_code(visit: Visit) -> SetupCode | None:
    """Return the code that makes an administrator, if the hall has none yet."""
    code = visit.console.setup_code
    if code is None or not await visit.console.service.read(needs_admin):
        return None
    return code


async def _fault(
    visit: Visit, code: SetupCode, form: SetupForm, login: str
) -> tuple[str, Failure | None]:
    attempt = CodeTry(visit.console, visit.browser.address)
    wait = await attempt.begin()
    if wait:
        return "code", Failure("too-many-codes", {"wait_ms": wait})
    if not code.is_right(form.code):
        return "code", WRONG_CODE
    await attempt.forgive()
    if not is_login(login):
        return "login", BAD_LOGIN
    return fault_of_new(form.new, form.again, (login, visit.console.service.config.id))


def _page(
    visit: Visit, form: SetupForm, field: str = "", failure: Failure | None = None
) -> Response[str]:
    code = visit.console.setup_code
    is_here = visit.browser.place is Place.HERE
    values = {
        # Where the data lie is nobody else's business.
        "file": str(code.path if is_here else code.path.name) if code else "",
        "is_here": is_here,
        "typed": form.login,
        "typed_code": form.code,
        "least": MIN_PASSWORD_LENGTH,
        "field": field,
        "failure": failure,
        "here": "/setup",
    }
    return visit.answer("setup.html", values, status=403 if failure else 200)
